import path from 'node:path'
import { readClaim, writeClaim } from '#rulebook/enrol.ts'
import type { Book } from '#server/book.ts'
import { giveLink, hasNoRoom, isSpent, type GivenLink } from './claim-links.ts'
import { claims } from './demo/claims.ts'
import { nameOf } from './demo-village.ts'
import type { Pen } from './pen.ts'
import { readPrivate, writePrivate } from '#server/private-file.ts'

/** One of the demo's six people with the link that is printed; none where no device more has room. */
export interface DemoLink {
  name: string
  zh: string
  en: string
  given: GivenLink | undefined
}

/** Links as they lie in the data directory, by name: the private halves are nowhere else. */
type Stored = Record<string, { claim: string; until: number }>
const fileIn = (dataDir: string) => path.join(dataDir, 'demo-claims.json')

function stillGood(stored: Stored, name: string, book: Book): GivenLink | undefined {
  const kept = stored[name]
  const claim = kept && readClaim(kept.claim)
  if (!claim || claim.village !== book.village) return undefined
  const given = { claim, until: kept.until }
  return isSpent(book, given, Date.now()) ? undefined : given
}

/** The six links: those that still hold, and new ones where a link was used or its time is over. */
export async function demoLinks(o: { dataDir: string; book: Book; pen: Pen }): Promise<DemoLink[]> {
  const { dataDir, book, pen } = o
  const stored = readPrivate<Stored>(fileIn(dataDir)) ?? {}
  const links: DemoLink[] = []
  for (const { person: key, zh, en } of claims) {
    const name = nameOf(key)
    const person = book.roster.villagers({ i: Infinity }).find((one) => one.name === name)?.person
    let given = stillGood(stored, name, book)
    if (!given && person && !hasNoRoom(book, person))
      given = await giveLink(pen, person).catch((error: Error) => {
        // The village runs without its demo's links; a relay that did not start would be of no use to anybody.
        console.error(`没有给出 ${name} 的领取链接（${error.message}）。 No claim link for ${name}.`)
        return undefined
      })
    links.push({ name, zh, en, given })
  }
  const kept = links.flatMap(({ name, given }) =>
    given ? [[name, { claim: writeClaim(given.claim), until: given.until }] as const] : [],
  )
  writePrivate(fileIn(dataDir), Object.fromEntries(kept))
  return links
}
