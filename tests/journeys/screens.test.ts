import { afterAll, beforeAll, expect, it } from 'vitest'
import { everyScreen, PATIENCE, type EveryScreen } from '#support/every-screen.ts'
import { findings, WHOLE } from '#support/looks.ts'

let screens: EveryScreen
beforeAll(async () => {
  screens = await everyScreen()
}, PATIENCE)
afterAll(() => screens?.close())

const MODES = { normal: {}, elder: { elder: true }, dark: { theme: 'dark' } }
for (const [mode, comfort] of Object.entries(MODES))
  it(
    `axe finds nothing on any screen, ${mode}`,
    async () => {
      expect(await screens.through(comfort, WHOLE, findings)).toEqual([])
    },
    PATIENCE,
  )
