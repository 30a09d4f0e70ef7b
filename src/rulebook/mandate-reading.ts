import type { Hex8, Id } from '#entry/format.ts'
import { isKind, type Admission, type Placed } from './kinds.ts'
import { mandateGiven, mandateWitnessed, MANDATES_MAX } from './mandate.ts'
import type { BodyOf } from './kinds.ts'
import { slotOf } from './paper.ts'
import type { Roster } from './roster-index.ts'
import { inOrder, ofKind, stands, timeOf, type Shown } from './shown.ts'
import type { VoteTerms } from './vote.ts'

/** Whose ballot somebody else may cast in a vote. */
export interface Mandate {
  id: Id
  giver: Hex8
  proxy: Hex8
  slot: Hex8
  /** It is one of the first three that its proxy has: a ballot cast by it counts. */
  counts: boolean
}

/**
 * The mandates that stand among the entries of a vote, in the order of the book: the giver's own, and those that were
 * witnessed; of several for one slot the giver's own, and of these the last. `isHeard`: whether a device's word counts in
 * this vote; `isTaken`: whether a slot has something that its owner did himself, so that it takes nobody's room.
 */
export function mandatesIn(
  entries: readonly Placed[],
  terms: VoteTerms,
  roster: Roster,
  device: (id: Hex8) => Admission | undefined,
  isHeard: (from: Admission) => boolean,
  isTaken: (slot: Hex8) => boolean,
): Mandate[] {
  const heard = (entry: Placed) => {
    const from = device(entry.fields.device)
    return from && isHeard(from) ? from : undefined
  }
  const witnessed = new Set(
    entries.flatMap((one) => (isKind(one, mandateWitnessed) && heard(one) ? [one.fields.refs[1]!] : [])),
  )
  const last = new Map<Hex8, Omit<Mandate, 'counts'> & { isOwn: boolean }>()
  for (const entry of [...entries].sort((a, b) => a.place.i - b.place.i)) {
    if (!isKind(entry, mandateGiven)) continue
    const { giver, proxy } = entry.body
    const isOwn = device(entry.fields.device)?.person === giver
    const isGiven = isOwn ? heard(entry) !== undefined : witnessed.has(entry.id)
    const slot = slotOf(terms, roster, giver, entry.place)
    if (!isGiven || !slot || (!isOwn && last.get(slot)?.isOwn)) continue
    last.delete(slot)
    last.set(slot, { id: entry.id, giver, proxy, slot, isOwn })
  }
  const many = new Map<Hex8, number>()
  return [...last.values()].map(({ isOwn: _, ...one }) => {
    const held = (many.get(one.proxy) ?? 0) + (isTaken(one.slot) ? 0 : 1)
    many.set(one.proxy, held)
    return { ...one, counts: held <= MANDATES_MAX }
  })
}

/** A mandate as a phone shows it. */
export interface MandateRead extends Shown<BodyOf<typeof mandateGiven>> {
  /** The giver wrote it himself, and nobody need witness it. */
  isOwn: boolean
  /** Since when its witness stands behind it (ms); a word that is only on this phone so far counts here. */
  witnessedAt: number | undefined
  /** Another one of the same giver holds since. */
  isReplaced: boolean
  /** Behind the first three of its proxy, as far as this phone knows. */
  isBeyond: boolean
}

/** The mandates among the rows of a vote that stand, in the order of the book; `held` as counted, once it is. */
export function mandatesOf(rows: readonly Shown[], held?: readonly Mandate[]): MandateRead[] {
  const signed = ofKind(rows, mandateWitnessed).filter(stands)
  const all = inOrder(ofKind(rows, mandateGiven).filter(stands)).map((row) => {
    const witness = signed.find(({ refs }) => refs[1] === row.id)
    return { ...row, isOwn: row.author === row.body.giver, witnessedAt: witness && timeOf(witness) }
  })
  const given = all.filter(isGiven)
  const goesBefore = (one: (typeof all)[number], other: (typeof all)[number]) =>
    one.isOwn === other.isOwn ? all.indexOf(one) > all.indexOf(other) : one.isOwn
  const holds = held
    ? given.filter(({ id }) => held.some((one) => one.id === id))
    : given.filter(
        (one) => !given.some((other) => other.body.giver === one.body.giver && goesBefore(other, one)),
      )
  const isBeyond = (one: (typeof all)[number]) =>
    held
      ? held.some(({ id, counts }) => id === one.id && !counts)
      : holds.filter(({ body }) => body.proxy === one.body.proxy).indexOf(one) >= MANDATES_MAX
  return all.map((one) => ({
    ...one,
    isReplaced: given.includes(one) && !holds.includes(one),
    isBeyond: isBeyond(one),
  }))
}

/** Whether it was given for good: by the giver himself, or witnessed. */
export const isGiven = ({ isOwn, witnessedAt }: Pick<MandateRead, 'isOwn' | 'witnessedAt'>): boolean =>
  isOwn || witnessedAt !== undefined

/** The one that holds for a giver now, if any. */
export const mandateFrom = (mandates: readonly MandateRead[], giver: Hex8): MandateRead | undefined =>
  mandates.find((one) => one.body.giver === giver && !one.isReplaced && isGiven(one))

/**
 * The last by which a proxy may cast for a giver: also one on paper that he wrote and that waits for its witness, as
 * what is cast on it counts once it is witnessed.
 */
export const mandateTo = (
  mandates: readonly MandateRead[],
  proxy: Hex8,
  giver: Hex8,
): MandateRead | undefined =>
  mandates
    .filter(({ body, isReplaced }) => body.proxy === proxy && body.giver === giver && !isReplaced)
    .at(-1)
