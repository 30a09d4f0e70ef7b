export const HOUR_MS = 3600 * 1000
export const DAY_MS = 24 * HOUR_MS

/** A clock that stands until it is moved on; never back. */
export interface WalkingClock {
  now(): number
  walkTo(at: number): void
  /** Some seconds later: nobody writes twice in the same moment. */
  tick(seconds?: number): void
}

export function walkingClock(start: number): WalkingClock {
  let at = Math.floor(start)
  return {
    now: () => at,
    walkTo: (later) => void (at = Math.max(at, Math.floor(later))),
    tick: (seconds = 7) => void (at += seconds * 1000),
  }
}
