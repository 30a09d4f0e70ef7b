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
 * witnessed; of several for one slot the last. `isHeard`: whether a device's word counts in this vote.
 */
export function mandatesIn(
  entries: readonly Placed[],
  terms: VoteTerms,
  roster: Roster,
  device: (id: Hex8) => Admission | undefined,
  isHeard: (from: Admission) => boolean,
): Mandate[] {
  const witnessed = new Set(
    entries.flatMap((one) => (isKind(one, mandateWitnessed) ? [one.fields.refs[1]!] : [])),
  )
  const last = new Map<Hex8, Omit<Mandate, 'counts'>>()
  for (const entry of [...entries].sort((a, b) => a.place.i - b.place.i)) {
    if (!isKind(entry, mandateGiven)) continue
    const { giver, proxy } = entry.body
    const from = device(entry.fields.device)
    const isGiven = from?.person === giver ? isHeard(from) : witnessed.has(entry.id)
    const slot = slotOf(terms, roster, giver, entry.place)
    if (!isGiven || !slot) continue
    last.delete(slot)
    last.set(slot, { id: entry.id, giver, proxy, slot })
  }
  const many = new Map<Hex8, number>()
  return [...last.values()].map((one) => {
    const held = (many.get(one.proxy) ?? 0) + 1
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

/** The mandates among the rows of a vote that stand, in the order of the book. */
export function mandatesOf(rows: readonly Shown[]): MandateRead[] {
  const signed = ofKind(rows, mandateWitnessed).filter(stands)
  const all = inOrder(ofKind(rows, mandateGiven).filter(stands)).map((row) => {
    const witness = signed.find(({ refs }) => refs[1] === row.id)
    return { ...row, isOwn: row.author === row.body.giver, witnessedAt: witness && timeOf(witness) }
  })
  const holds = all.filter(
    (one, n) =>
      (one.isOwn || one.witnessedAt !== undefined) &&
      !all.some(
        (other, m) => m > n && other.body.giver === one.body.giver && (other.isOwn || other.witnessedAt),
      ),
  )
  return all.map((one) => {
    const held = holds.filter(({ body }) => body.proxy === one.body.proxy)
    const isGiven = one.isOwn || one.witnessedAt !== undefined
    return {
      ...one,
      isReplaced: isGiven && !holds.includes(one),
      isBeyond: held.indexOf(one) >= MANDATES_MAX,
    }
  })
}

/** The one that holds for a giver now, if any. */
export const mandateFrom = (mandates: readonly MandateRead[], giver: Hex8): MandateRead | undefined =>
  mandates.find(
    (one) => one.body.giver === giver && !one.isReplaced && (one.isOwn || one.witnessedAt !== undefined),
  )
