import type { Hex8, Id } from '#entry/format.ts'
import { gathers, SIGN_UP } from './gathering.ts'
import { isKind, type Admission, type Placed } from './kinds.ts'
import { mandateGiven } from './mandate.ts'
import { mandatesIn, type Mandate } from './mandate-reading.ts'
import { metIn } from './met.ts'
import { ballotsPapered, slotOf, type PaperWay } from './paper.ts'
import { settled, witnessedIn, type Word, wordsIn } from './paper-reading.ts'
import type { Roster } from './roster-index.ts'
import { APPROVE, ballotCast, NEWER_VOTES_SINCE, rollPlace, type BallotBody, type VoteTerms } from './vote.ts'
import { isHeard, vouchedIn } from './vouch.ts'

type Ballot = Placed<BallotBody>

/** A ballot as it is counted, whichever way it came. */
export interface Cast {
  /** The entry that holds it: a ballot, or a list of paper ones. */
  id: Id
  by: Hex8
  way: 'phone' | 'proxy' | PaperWay
  /** Who cast it for him. */
  proxy?: Hex8
  body: BallotBody
  place: Placed['place']
  /** By its author's clock (ms). */
  at: number
}

/** What there is of one person's, or one household's. */
export interface Slot {
  /** All from phones, in the order of the book. */
  all: Cast[]
  /** What it is between: more than one only where they differ. */
  between: Cast[]
  /** The one that counts; undefined while two differ and nobody has said which holds. */
  cast: Cast | undefined
}

/** 票箱: every ballot of a vote by whose it is: a person's, or where households cast, a household's. */
export interface BallotBox {
  opening: Placed<VoteTerms>
  /** What stands with the ballots: from phones, on paper, who witnessed that, and what was settled. */
  entries: readonly Placed[]
  slots: Map<Hex8, Slot>
  /** Who cast only from phones new to this vote for which no supervisor has vouched, and whose slot is empty. */
  unvouched: Hex8[]
  /** Lists from the room whose witness has signed, as far as that counts. */
  witnessed: ReadonlySet<Id>
  /** Who may cast for whom. */
  mandates: Mandate[]
  /** Which ballots an officer saw before the vote closed, and who. */
  met: Map<Id, Hex8>
  roster: Roster
  /** Whose each device is. */
  device(id: Hex8): Admission | undefined
}

/** Which of one person's ballots counts: of one device the highest seq, of several the latest by the earlier clock. */
export function counting(ballots: Ballot[]): Ballot | undefined {
  const perDevice = new Map<Hex8, Ballot>()
  for (const ballot of ballots) {
    const other = perDevice.get(ballot.fields.device)
    if (!other || other.fields.seq < ballot.fields.seq) perDevice.set(ballot.fields.device, ballot)
  }
  const cast = (ballot: Ballot) => Math.min(ballot.fields.at, ballot.place.at)
  const later = (a: Ballot, b: Ballot) => (cast(a) !== cast(b) ? cast(a) > cast(b) : a.place.i > b.place.i)
  return [...perDevice.values()].reduce<Ballot | undefined>(
    (best, one) => (!best || later(one, best) ? one : best),
    undefined,
  )
}

/** What came for one slot, as it is sorted. */
interface Sorting {
  phones: Map<Hex8, Ballot[]>
  papers: Cast[]
  /** Cast by another, on the mandate that counts. */
  proxies: { ballot: Ballot; proxy: Hex8 }[]
}

/** Puts what stands in a vote's volume where it belongs. */
export function openBox(
  opening: Placed<VoteTerms>,
  entries: readonly Placed[],
  roster: Roster,
  device: (id: Hex8) => Admission | undefined,
): BallotBox {
  const sorting = new Map<Hex8, Sorting>()
  const at = (slot: Hex8): Sorting => {
    const known = sorting.get(slot) ?? { phones: new Map(), papers: [], proxies: [] }
    sorting.set(slot, known)
    return known
  }
  const vouched = vouchedIn(entries)
  const isFrom = (one: Admission) => isHeard(opening, one, roster, vouched)
  const witnessed = witnessedIn(entries, device, isFrom)
  const unheard = new Map<Hex8, Hex8>()
  const forOthers: { ballot: Ballot; slot: Hex8; from: Admission }[] = []
  for (const entry of entries) {
    const from = isKind(entry, ballotCast) ? device(entry.fields.device) : undefined
    const voter = entry.fields.onBehalfOf ?? from?.person
    const slot = voter && slotOf(opening.body, roster, voter, entry.place)
    if (from && slot) {
      if (voter !== from.person) forOthers.push({ ballot: entry as Ballot, slot, from })
      else if (!isFrom(from)) unheard.set(voter, slot)
      else {
        const { phones } = at(slot)
        phones.set(voter, [...(phones.get(voter) ?? []), entry as Ballot])
      }
    }
    if (!isKind(entry, ballotsPapered) || !witnessed.has(entry.id)) continue
    for (const { person: by, choices, way } of entry.body.lines) {
      const whose = slotOf(opening.body, roster, by, entry.place)
      const cast = { id: entry.id, by, way, body: { choices }, place: entry.place, at: entry.fields.at }
      if (whose) at(whose).papers.push(cast)
    }
  }
  const isTaken = (slot: Hex8) => sorting.has(slot)
  const mandates = mandatesIn(entries, opening.body, roster, device, isFrom, isTaken)
  for (const { ballot, slot, from } of forOthers) {
    const isHeld = mandates.some(({ id, counts }) => counts && id === ballot.fields.refs[1])
    if (!isHeld) continue
    if (isFrom(from)) at(slot).proxies.push({ ballot, proxy: from.person })
    else unheard.set(ballot.fields.onBehalfOf!, slot)
  }
  const words = wordsIn(entries, opening.body, roster, device, isFrom)
  // Of several representatives' ballots the last one counted before the second version.
  const isEach = roster.version(rollPlace(opening)) >= NEWER_VOTES_SINCE && !gathers(opening.body.sort)
  const slots = new Map([...sorting].map(([slot, one]) => [slot, slotIn(one, words.get(slot) ?? [], isEach)]))
  const unvouched = [...unheard].flatMap(([person, slot]) => (slots.has(slot) ? [] : [person]))
  const met = metIn(entries, device, isFrom)
  return { opening, entries, slots, unvouched, witnessed, mandates, met, roster, device }
}

function slotIn({ phones, papers, proxies }: Sorting, words: readonly Word[], isEach: boolean): Slot {
  const castOf = (by: Hex8, ballot: Ballot): Cast => {
    const { id, body, place, fields } = ballot
    return { id, by, way: 'phone', body, place, at: fields.at }
  }
  // Whatever somebody did himself goes before what was done for him.
  const forHim = phones.size + papers.length > 0 ? undefined : counting(proxies.map(({ ballot }) => ballot))
  if (forHim) {
    const { proxy } = proxies.find(({ ballot }) => ballot === forHim)!
    const cast: Cast = { ...castOf(forHim.fields.onBehalfOf!, forHim), way: 'proxy', proxy }
    return { all: [cast], between: [cast], cast }
  }
  const owners = new Map([...phones].flatMap(([by, own]) => own.map((ballot) => [ballot.id, by] as const)))
  const ballots = [...phones.values()].flat().sort((a, b) => a.place.i - b.place.i)
  const each = isEach ? [...phones.values()] : [ballots]
  const own = each.flatMap((some) => counting(some) ?? []).map((one) => castOf(owners.get(one.id)!, one))
  const between = [...own, ...papers].sort((a, b) => a.place.i - b.place.i)
  const all = ballots.map((one) => castOf(owners.get(one.id)!, one))
  // Alike, they are one ballot; it came the way that its owner can prove.
  if (new Set(between.map(choicesIn)).size < 2)
    return { all, between: between.slice(0, 1), cast: own.at(-1) ?? between[0] }
  return { all, between, cast: settled(between, words) }
}
const choicesIn = ({ body }: Cast): string => [...body.choices].sort((a, b) => a - b).join()

/** The one ballot of each slot that counts, in the order of the book. */
const inBox = ({ slots }: BallotBox): Cast[] =>
  [...slots.values()].flatMap(({ cast }) => cast ?? []).sort((a, b) => a.place.i - b.place.i)

/** Ballots of one slot that differ, and nobody has said which holds. */
export interface Pair {
  slot: Hex8
  between: Cast[]
}

/** 待定: the slots in which two ballots differ: present, and in no column. */
export const pairsIn = ({ slots }: BallotBox): Pair[] =>
  [...slots].flatMap(([slot, { between, cast }]) => (cast ? [] : [{ slot, between }]))

/** Why somebody voted so; `proxy`: who cast it for him, and whose words these are. */
export interface SaidWhy {
  by: Hex8
  proxy: Hex8 | undefined
  choices: number[]
  reason: string
}

/** Why people voted as they did: of the ballots that count, those that say so. */
export const reasonsIn = (box: BallotBox): SaidWhy[] =>
  inBox(box).flatMap(({ by, proxy, body: { choices, reason } }) =>
    reason ? [{ by, proxy, choices, reason }] : [],
  )

/** Somebody who voted otherwise, and why, if he said so. */
export interface SaidAgainst {
  by: Hex8
  reason: string | undefined
}

/** Who voted against in an approval, or where one is chosen, not for what most chose; of the ballots that count. */
export function againstIn(box: BallotBox, tally: readonly number[]): SaidAgainst[] {
  const { sort } = box.opening.body
  const most = tally.indexOf(Math.max(...tally))
  const isTie = tally.lastIndexOf(tally[most]!) !== most
  const isAgainst = (choices: readonly number[]) =>
    sort === 'approve'
      ? choices.includes(APPROVE.against)
      : sort === 'single' && !isTie && !choices.includes(most)
  return inBox(box)
    .filter(({ body }) => isAgainst(body.choices))
    .map(({ by, body }) => ({ by, reason: body.reason ?? undefined }))
}

/** Who stands on a sign-up list, and with what. */
export interface Joined {
  by: Hex8
  amount: number
  /** What he adds, in a line. */
  note: string | null
}

/** Who has joined, by when he did: who alters his number keeps his line, who went out and came back has a new one. */
export function joinedIn(box: BallotBox): Joined[] {
  if (box.opening.body.sort !== 'signup') return []
  return [...box.slots.values()]
    .flatMap(({ cast, all }) => (cast && joins(cast) ? [{ cast, since: joinedAt(all) }] : []))
    .sort((a, b) => a.since - b.since)
    .map(({ cast: { by, body } }) => ({ by, amount: body.amount ?? 1, note: body.reason ?? null }))
}

/** Whether a ballot of a sign-up list joins. */
export const joins = ({ body }: Pick<Cast, 'body'>): boolean => body.choices[0] === SIGN_UP.join

/** The place from which one has been on the list without a break; `own` in the order of the book. */
function joinedAt(own: Cast[]): number {
  const out = own.map(joins).lastIndexOf(false)
  return (own[out + 1] ?? own[0]!).place.i
}

/** A ballot that was cast in time, as its author's clock says, and reached the village within the window. */
export interface LateBallot {
  by: Hex8
  /** By its author's clock (ms). */
  castAt: number
  /** By the relay's signed time (ms). */
  cameAt: number
  /** Who saw it before the vote closed, so that its author's clock is not all there is. */
  metBy: Hex8 | undefined
}

/** What was entered in the room has a witness for when it was cast. */
export const isLate = ({ closesAt }: VoteTerms, { way, place }: Cast): boolean =>
  (way === 'phone' || way === 'proxy') && place.at > closesAt

/** The late ones of the ballots that count, in the order in which they came. */
export const lateIn = (box: BallotBox): LateBallot[] =>
  inBox(box)
    .filter((cast) => isLate(box.opening.body, cast))
    .map(({ id, by, at, place }) => ({ by, castAt: at, cameAt: place.at, metBy: box.met.get(id) }))

/** The box as it was when the vote closed; what somebody else saw by then was cast by then. */
export function withoutLate({ opening, entries, met, roster, device }: BallotBox): BallotBox {
  const comesLate = (entry: Placed) => isKind(entry, ballotCast) || isKind(entry, mandateGiven)
  const isIn = (entry: Placed) =>
    !comesLate(entry) || entry.place.at <= opening.body.closesAt || met.has(entry.id)
  return openBox(opening, entries.filter(isIn), roster, device)
}
