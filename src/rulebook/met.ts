import type { Hex8, Id } from '#entry/format.ts'
import { isKind, kind, ruled, type Admission, type Place, type Placed, type Ruled } from './kinds.ts'
import type { Roster } from './roster-index.ts'
import { hex32 } from './shape.ts'
import { ALLOWED, refused, waiting } from './verdict.ts'
import { ballotCast, inTime, voteOpened } from './vote.ts'

/** The version of the rulebook that has receipts of people who met a voter. */
export const MET_SINCE = 2

/**
 * 当面作证: an officer met somebody without coverage before the vote closed, and saw that the ballot was cast; refs: the
 * vote. He reads its id from the voter's screen, which says nothing of how was voted, and it is not in the book yet.
 */
export const ballotMet = kind(58, 'ballot.met', { ballot: hex32 })

/** L1; the screens ask it as well. */
export const mayMeet = (roster: Roster, person: Hex8, place: Place): boolean =>
  roster.holds(person, place, 'secretary', 'committee', 'supervisor', 'grid-worker')

export const metRules: Ruled[] = [
  // L1: That a ballot was cast is witnessed by the secretary, the committee, a supervisor or a grid worker.
  // L2: It is witnessed before the vote closes, by the witness's own clock, and received within the window.
  ruled(
    ballotMet,
    (entry, place, { person }, { roster, find }) => {
      if (!mayMeet(roster, person, place)) return refused('L1', 'no-role')
      const vote = find(entry.fields.refs[0]!)
      if (!vote) return waiting('ref-missing')
      if (!isKind(vote, voteOpened)) return refused('L1', 'out-of-scope')
      return inTime(vote.body, entry, place) ? ALLOWED : refused('L2', 'closed')
    },
    MET_SINCE,
  ),
]

/**
 * Which ballots somebody else than who cast them saw in time, and who. `isHeard`: whether a phone is no longer new to
 * the vote.
 */
export function metIn(
  entries: readonly Placed[],
  device: (id: Hex8) => Admission | undefined,
  isHeard: (one: Admission) => boolean,
): Map<Id, Hex8> {
  const casters = new Map(
    entries.flatMap((one) => (isKind(one, ballotCast) ? [[one.id, device(one.fields.device)?.person]] : [])),
  )
  const met = new Map<Id, Hex8>()
  for (const one of entries) {
    const from = isKind(one, ballotMet) ? device(one.fields.device) : undefined
    if (!from || !isHeard(from)) continue
    const { ballot } = one.body as { ballot: Id }
    if (casters.has(ballot) && casters.get(ballot) !== from.person && !met.has(ballot))
      met.set(ballot, from.person)
  }
  return met
}
