import type { Hex8, Id } from '#entry/format.ts'
import type { BodyOf, Kind } from './kinds.ts'
import type { Code, Waiting } from './verdict.ts'

/** How an entry stands on this phone. */
export type Standing =
  /** Only on this phone: in the outbox. `offered` while it is on its way. */
  | { is: 'provisional'; offered: boolean }
  /** The relay has it: number and time. */
  | { is: 'receipted'; i: number; at: number }
  /** Refused by a rule; the text stays, can be edited and sent anew. */
  | { is: 'refused'; rule: string; code: Code }
  /** Kept until what it needs arrives. */
  | { is: 'waiting'; for: Waiting }

/** An entry as readings see it: one row of the ledger, decoded. */
export interface Shown<B = unknown> {
  id: Id
  kind: number
  subject: string
  /** Undefined while the author's device is not known here. */
  author: Hex8 | undefined
  device: Hex8
  seq: number
  /** The author's claim (ms); the receipt's time is in the standing. */
  at: number
  refs: Id[]
  /** For whom it was done, where that is not the author. */
  onBehalfOf?: Hex8
  body: B
  standing: Standing
  /** Written on this phone's own device. */
  own: boolean
}

/** The rows of one kind, with their bodies typed. */
export const ofKind = <K extends Kind>(rows: readonly Shown[], kind: K): Shown<BodyOf<K>>[] =>
  rows.filter((row): row is Shown<BodyOf<K>> => row.kind === kind.number)

/** In the book or on its way there: neither refused nor waiting. */
export const stands = ({ standing }: { standing: { is: string } }): boolean =>
  standing.is === 'receipted' || standing.is === 'provisional'

/** The relay's time where there is one, otherwise the author's. */
export const timeOf = (row: Shown): number => (row.standing.is === 'receipted' ? row.standing.at : row.at)

/** Oldest first: receipted ones in the order of the book, then those only on this phone. */
export const inOrder = <S extends Shown>(rows: readonly S[]): S[] => [...rows].sort(byPlace)

function byPlace(a: Shown, b: Shown): number {
  const [ai, bi] = [placeOf(a), placeOf(b)]
  return ai === bi ? a.at - b.at : ai - bi
}
const placeOf = ({ standing }: Shown): number =>
  standing.is === 'receipted' ? standing.i : Number.MAX_SAFE_INTEGER
