import type { Log } from '#server/log.ts'
import { Fault } from './fault.ts'
import { checkEntries, type CheckedEntries } from './verify-entries.ts'
import { checkVolumes } from './verify-volumes.ts'

export type Verified =
  | {
      is: 'sound'
      entries: CheckedEntries
      /** How many entries there are of each kind, most frequent first. */
      kinds: [name: string, count: number][]
      volumes: number
      lines: number
    }
  | { is: 'faulty'; zh: string; en: string }

/**
 * Checks the whole book anew: bytes, signatures, numbers and times; every line's chain in every volume; every
 * verdict at its place on its ground. Stops at the first fault and names it.
 */
export async function verifyLog(log: Log): Promise<Verified> {
  try {
    const entries = await checkEntries(log)
    const { volumes, lines } = await checkVolumes(log, entries)
    const kinds = new Map<string, number>()
    for (const { placed } of entries.byId.values())
      kinds.set(placed.kind.name, (kinds.get(placed.kind.name) ?? 0) + 1)
    return { is: 'sound', entries, kinds: [...kinds].sort(([, a], [, b]) => b - a), volumes, lines }
  } catch (error) {
    if (error instanceof Fault) return { is: 'faulty', zh: error.zh, en: error.en }
    // A row so damaged that the store itself cannot read it.
    const message = error instanceof Error ? error.message : String(error)
    return { is: 'faulty', zh: `账本读不出来：${message}`, en: `the book cannot be read: ${message}` }
  }
}
