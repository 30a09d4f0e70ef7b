import { MAX_ENTRY_BYTES, MAX_REFS, type Hex8, type Opened } from '#entry/format.ts'
import { villageDay } from '#rulebook/village-time.ts'
import { admissionOf } from '#rulebook/roster-index.ts'
import { MAX_DEVICES_PER_PERSON } from '#rulebook/roster.ts'
import type { Code } from '#rulebook/verdict.ts'
import { LIMITS } from '#rulebook/wire.ts'
import type { Book, Standing } from './book.ts'
import type { Log, StoredEntry } from './log.ts'

/** What admission says of an entry that it does not let through. */
export interface Turned {
  code: Code
  rule: string
  stored?: StoredEntry
}

/** Admission is the relay's alone, phones do not repeat it: duplicates, forks, sizes, how much a day. */
export function openAdmission(log: Log, book: Book) {
  let day = 0
  let entered = new Map<Hex8, number>()

  /** Counts what stands of the day from the log, so that a restart gives nobody a second ration. */
  function turnTo(today: number) {
    if (today === day) return
    day = today
    entered = new Map()
    for (let i = log.lastNumber(); i > 0; i--) {
      const stored = log.numbered(i)
      if (!stored) continue // numbers lost in a restored log
      if (villageDay(stored.at) !== today) return
      count(stored.device)
    }
  }
  const count = (device: Hex8) => entered.set(device, (entered.get(device) ?? 0) + 1)

  return {
    /** A3: An entry has at most 12 KB and refers to at most 16 others. */
    size: (bytes: Uint8Array): Turned | undefined =>
      bytes.length > MAX_ENTRY_BYTES ? { code: 'too-large', rule: 'A3' } : undefined,

    /** What is asked before the rulebook is. */
    before({ id, fields, signature }: Opened, at: number): Turned | undefined {
      // A1: An entry that already stands is a duplicate: it has no second effect, and its first number is given again.
      const stored = book.entry(id)
      if (stored) return { code: 'duplicate', rule: 'A1', stored }
      if (fields.refs.length > MAX_REFS) return { code: 'too-large', rule: 'A3' }
      // Who did not sign it cannot use up the author's numbers or ration.
      if (signature !== 'good') return undefined
      // A2: One device gives each of its numbers once; a second entry under the same number is a fork.
      if (book.bySeq(fields.device, fields.seq)) return { code: 'fork', rule: 'A2' }
      // A5: A device enters at most 200 entries a day, by the relay's clock and the village's day.
      turnTo(villageDay(at))
      if ((entered.get(fields.device) ?? 0) >= LIMITS.entriesPerDay) return { code: 'rate', rule: 'A5' }
      return undefined
    },

    /** What is asked of an entry that the rulebook allows. */
    after({ entry }: Standing): Turned | undefined {
      const admission = admissionOf(entry)
      if (!admission) return undefined
      // A6: A device is admitted once: whose it is never changes.
      if (book.device(admission.device)) return { code: 'not-eligible', rule: 'A6' }
      // A4: A person has at most three devices at a time.
      const place = { i: Infinity }
      const active = book
        .devicesOf(admission.person)
        .filter((one) => !book.roster.isRevoked(one.device, place))
      return active.length >= MAX_DEVICES_PER_PERSON ? { code: 'not-eligible', rule: 'A4' } : undefined
    },

    /** Counts an entry that now stands. */
    count,
  }
}
export type Admissions = ReturnType<typeof openAdmission>
