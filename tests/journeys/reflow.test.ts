import { afterAll, beforeAll, expect, it } from 'vitest'
import { everyScreen, PATIENCE, type EveryScreen } from '#support/every-screen.ts'
import { doubled, NARROW, tooWide } from '#support/looks.ts'

let screens: EveryScreen
beforeAll(async () => {
  screens = await everyScreen()
}, PATIENCE)
afterAll(() => screens?.close())

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
