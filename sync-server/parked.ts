import { decodeCbor, encodeCbor, type Id } from '#entry/format.ts'
import { admissionOf } from '#rulebook/roster-index.ts'
import { bytesUpTo, oneOf, row, whole } from '#rulebook/shape.ts'
import { CODES, type Code } from '#rulebook/verdict.ts'
import { LIMITS } from '#rulebook/wire.ts'
import type { Book } from './book.ts'
import type { Log, StoredEntry } from './log.ts'
import { headerOf } from './stored.ts'

/** No more than this waits at once, or whoever likes could fill the relay's disk. */
const MOST = { count: 2000, bytes: 8 * 1024 * 1024 } as const
const DAY = 24 * 3600 * 1000

const stored = row({ bytes: bytesUpTo(LIMITS.offerMessage), until: whole(), code: oneOf(CODES) })
interface Parked {
  id: Id
  bytes: Uint8Array
  until: number
  code: Code
}

/** Entries that cannot stand yet: kept for 30 days, and judged again when what they wait for arrives. */
export function openParked(log: Log, book: Book) {
  const waiting = new Map<Id, Parked>()
  const byNeed = new Map<string, Set<Id>>()
  let size = 0
  for (const [key, value] of log.metas('parked/')) {
    const kept = stored.read(decodeCbor(value))
    if (kept) remember({ id: key.slice('parked/'.length), ...kept })
  }

  function needsOf({ bytes, code }: Parked): string[] {
    const fields = headerOf(bytes)
    if (!fields) return []
    return code === 'unknown-device' ? [fields.device] : code === 'ref-missing' ? fields.refs : []
  }
  function remember(one: Parked) {
    waiting.set(one.id, one)
    size += one.bytes.length
    for (const need of needsOf(one)) byNeed.set(need, (byNeed.get(need) ?? new Set()).add(one.id))
  }
  function drop(id: Id) {
    const one = waiting.get(id)
    if (!one) return
    waiting.delete(id)
    size -= one.bytes.length
    for (const need of needsOf(one)) {
      byNeed.get(need)?.delete(id)
      if (!byNeed.get(need)?.size) byNeed.delete(need)
    }
    book.note(`parked/${id}`, undefined)
  }

  return {
    /** Keeps an entry; false where there is no room. */
    keep(id: Id, bytes: Uint8Array, code: Code, now: number): boolean {
      const before = waiting.get(id)
      if (before?.code === code) return true
      if (before) drop(id)
      if (waiting.size >= MOST.count || size + bytes.length > MOST.bytes) return false
      const until = now + LIMITS.parkedDays * DAY
      remember({ id, bytes, until, code })
      book.note(`parked/${id}`, encodeCbor(stored.write({ bytes, until, code })))
      return true
    },
    drop,
    codeOf: (id: Id): Code | undefined => waiting.get(id)?.code,
    all: (): Parked[] => [...waiting.values()],

    /** What waited for one of these entries, or for the device that one of them admits. */
    wokenBy(entries: readonly StoredEntry[]): Parked[] {
      if (byNeed.size === 0) return []
      const woken = new Set<Id>()
      for (const { id } of entries) {
        const placed = book.reading(id)
        const admission = placed && admissionOf(placed)
        for (const need of admission ? [id, admission.device] : [id])
          for (const one of byNeed.get(need) ?? []) woken.add(one)
      }
      return [...woken].map((id) => waiting.get(id)!)
    },

    /** What has waited too long. */
    overdue: (now: number): Id[] =>
      [...waiting.values()].filter((one) => one.until < now).map((one) => one.id),
  }
}
export type ParkedEntries = ReturnType<typeof openParked>
