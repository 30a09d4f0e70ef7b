import { afterAll, beforeAll, expect, it } from 'vitest'
import { everyScreen, PATIENCE, type EveryScreen } from '#support/every-screen.ts'
import type { Villager } from '#support/journey.ts'

const NARROW = { width: 320, height: 640 }

let screens: EveryScreen
beforeAll(async () => {
  screens = await everyScreen()
}, PATIENCE)
afterAll(() => screens?.close())

/** What makes the page scroll sideways, and words that are cut off. */
const tooWide = (who: Villager): Promise<string[]> =>
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

async function doubled(who: Villager): Promise<string[]> {
  await who
    .page()
    .evaluate(() => document.documentElement.style.setProperty('font-size', '200%', 'important'))
  return tooWide(who)
}

const MODES = {
  'the largest letters': [{ letterSize: 1.75 }, tooWide],
  'the largest letters in elder mode': [{ letterSize: 1.75, elder: true }, tooWide],
  'the browser’s letters doubled': [{}, doubled],
} as const
for (const [mode, [comfort, look]] of Object.entries(MODES))
  it(
    `nothing scrolls sideways or is cut off at 320 px with ${mode}`,
    async () => {
      expect(await screens.through(comfort, NARROW, look)).toEqual([])
    },
    PATIENCE,
  )
