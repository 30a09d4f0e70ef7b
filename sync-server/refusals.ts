import { decodeCbor, encodeCbor } from '#entry/format.ts'
import { villageDay } from '#rulebook/village-time.ts'
import { list, row, text, whole } from '#rulebook/shape.ts'
import type { Log } from './log.ts'

/** Older days are let go. */
const REFUSALS_KEPT_DAYS = 180
const PREFIX = 'upkeep/refused/'
const counts = list(row({ rule: text(1, 8), count: whole(1) }), 0, 200)

/** How often each rule said no, by day: whose entry it was, and what stood in it, is not kept. */
export function openRefusals(o: { log: Log; now(): number }) {
  const days = new Map<number, Map<string, number>>()
  const changed = new Set<number>()
  for (const [key, value] of o.log.metas(PREFIX)) {
    const read = counts.read(decodeCbor(value))
    if (read) days.set(Number(key.slice(PREFIX.length)), new Map(read.map((one) => [one.rule, one.count])))
  }
  const today = () => villageDay(o.now())

  return {
    count(rule: string) {
      const day = today()
      const of = days.get(day) ?? new Map<string, number>()
      days.set(day, of.set(rule, (of.get(rule) ?? 0) + 1))
      changed.add(day)
    },

    /** How often each rule said no within the last `within` days, today being the first of them. */
    total(within: number): Map<string, number> {
      const sum = new Map<string, number>()
      for (const [day, of] of days)
        if (day > today() - within)
          for (const [rule, count] of of) sum.set(rule, (sum.get(rule) ?? 0) + count)
      return sum
    },

    /** Lets go of what is too old to be shown. */
    forget() {
      for (const day of days.keys())
        if (day <= today() - REFUSALS_KEPT_DAYS) {
          days.delete(day)
          changed.add(day)
        }
    },

    /** What is new since the last time, as notes for the log. */
    takeChanges(): [string, Uint8Array | undefined][] {
      const notes = [...changed].map((day): [string, Uint8Array | undefined] => {
        const of = days.get(day)
        const rows = of && [...of].map(([rule, count]) => ({ rule, count }))
        return [PREFIX + day, rows && encodeCbor(counts.write(rows))]
      })
      changed.clear()
      return notes
    },
  }
}
