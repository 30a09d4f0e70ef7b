import { villageDay } from '#rulebook/village-time.ts'
import type { Log } from './log.ts'

/**
 * How many numbers were given on each of the last `days` days, the oldest first. Times never decrease with the
 * numbers, so a few looks into the book find where a day begins, and nothing has to be counted along.
 */
export function entriesByDay(log: Log, today: number, days: number): { day: number; count: number }[] {
  const last = log.lastNumber()

  /** The day of this number, or of the next that was not lost in a restore. */
  function dayFrom(i: number): number {
    for (let n = i; n <= last; n++) {
      const stored = log.numbered(n)
      if (stored) return villageDay(stored.at)
    }
    return Infinity
  }
  /** The first number of a day or of a later one; one behind the last where there is none. */
  function firstOf(day: number): number {
    let [low, high] = [1, last + 1]
    while (low < high) {
      const middle = Math.floor((low + high) / 2)
      if (dayFrom(middle) >= day) high = middle
      else low = middle + 1
    }
    return low
  }

  const from = today - days + 1
  const starts = Array.from({ length: days + 1 }, (_, n) => firstOf(from + n))
  return Array.from({ length: days }, (_, n) => ({ day: from + n, count: starts[n + 1]! - starts[n]! }))
}
