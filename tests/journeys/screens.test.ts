import { readFile } from 'node:fs/promises'
import type { AxeResults } from 'axe-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { everyScreen, PATIENCE, type EveryScreen } from '#support/every-screen.ts'
import type { Villager } from '#support/journey.ts'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
// So high that nothing lies beneath the tabs, which axe would take for covered.
const WHOLE = { width: 360, height: 4000 }

const axe = await readFile('node_modules/axe-core/axe.min.js', 'utf8')
let screens: EveryScreen
beforeAll(async () => {
  screens = await everyScreen()
}, PATIENCE)
afterAll(() => screens?.close())

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

const MODES = { normal: {}, elder: { elder: true }, dark: { theme: 'dark' } }
for (const [mode, comfort] of Object.entries(MODES))
  it(
    `axe finds nothing on any screen, ${mode}`,
    async () => {
      expect(await screens.through(comfort, WHOLE, findings)).toEqual([])
    },
    PATIENCE,
  )
