import type { Hex8 } from '#entry/format.ts'
import { SIGN_UP } from './gathering.ts'
import { isKind, type Admission, type Placed } from './kinds.ts'
import type { Roster } from './roster-index.ts'
import { APPROVE, ballotCast, represented, type BallotBody, type VoteTerms } from './vote.ts'

type Ballot = Placed<BallotBody>

/** 票箱: every ballot of a vote by whose it is: a person's, or where households cast, a household's. */
export interface BallotBox {
  opening: Placed<VoteTerms>
  /** All that were cast for one, and the one of them that counts. */
  slots: Map<Hex8, { all: Ballot[]; ballot: Ballot }>
  roster: Roster
  /** Whose each device is. */
  device(id: Hex8): Admission | undefined
}

/** Which of one slot's ballots counts: of one device the highest seq, of several the latest by the earlier clock. */
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

/** Puts the ballots that stand in a vote's volume where they belong. */
export function openBox(
  opening: Placed<VoteTerms>,
  ballots: readonly Placed[],
  roster: Roster,
  device: (id: Hex8) => Admission | undefined,
): BallotBox {
  const all = new Map<Hex8, Ballot[]>()
  for (const ballot of ballots) {
    const person = isKind(ballot, ballotCast) ? device(ballot.fields.device)?.person : undefined
    const slot =
      person && opening.body.basis === 'household' ? represented(roster, person, ballot.place) : person
    if (!slot) continue
    const others = all.get(slot)
    if (others) others.push(ballot as Ballot)
    else all.set(slot, [ballot as Ballot])
  }
  const slots = new Map([...all].map(([slot, own]) => [slot, { all: own, ballot: counting(own)! }]))
  return { opening, slots, roster, device }
}

/** The one ballot of each slot that counts, in the order of the book. */
const inBox = ({ slots }: BallotBox): Ballot[] =>
  [...slots.values()].map(({ ballot }) => ballot).sort((a, b) => a.place.i - b.place.i)

const personOf = ({ device }: BallotBox, { fields }: Ballot): Hex8 => device(fields.device)!.person

/** Why people voted as they did: of the ballots that count, those that say so. */
export const reasonsIn = (box: BallotBox): { by: Hex8; choices: number[]; reason: string }[] =>
  inBox(box).flatMap((ballot) => {
    const { choices, reason } = ballot.body
    return reason ? [{ by: personOf(box, ballot), choices, reason }] : []
  })

/** Who voted against in an approval, of the ballots that count. */
export const againstIn = (box: BallotBox): Hex8[] =>
  box.opening.body.sort !== 'approve'
    ? []
    : inBox(box)
        .filter(({ body }) => body.choices.includes(APPROVE.against))
        .map((ballot) => personOf(box, ballot))

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
    .filter(({ ballot }) => joins(ballot))
    .map(({ ballot, all }) => ({ ballot, since: joinedAt(all) }))
    .sort((a, b) => a.since - b.since)
    .map(({ ballot }) => ({
      by: personOf(box, ballot),
      amount: ballot.body.amount ?? 1,
      note: ballot.body.reason ?? null,
    }))
}

/** Whether a ballot of a sign-up list joins. */
export const joins = ({ body }: Ballot): boolean => body.choices[0] === SIGN_UP.join

/** The place from which one has been on the list without a break. */
function joinedAt(own: Ballot[]): number {
  const inOrder = [...own].sort((a, b) => a.place.i - b.place.i)
  const out = inOrder.map(joins).lastIndexOf(false)
  return (inOrder[out + 1] ?? inOrder[0]!).place.i
}

/** A ballot that was cast in time, as its author's clock says, and reached the village within the window. */
export interface LateBallot {
  by: Hex8
  /** By its author's clock (ms). */
  castAt: number
  /** By the relay's signed time (ms). */
  cameAt: number
}

export const isLate = ({ closesAt }: VoteTerms, { place }: Placed): boolean => place.at > closesAt

/** The late ones of the ballots that count, in the order in which they came. */
export const lateIn = (box: BallotBox): LateBallot[] =>
  inBox(box)
    .filter((ballot) => isLate(box.opening.body, ballot))
    .map((ballot) => ({
      by: personOf(box, ballot),
      castAt: ballot.fields.at,
      cameAt: ballot.place.at,
    }))

/** The box as it was when the vote closed. */
export function withoutLate({ opening, slots, roster, device }: BallotBox): BallotBox {
  const all = [...slots.values()].flatMap((slot) => slot.all)
  return openBox(
    opening,
    all.filter((ballot) => !isLate(opening.body, ballot)),
    roster,
    device,
  )
}
