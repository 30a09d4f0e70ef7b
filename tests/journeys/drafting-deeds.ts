import { expect } from 'vitest'
import type { Villager } from '#support/journey.ts'

/** As long as a screen may take on a busy machine. */
export const WAITS = { timeout: 60_000 }

/** The box in which several write one draft. */
export const draftBox = (who: Villager) => who.page().getByLabel('底稿', { exact: true })

/** Waits until a draft on somebody's screen has all of this. */
export const draftHolds = (who: Villager, ...parts: string[]) =>
  expect
    .poll(async () => {
      const now = await draftBox(who).inputValue()
      return parts.filter((part) => !now.includes(part))
    }, WAITS)
    .toEqual([])

/** Types where the text begins or ends, as people do. */
export async function typeAt(who: Villager, at: 'Control+Home' | 'Control+End', words: string) {
  await draftBox(who).press(at)
  await draftBox(who).pressSequentially(words)
}
