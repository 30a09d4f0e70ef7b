import type { Id } from '#entry/format.ts'
import { IN_BALLOTS } from '#rulebook/in-ballots.ts'
import type { Book, Row } from './book.ts'

/** An entry to hand in. `later`: the relay has it and keeps it until what it needs is there. */
export interface Outgoing {
  id: Id
  entry: Uint8Array
  later: boolean
}

/** Kinds below this belong to the roster: others may wait for a right given there. */
const FIRST_BEYOND_ROSTER = 20

/** In which order entries are handed in: the roster and ballots before words; each device's own order within. */
export function inOfferOrder(rows: readonly Row[]): Row[] {
  const rank = ({ kind }: Row) => (kind < FIRST_BEYOND_ROSTER || IN_BALLOTS.includes(kind) ? 0 : 1)
  return [...rows].sort((a, b) => rank(a) - rank(b) || (a.device === b.device ? a.seq - b.seq : a.at - b.at))
}

/** Everything only on this phone: own entries, and neighbours' that were carried here. */
export async function outbox(book: Book): Promise<Outgoing[]> {
  const rows = await book.entries.where('standing.is').equals('provisional').toArray()
  return inOfferOrder(rows).map(({ id, bytes, later }) => ({ id, entry: bytes, later: later !== undefined }))
}

/** Whether a row stands nowhere else: not handed in, or one's own that the village refused. */
export const isOnlyHere = ({ standing, own }: Pick<Row, 'standing' | 'own'>): boolean =>
  standing.is === 'provisional' || (standing.is === 'refused' && own === 1)

/** What stands nowhere else than on this phone, as it is offered. */
export async function onlyHereIn(book: Book): Promise<Row[]> {
  const rows = await book.entries.where('standing.is').anyOf('provisional', 'refused').toArray()
  return inOfferOrder(rows.filter(isOnlyHere))
}
