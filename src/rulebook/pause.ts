import type { Hex8 } from '#entry/format.ts'
import { isKind, kind, ruled, type Place, type Ruled } from './kinds.ts'
import type { Roster } from './roster-index.ts'
import { text, whole } from './shape.ts'
import { ALLOWED, refused, waiting } from './verdict.ts'

export const PAUSE_REASON_MAX = 200
/** An outage is known when it is over: a pause may say that it began so long (ms) before it reached the village. */
export const PAUSED_BACK_MS = 7 * 24 * 3600 * 1000
/** The version of the rulebook that has them. */
export const PAUSES_SINCE = 2

/**
 * 暂停: an open vote stops running, as when the village is cut off; refs: the vote. It stands in the roster, which every
 * phone has read before it judges: a ballot's time must not hang on what else a phone has. It takes effect with a second
 * signature (C1).
 */
export const votePaused = kind(56, 'vote.paused', {
  /** Village time (ms) from which the vote's time does not run. */
  since: whole(1),
  reason: text(1, PAUSE_REASON_MAX),
})
/** It runs on, for the time that it had left, once a second person has signed as well; refs: the vote, the pause. */
export const voteResumed = kind(57, 'vote.resumed', { reason: text(1, PAUSE_REASON_MAX) })

/** The kinds of what stops a vote and lets it go on. */
export const PAUSING = [votePaused, voteResumed].map(({ number }) => number)

/** H1, H3; the screens ask it as well. */
export const mayPause = (roster: Roster, person: Hex8, place: Place): boolean =>
  roster.holds(person, place, 'secretary')

export const pauseRules: Ruled[] = [
  // H1: A vote is paused by the secretary, with a reason, and by two persons (C1).
  // H2: A pause begins at most seven days before it reaches the village, and not later than that.
  ruled(
    votePaused,
    ({ fields, body }, place, { person }, { roster }) => {
      if (!mayPause(roster, person, place)) return refused('H1', 'no-role')
      if (fields.refs.length === 0) return refused('H1', 'out-of-scope')
      const isNear = body.since <= place.at && body.since >= place.at - PAUSED_BACK_MS
      return isNear ? ALLOWED : refused('H2', 'out-of-scope')
    },
    PAUSES_SINCE,
  ),

  // H3: A paused vote goes on by the secretary, who names the pause and says why, and by two persons (C1).
  ruled(
    voteResumed,
    ({ fields }, place, { person }, { roster, find }) => {
      if (!mayPause(roster, person, place)) return refused('H3', 'no-role')
      const [vote, id] = fields.refs
      const pause = id && find(id)
      if (!pause) return vote && id ? waiting('ref-missing') : refused('H3', 'out-of-scope')
      const isIts = isKind(pause, votePaused) && pause.fields.refs[0] === vote
      return isIts ? ALLOWED : refused('H3', 'out-of-scope')
    },
    PAUSES_SINCE,
  ),
]
