import type { Id } from '#entry/format.ts'
import { answersFit, gatheringFits, gathers } from './gathering.ts'
import { isKind, ruled, type Ground, type Ruled } from './kinds.ts'
import { judgeMandate } from './mandate.ts'
import { outcomePublished } from './outcome.ts'
import { quorum } from './quorum.ts'
import { threadOpened } from './thread.ts'
import { ALLOWED, refused, waiting, type Verdict } from './verdict.ts'
import {
  ballotCast,
  choicesFit,
  choicesIn,
  entitled,
  hasOpened,
  inTime,
  isHeardOf,
  LONGEST_VOTE_DAYS,
  mayDecide,
  mayOpenVote,
  needsReason,
  NEWER_VOTES_SINCE,
  represented,
  rollPlace,
  voteOpened,
  type BallotBody,
  type VoteTerms,
} from './vote.ts'

const DAY = 24 * 3600 * 1000

/** Whether a vote says what only a newer rulebook knows of. */
const isNewer = ({ sort, target, unit, times, opensAt, basis, group, quorum: id }: VoteTerms) =>
  gathers(sort) ||
  !!(target || unit || times) ||
  !!opensAt ||
  (id === 'ask' ? group !== null : basis === 'household')

const termsFit = (v: VoteTerms, openedAt: number): boolean => {
  const q = quorum(v.quorum)
  const isOfGroup = v.group !== null
  if (!q.bases.includes(v.basis) || q.ofGroup === (isOfGroup ? 'no' : 'must')) return false
  const hasOptions = v.sort === 'single' || v.sort === 'multiple'
  if (hasOptions ? v.options.length < 2 : v.options.length > 0) return false
  if (v.reasons === 'against' && v.sort !== 'approve') return false
  if (v.sort !== 'multiple' && (v.min !== 1 || v.max !== 1)) return false
  if (v.min > v.max || v.max > choicesIn(v)) return false
  if (new Set(v.options).size !== v.options.length) return false
  if ((v.opensAt ?? 0) >= v.closesAt) return false
  return v.closesAt > openedAt && v.closesAt <= openedAt + LONGEST_VOTE_DAYS * DAY
}

const saysWhy = (terms: VoteTerms, { choices, reason }: BallotBody): boolean =>
  reason ? !!terms.reasons : !needsReason(terms, choices)

/** V11: what a vote names beside its debate. */
function anewFits([thread, id]: Id[], why: VoteTerms['why'], find: Ground['find']): Verdict {
  if (!id) return why ? refused('V11', 'out-of-scope') : ALLOWED
  const earlier = find(id)
  if (!earlier) return waiting('ref-missing')
  const isShort = isKind(earlier, outcomePublished) && !earlier.body.quorate
  const isFurther = isKind(earlier, voteOpened) && !!why
  const fits = earlier.fields.refs[0] === thread && (isShort || isFurther)
  return fits ? ALLOWED : refused('V11', 'out-of-scope')
}

export const voteRules: Ruled[] = [
  // V1: A vote is opened by the secretary or the committee, inside a debate.
  // V2: A vote's choices, quorum, basis and times fit together; live results leave no collecting window.
  // V8: A sign-up list and a search for a time ask for no quorum; the list is open, the times lie behind the closing.
  // V11: A further vote names the one before it and says why; called anew, the outcome that lacked a quorum.
  // V12: A vote in a meeting that the law has called days before opens that long after it was announced, here or on paper.
  // V6: What belongs to the collective is decided by its members, not by a meeting of villagers.
  ruled(voteOpened, ({ fields, body }, place, { person }, { roster, find }) => {
    if (!mayOpenVote(roster, person, place)) return refused('V1', 'no-role')
    const thread = find(fields.refs[0]!)
    if (!thread) return waiting('ref-missing')
    if (!isKind(thread, threadOpened)) return refused('V1', 'out-of-scope')
    if (!mayDecide(body.quorum, thread.body.matter)) return refused('V6', 'out-of-scope')
    if (!body.hidden && body.collectMs > 0) return refused('V2', 'out-of-scope')
    if (isNewer(body) && roster.version(place) < NEWER_VOTES_SINCE) return refused('E7', 'out-of-scope')
    if (!gatheringFits(body)) return refused('V8', 'out-of-scope')
    if (!termsFit(body, place.at)) return refused('V2', 'out-of-scope')
    if (roster.version(place) < NEWER_VOTES_SINCE) return ALLOWED
    return isHeardOf(body, place.at) ? anewFits(fields.refs, body.why, find) : refused('V12', 'out-of-scope')
  }),

  // V3: A ballot is cast by who was on the roll when the vote opened; for a household, by who represents it.
  // V4: A ballot is in time if received before closing, or cast before closing and received within the window.
  // V10: A vote that says when it opens takes no ballot received before; its roll is still that of its own place.
  // V5: A ballot chooses among the vote's choices, as many as the vote allows, none twice.
  // V9: Who signs up joins or no longer does, and says how many where units are counted; each time gets an answer.
  // V7: A ballot says why where its vote asks for that, and only there.
  // D5: A ballot for another names its mandate in the same vote, and is cast by the one to whom that was given.
  ruled(ballotCast, (ballot, place, author, ground) => {
    const { roster, find } = ground
    const { onBehalfOf } = ballot.fields
    const person = onBehalfOf ?? author.person
    const vote = find(ballot.fields.refs[0]!)
    if (!vote) return waiting('ref-missing')
    if (!isKind(vote, voteOpened)) return refused('V3', 'out-of-scope')
    const terms = vote.body
    const mandate = onBehalfOf === null ? ALLOWED : judgeMandate(ballot, place, author.person, ground)
    if (mandate.is !== 'allowed') return mandate
    if (!entitled(roster, person, terms.basis, terms.group, rollPlace(vote)))
      return refused('V3', 'not-eligible')
    if (terms.basis === 'household' && !represented(roster, person, place))
      return refused('V3', 'not-eligible')
    if (!hasOpened(terms, place.at)) return refused('V10', 'closed')
    if (!inTime(terms, ballot, place)) return refused('V4', 'closed')
    if (gathers(terms.sort)) {
      if (!answersFit(terms, ballot.body)) return refused('V9', 'out-of-scope')
    } else if (!choicesFit(terms, ballot.body)) return refused('V5', 'out-of-scope')
    return saysWhy(terms, ballot.body) ? ALLOWED : refused('V7', 'out-of-scope')
  }),
]
