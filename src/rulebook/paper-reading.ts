import type { Hex8, Id } from '#entry/format.ts'
import { isKind, type Admission, type Placed } from './kinds.ts'
import { ballotsPapered, ballotsWitnessed, pairSettled, slotOf, type PaperBody } from './paper.ts'
import type { Roster } from './roster-index.ts'
import { inOrder, ofKind, stands, timeOf, type Shown } from './shown.ts'
import type { VoteTerms } from './vote.ts'

/** The lists of paper ballots behind which their witness stands, on a device whose ballots count. */
export const witnessedIn = (
  entries: readonly Placed[],
  device: (id: Hex8) => Admission | undefined,
  isHeard: (from: Admission) => boolean,
): Set<Id> => {
  const isFrom = ({ fields }: Placed) => {
    const from = device(fields.device)
    return from !== undefined && isHeard(from)
  }
  return new Set(
    entries.flatMap((one) => (isKind(one, ballotsWitnessed) && isFrom(one) ? [one.fields.refs[1]!] : [])),
  )
}

/** Somebody's word on which of two ballots holds. */
export interface Word {
  held: Id
  /** Undefined where it is the owner's own word; otherwise the paper, and whether its officer or its witness says so. */
  office: { paper: Id; by: 'officer' | 'witness' } | undefined
}

/** All words by the slot that they are about, in the order of the book, from devices whose ballots count. */
export function wordsIn(
  entries: readonly Placed[],
  terms: VoteTerms,
  roster: Roster,
  device: (id: Hex8) => Admission | undefined,
  isHeard: (from: Admission) => boolean,
): Map<Hex8, Word[]> {
  const words = new Map<Hex8, Word[]>()
  const papers = new Map(entries.flatMap((one) => (isKind(one, ballotsPapered) ? [[one.id, one]] : [])))
  const said = entries.flatMap((one) => (isKind(one, pairSettled) ? [one] : []))
  for (const { fields, body, place } of said.sort((a, b) => a.place.i - b.place.i)) {
    const from = device(fields.device)
    if (!from || !isHeard(from)) continue
    const { person } = from
    const [, held, paper] = fields.refs
    const isOwn = slotOf(terms, roster, person, place) === body.slot
    const by = papers.get(paper ?? '')?.body.witness === person ? 'witness' : 'officer'
    const word: Word = { held: held!, office: isOwn ? undefined : { paper: paper!, by } }
    words.set(body.slot, [...(words.get(body.slot) ?? []), word])
  }
  return words
}

/**
 * Which of them holds: as the owner said last; where he has said nothing, as officer and witness of a paper both said
 * last. Undefined while nobody has said so.
 */
export function settled<C extends { id: Id }>(between: readonly C[], words: readonly Word[]): C | undefined {
  const find = (id: Id | undefined) => between.find((one) => one.id === id)
  const own = words.filter(({ office }) => !office).at(-1)
  if (own) return find(own.held)
  const said = (paper: Id, by: 'officer' | 'witness') =>
    words.filter(({ office }) => office?.paper === paper && office.by === by).at(-1)?.held
  const agreed = words
    .map(({ office }) => office?.paper)
    .filter((paper) => paper !== undefined)
    .map((paper) => [said(paper, 'officer'), said(paper, 'witness')])
    .find(([officer, witness]) => officer !== undefined && officer === witness)
  return find(agreed?.[0])
}

/** Whose word settles a pair, among those a person may give: his own, or one for a list that he entered or witnesses. */
export type Say = { by: 'owner' } | { by: 'office'; paper: Id }

/** What a person may say of a pair; undefined where it is not his to settle. `slot`: what his own ballot fills now. */
export function sayOf(
  pair: { slot: Hex8; between: readonly { id: Id }[] },
  papers: readonly PaperRead[],
  person: Hex8,
  slot: Hex8 | undefined,
): Say | undefined {
  if (slot === pair.slot) return { by: 'owner' }
  const paper = papers.find(
    ({ id, author, body }) =>
      pair.between.some((one) => one.id === id) && (author === person || body.witness === person),
  )
  return paper && { by: 'office', paper: paper.id }
}

/** A list of paper ballots, and whether its witness stands behind it. */
export interface PaperRead extends Shown<PaperBody> {
  /** Since when its witness stands behind it (ms); a word that is only on this phone so far counts here. */
  witnessedAt: number | undefined
}

/** The lists among the rows of a vote that stand, in the order of the book. */
export function papersIn(rows: readonly Shown[]): PaperRead[] {
  const signed = ofKind(rows, ballotsWitnessed).filter(stands)
  return inOrder(ofKind(rows, ballotsPapered).filter(stands)).map((row) => {
    const witness = signed.find(({ refs }) => refs[1] === row.id)
    return { ...row, witnessedAt: witness && timeOf(witness) }
  })
}
