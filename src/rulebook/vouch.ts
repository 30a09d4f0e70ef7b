import type { Hex8 } from '#entry/format.ts'
import { isKind, kind, ruled, type Admission, type Place, type Placed, type Ruled } from './kinds.ts'
import { quorum } from './quorum.ts'
import type { Roster } from './roster-index.ts'
import { hex8 } from './shape.ts'
import { ALLOWED, refused, waiting } from './verdict.ts'
import { countedFrom, rollPlace, voteOpened, type VoteTerms } from './vote.ts'

/** A phone let in less than this before a vote opened is as new to it as one let in afterwards. */
export const NEW_PHONE_MS = 24 * 3600 * 1000
/** The version of the rulebook that has a second person look at new phones. */
export const VOUCHED_SINCE = 2

/**
 * A supervisor has asked the person and it is his phone; refs: the vote. Whoever lets phones in could otherwise let in
 * as many as a vote needs, with nobody beside him.
 */
export const phoneVouched = kind(53, 'phone.vouched', { device: hex8, person: hex8 })

/**
 * B5. Supervisor since before the vote was opened: whoever lets phones in also says who is one. `roll`: where the vote's roll was frozen.
 */
export const mayVouch = (roster: Roster, person: Hex8, place: Place, roll: Place): boolean =>
  roster.holds(person, place, 'supervisor') && roster.holds(person, roll, 'supervisor')

/** Whether a vote decides something: for an opinion, or for who joins, nobody need look at phones. */
export const decides = ({ quorum: id }: VoteTerms): boolean => quorum(id).pass !== null

/** Whether ballots from new phones wait for a supervisor's word. */
export const asksVouching = (opening: Pick<Placed<VoteTerms>, 'body' | 'place'>, roster: Roster): boolean =>
  decides(opening.body) && roster.version(opening.place) >= VOUCHED_SINCE

/** Whether a phone is new to a vote. `openedAt`: when the village received the vote (ms). */
export const isNewPhone = ({ at }: Pick<Admission, 'at'>, openedAt: number): boolean =>
  at > openedAt - NEW_PHONE_MS

const named = (device: Hex8, person: Hex8) => `${device} ${person}`

/** The phones behind which a supervisor stands in a vote, each with whose he says it is. */
export const vouchedIn = (entries: readonly Placed[]): ReadonlySet<string> =>
  new Set(
    entries.flatMap((one) => (isKind(one, phoneVouched) ? [named(one.body.device, one.body.person)] : [])),
  )

/** Whether ballots from a device count in a vote; `vouched` as `vouchedIn` gives it. */
export const isHeard = (
  opening: Placed<VoteTerms>,
  admission: Admission,
  roster: Roster,
  vouched: ReadonlySet<string>,
): boolean =>
  !isNewPhone(admission, rollPlace(opening).at) ||
  !asksVouching(opening, roster) ||
  vouched.has(named(admission.device, admission.person))

export const vouchRules: Ruled[] = [
  // B5: A phone new to a vote is vouched for before the window ends by one who was supervisor when it was opened.
  // B6: The word on a new phone is not its owner's, and comes from a phone that is not new to the vote.
  ruled(
    phoneVouched,
    ({ fields, body }, place, { person }, { roster, find, device }) => {
      const vote = find(fields.refs[0]!)
      if (!vote) return waiting('ref-missing')
      if (!isKind(vote, voteOpened) || !decides(vote.body)) return refused('B5', 'out-of-scope')
      if (!mayVouch(roster, person, place, rollPlace(vote))) return refused('B5', 'no-role')
      if (place.at > countedFrom(vote.body)) return refused('B5', 'closed')
      if (!roster.person(body.person, place)) return refused('B6', 'out-of-scope')
      const from = device(fields.device)
      const isNew = from !== undefined && isNewPhone(from, rollPlace(vote).at)
      return body.person === person || isNew ? refused('B6', 'not-eligible') : ALLOWED
    },
    VOUCHED_SINCE,
  ),
]
