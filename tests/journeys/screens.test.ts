import { readFile } from 'node:fs/promises'
import type { AxeResults } from 'axe-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  leaveTraces,
  openFullVillage,
  screensOf,
  screensOfAFreshPhone,
  setComfort,
  turnTo,
  type FullVillage,
  type Screen,
} from '#support/full-village.ts'
import type { Villager } from '#support/journey.ts'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
// A hundred screens in each mode: how long that takes is a matter of the machine alone.
const PATIENCE = 600_000
const WIDE = { width: 360, height: 740 }
const NARROW = { width: 320, height: 640 }

let village: FullVillage
let axe: string
let phones: { name: string; who: Villager; screens: Screen[] }[]
beforeAll(async () => {
  ;[axe, village] = await Promise.all([
    readFile('node_modules/axe-core/axe.min.js', 'utf8'),
    openFullVillage(),
  ])
  const { v } = village
  const fresh = await v.phone()
  const secretary = await v.join('陶书记')
  const wang = await v.join('王大婶')
  await leaveTraces(wang, village.thread)
  const screens = screensOf(village)
  phones = [
    { name: 'secretary', who: secretary, screens },
    { name: 'villager', who: wang, screens },
    { name: 'fresh phone', who: fresh, screens: await screensOfAFreshPhone(village) },
  ]
  await fresh.goto('/')
}, PATIENCE)
afterAll(() => village?.v.close())

/** What was found on each screen of each phone in a mode, all at once; nothing is right. */
async function throughAll(
  comfort: object,
  viewport: typeof WIDE,
  look: (who: Villager) => Promise<string[]>,
): Promise<string[]> {
  const found = phones.map(async ({ name, who, screens }) => {
    await who.page().setViewportSize(viewport)
    await who.page().emulateMedia({ reducedMotion: 'reduce' })
    await setComfort(who, comfort)
    await who.goto('/install')
    const lines: string[] = []
    for (const screen of screens) {
      try {
        await turnTo(who, screen)
        lines.push(...(await look(who)).map((line) => `${name} ${screen[0]}: ${line}`))
      } catch (error) {
        const text = await who.page().locator('body').innerText()
        lines.push(`${name} ${screen[0]}: ${String(error).split('\n')[0]} ${text.slice(0, 200)}`)
      }
    }
    return lines
  })
  return (await Promise.all(found)).flat()
}

/** axe-core's findings; over the debugger, because the page's policy lets no strange script in. */
async function findings(who: Villager): Promise<string[]> {
  const page = who.page()
  await page.evaluate(axe)
  const { violations } = (await page.evaluate((tags) => {
    const run = (window as unknown as { axe: { run(o: object): Promise<unknown> } }).axe
    const only = { type: 'tag', values: tags }
    return run.run({
      runOnly: only,
      rules: { 'target-size': { enabled: true } },
      resultTypes: ['violations'],
    })
  }, TAGS)) as AxeResults
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')} ${failureSummary}`),
  )
}

/** What makes the page scroll sideways, and words that are cut off. */
const tooWide = (who: Villager): Promise<string[]> =>
  who.page().evaluate(() => {
    const root = document.scrollingElement!
    const name = (one: Element) => `${one.tagName.toLowerCase()}.${one.getAttribute('class') ?? ''}`
    const all = [...document.querySelectorAll('body *')].filter((one) => !one.closest('.visually-hidden'))
    const cut = all.filter((one) => {
      if (one.scrollWidth <= one.clientWidth + 1 || one.clientWidth === 0) return false
      return ['hidden', 'clip'].includes(getComputedStyle(one).overflowX)
    })
    const lines = cut.map((one) => `cut off: ${name(one)}`)
    if (root.scrollWidth <= root.clientWidth) return lines
    const over = all.filter((one) => one.getBoundingClientRect().right > root.clientWidth + 1)
    return [...lines, `${root.scrollWidth} wide: ${over.slice(-4).map(name).join(' ')}`]
  })

const MODES = {
  normal: {},
  elder: { elder: true },
  dark: { theme: 'dark' },
  'dark elder': { theme: 'dark', elder: true },
}
for (const [mode, comfort] of Object.entries(MODES))
  it(
    `axe finds nothing on any screen, ${mode}`,
    async () => {
      expect(await throughAll(comfort, WIDE, findings)).toEqual([])
    },
    PATIENCE,
  )

it(
  'nothing scrolls sideways at 320 px with the largest letters',
  async () => {
    expect(await throughAll({ letterSize: 1.75 }, NARROW, tooWide)).toEqual([])
  },
  PATIENCE,
)

it(
  'nothing scrolls sideways at 320 px in elder mode with the largest letters',
  async () => {
    expect(await throughAll({ letterSize: 1.75, elder: true }, NARROW, tooWide)).toEqual([])
  },
  PATIENCE,
)

it(
  'nothing scrolls sideways at 320 px with the browser’s letters doubled',
  async () => {
    const doubled = async (who: Villager) => {
      await who
        .page()
        .evaluate(() => document.documentElement.style.setProperty('font-size', '200%', 'important'))
      return tooWide(who)
    }
    expect(await throughAll({}, NARROW, doubled)).toEqual([])
  },
  PATIENCE,
)
