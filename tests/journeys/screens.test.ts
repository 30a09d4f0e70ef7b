import { afterAll, beforeAll, expect, it } from 'vitest'
import { everyScreen, PATIENCE, type EveryScreen } from '#support/every-screen.ts'
import { findings, findingsOfColours, WHOLE, type Look } from '#support/looks.ts'

let screens: EveryScreen
beforeAll(async () => {
  screens = await everyScreen()
}, PATIENCE)
afterAll(() => screens?.close())

const MODES: [mode: string, comfort: object, Look][] = [
  ['normal', {}, findings],
  ['elder', { elder: true }, findings],
  // The same page in other colours.
  ['dark', { theme: 'dark' }, findingsOfColours],
]
for (const [mode, comfort, look] of MODES)
  it(
    `axe finds nothing on any screen, ${mode}`,
    async () => {
      expect(await screens.through(comfort, WHOLE, look)).toEqual([])
    },
    PATIENCE,
  )
