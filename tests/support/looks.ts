import { readFile } from 'node:fs/promises'
import type { AxeResults } from 'axe-core'
import type { Villager } from './journey.ts'

/** What is wrong with what stands on a phone; an empty list is as it should be. */
export type Look = (who: Villager) => Promise<string[]>

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
/** Where axe looks; it is made higher where the page is, see {@link unroll}. */
export const WHOLE = { width: 360, height: 7000 }
export const NARROW = { width: 320, height: 640 }

const axe = await readFile('node_modules/axe-core/axe.min.js', 'utf8')

/** How high the page is, once two frames in a row say the same: a list draws more as more is seen. */
const settledHeight = (who: Villager): Promise<number> =>
  who.page().evaluate(async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(done))
    const height = () => document.scrollingElement!.scrollHeight
    for (let before = -1; before !== height();) {
      before = height()
      await frame()
      await frame()
    }
    return height()
  })

/** Makes the window as high as the page: what lies beneath the tabs axe would take for covered. */
async function unroll(who: Villager): Promise<void> {
  const page = who.page()
  const { width, height } = page.viewportSize()!
  const needed = await settledHeight(who)
  if (needed <= height) return
  await page.setViewportSize({ width, height: needed })
  return unroll(who)
}

/** axe-core's findings; over the debugger, because the page's policy lets no strange script in. */
const found = (options: object): Look =>
  async function look(who) {
    await unroll(who)
    const page = who.page()
    if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe)
    const { violations } = (await page.evaluate((how) => {
      const run = (window as unknown as { axe: { run(o: object): Promise<unknown> } }).axe
      return run.run({ ...how, resultTypes: ['violations'] })
    }, options)) as AxeResults
    // A page that grew while axe looked had something beneath the tabs: it is looked at once more.
    if ((await settledHeight(who)) > page.viewportSize()!.height) return look(who)
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')} ${failureSummary}`),
    )
  }
const only = (...rules: string[]) => ({ runOnly: { type: 'rule', values: rules } })

export const findings = found({
  runOnly: { type: 'tag', values: TAGS },
  rules: { 'target-size': { enabled: true } },
})
/** What a change of colours can bring about on a page that was looked at. */
export const findingsOfColours = found(only('color-contrast'))
/** The same of colours and sizes. */
export const findingsOfLooks = found(only('color-contrast', 'target-size'))

/** What makes the page scroll sideways, and words that are cut off. */
export const tooWide = (who: Villager): Promise<string[]> =>
  who.page().evaluate(() => {
    const root = document.scrollingElement!
    const name = (one: Element) => `${one.tagName.toLowerCase()}.${one.getAttribute('class') ?? ''}`
    const all = [...document.querySelectorAll('body *')].filter((one) => !one.closest('.visually-hidden'))
    const cut = all.filter((one) => {
      // What is typed into a field moves within it, and the words on a file field are the browser's.
      if (one instanceof HTMLInputElement) return false
      if (one.scrollWidth <= one.clientWidth + 1 || one.clientWidth === 0) return false
      return ['hidden', 'clip'].includes(getComputedStyle(one).overflowX)
    })
    const lines = cut.map((one) => `cut off: ${name(one)}`)
    if (root.scrollWidth <= root.clientWidth) return lines
    const over = all.filter((one) => one.getBoundingClientRect().right > root.clientWidth + 1)
    return [...lines, `${root.scrollWidth} wide: ${over.slice(-4).map(name).join(' ')}`]
  })

export async function doubled(who: Villager): Promise<string[]> {
  await who
    .page()
    .evaluate(() => document.documentElement.style.setProperty('font-size', '200%', 'important'))
  return tooWide(who)
}
