import type { Opened } from '#entry/format.ts'
import { villageFounded } from '#rulebook/roster.ts'
import type { Owner } from './bench.ts'
import type { Book, EvidenceRow, Reason } from './book.ts'
import { evidence } from './evidence.ts'
import { openAll, type Sealed, type Unreadable } from './opening.ts'

/** Whether an entry is not as its author signed it, as far as this phone has the author's key. */
const isChanged = (one: Opened | Sealed): boolean =>
  'fields' in one ? one.signature === 'bad' || !one.proven : one.why === 'bad-encoding'

/**
 * Why an entry that the relay gave a place is ignored. Changed (or written in another's name) is what its author did
 * not sign so; all else its author did sign, and the relay let it in against the rules.
 */
export function ignoredAs(one: Opened | Sealed): Reason {
  if (isChanged(one)) return 'changed'
  return 'fields' in one && one.fields.kind === villageFounded.number ? 'wrong-founding' : 'judged-otherwise'
}

/**
 * Where the relay sends an entry changed that this phone has as its author signed it, the phone's own copy is taken:
 * nobody's words are lost by being given back otherwise. What came is kept as proof.
 */
export async function asHeld<One extends Opened | Sealed | Unreadable>(
  book: Book,
  owner: Owner,
  volume: string,
  all: readonly One[],
): Promise<{ opened: (One | Opened)[]; alarms: EvidenceRow[] }> {
  const opened: (One | Opened)[] = [...all]
  const alarms: EvidenceRow[] = []
  for (const [n, one] of all.entries()) {
    if (one === 'unreadable' || !isChanged(one)) continue
    const row = await book.entries.get(one.id)
    const [held] = row ? await openAll(book, owner, [row.bytes]) : []
    if (typeof held !== 'object' || !('fields' in held) || held.signature !== 'good' || !held.proven) continue
    opened[n] = held
    alarms.push(evidence('changed', volume, [one.bytes], one.id))
  }
  return { opened, alarms }
}
