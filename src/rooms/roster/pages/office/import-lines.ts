import type { HouseholdLine, PersonLine } from '../../acts.ts'
import type { HouseholdShown } from '../../readings.ts'

/** As many lines as one entry carries: one pasted list is one entry of people. */
export const IMPORT_LINES = 100

export type BadLine = { line: number; text: string; why: 'fields' | 'group' | 'grown-up' | 'too-long' }
export interface Import {
  households: HouseholdLine[]
  people: PersonLine[]
  /** Already in the book, left as they stand. */
  known: string[]
  bad: BadLine[]
  /** Lines beyond the hundredth. */
  tooMany: number
}

const YES = /^(是|成年|成人|y|yes|1|true)$/i
const NO = /^(否|不是|未成年|小孩|n|no|0|false)$/i
const DIGITS = '一二三四五六七八九'

/** 三组, 3组, 第三组, 3: the number of a group; undefined where it is none. */
export function groupIn(text: string): number | undefined {
  const bare = text.replace(/[第组村民小\s]/g, '')
  const number = /^\d{1,2}$/.test(bare) ? Number(bare) : bare === '十' ? 10 : DIGITS.indexOf(bare) + 1
  return bare && number >= 1 && number <= 99 ? number : undefined
}

/** Lines of "户主,姓名,小组,是否成年" against the book: what is new, what is known, what cannot be read. */
export function readLines(text: string, present: readonly HouseholdShown[], newId: () => string): Import {
  const lines = text.split(/\r?\n/).map((line) => line.trim())
  const result: Import = { households: [], people: [], known: [], bad: [], tooMany: 0 }
  const homes = new Map(present.map((home) => [`${home.group} ${home.label}`, home.household]))
  const known = new Set(present.flatMap((home) => home.people.map(({ name }) => `${home.household} ${name}`)))

  for (const [index, line] of lines.entries()) {
    if (!line) continue
    if (result.people.length + result.known.length + result.bad.length >= IMPORT_LINES) {
      result.tooMany++
      continue
    }
    const bad = (why: BadLine['why']) => result.bad.push({ line: index + 1, text: line, why })
    const [head, name, groupText, grown] = line.split(/\s*[,，、;；\t]\s*/)
    if (!head || !name || !groupText || !grown) bad('fields')
    else if (head.length > 38 || name.length > 40) bad('too-long')
    else if (groupIn(groupText) === undefined) bad('group')
    else if (!YES.test(grown) && !NO.test(grown)) bad('grown-up')
    else {
      const group = groupIn(groupText)!
      const label = head.endsWith('家') ? head : `${head}家`
      let household = homes.get(`${group} ${label}`)
      if (household === undefined) {
        household = newId()
        homes.set(`${group} ${label}`, household)
        result.households.push({ household, label, group })
      }
      if (known.has(`${household} ${name}`)) {
        result.known.push(name)
        continue
      }
      known.add(`${household} ${name}`)
      result.people.push({
        person: newId(),
        name,
        household,
        voter: YES.test(grown),
        member: true,
        away: false,
      })
    }
  }
  return result
}
