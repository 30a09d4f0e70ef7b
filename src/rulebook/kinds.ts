import type { Fields, Hex8, Id } from '#entry/format.ts'
import type { Roster } from './roster-index.ts'
import { row, type FieldsOf, type Shape } from './shape.ts'
import type { Verdict } from './verdict.ts'

/** A kind of entry: its number on the wire, its name as a past fact, and what its body holds. */
export interface Kind<B = unknown> {
  number: number
  name: string
  body: Shape<B>
}
export type BodyOf<K> = K extends Kind<infer B> ? B : never

/** Declares a kind. Numbers are never used again; fields are only appended. */
export const kind = <F extends Record<string, Shape<unknown>>>(
  number: number,
  name: string,
  fields: F,
): Kind<FieldsOf<F>> => ({ number, name, body: row(fields) as unknown as Shape<FieldsOf<F>> })

/** An entry as rules and readings see it: its header, and its body under the names of its kind. */
export interface Read<B = unknown> {
  id: Id
  fields: Fields
  kind: Kind<B>
  body: B
}

/** Where the relay put an entry; on the author's own phone, where it would stand now. */
export interface Place {
  /** Number in the village; Infinity while the entry has none. */
  i: number
  /** Receipt time (ms); while there is none, the village's time now. */
  at: number
}
export interface Placed<B = unknown> extends Read<B> {
  place: Place
}

/** A device as admitted: whose it is, and the key it signs with. */
export interface Admission {
  device: Hex8
  person: Hex8
  key: Uint8Array
  /** The admission's own number in the village: it counts for what stands behind it. */
  i: number
  /** When the village received it (ms). */
  at: number
}

/**
 * What a rule may look at: the roster, asked for a place, and the entry's own volume before that place.
 * Nothing else, so that a phone with some volumes judges as the relay does.
 */
export interface Ground {
  village: Hex8
  roster: Roster
  /** A device admitted in this volume or in the roster. */
  device(id: Hex8): Admission | undefined
  /** An entry that stands in this volume: one that the judged entry names, or that one of those names. */
  find(id: Id): Placed | undefined
}

/** Who speaks: the author's person, known by the time a kind's rule is asked. */
export interface Author {
  person: Hex8
  device: Hex8
}

/** A kind's rule: the author's device is known and active, the body has been read. */
export type Rule<B> = (entry: Read<B>, place: Place, author: Author, ground: Ground) => Verdict

/** One chapter of the rulebook: its kinds, each with its rule. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- chapters of every body stand in one list
export interface Ruled<B = any> {
  kind: Kind<B>
  rule: Rule<B>
  /** The version of the rulebook that has it. */
  since: number
}
export const ruled = <B>(kindOf: Kind<B>, rule: Rule<B>, since = 1): Ruled<B> => ({
  kind: kindOf,
  rule,
  since,
})

/** Whether an entry is of a kind; narrows its body. */
export const isKind = <B, E extends Read>(entry: E, kindOf: Kind<B>): entry is E & Read<B> =>
  entry.kind.number === kindOf.number
