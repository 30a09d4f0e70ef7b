import type { Deed } from '../scenes/scene.ts'
import { hand } from './hand.ts'
import { makeClockTurnable, type WithClock } from './turnable-clock.ts'

// Runs in a phone of the dev page before the app does, and obeys the page around it.

/** What the page around asks of a phone. */
export type Asked = { turn: number } | { deed: Exclude<Deed, { do: 'open' }>; n: number }
/** What a phone says to it. */
export type Told = { ready: true } | { n: number; failed?: string }

makeClockTurnable()
const tell = (told: Told) => parent.postMessage({ phone: told }, '*')

addEventListener('message', ({ data, source }: MessageEvent<{ stage?: Asked }>) => {
  const asked = data?.stage
  if (!asked || source !== parent) return
  if ('turn' in asked) return (globalThis as WithClock).turnClock?.(asked.turn)
  hand(asked.deed).then(
    () => tell({ n: asked.n }),
    (error: Error) => tell({ n: asked.n, failed: error.message }),
  )
})
addEventListener('load', () => tell({ ready: true }))
