import type { Hex8 } from '#entry/format.ts'
import { AMOUNT_MAX, answersFit, gatheringFits, gathers, TARGET_MAX } from './gathering.ts'
import { isKind, kind, ruled, type BodyOf, type Place, type Placed, type Read, type Ruled } from './kinds.ts'
import { BASES, quorum, QUORUM_IDS, type Basis, type QuorumId } from './quorum.ts'
import type { Roster } from './roster-index.ts'
import { appended, flag, list, maybe, oneOf, text, whole } from './shape.ts'
import { threadOpened, type Matter } from './thread.ts'
import { ALLOWED, refused, waiting } from './verdict.ts'

const HOUR = 3600 * 1000
/** Phones without coverage hand in what was cast in time within this window: 72 hours unless the vote says other. */
export const DEFAULT_WINDOW_HOURS = 72
export const LONGEST_VOTE_DAYS = 90

/** 赞成/反对/弃权; one of several; several of several; 接龙, a list to sign up on; 约时间, finding a time. */
export const BALLOT_SORTS = ['approve', 'single', 'multiple', 'signup', 'times'] as const
/** The version of the rulebook that has the last two, and votes that open later than they are put. */
export const NEWER_VOTES_SINCE = 2
/** The places of 赞成, 反对 and 弃权 in an approval. */
export const APPROVE = { favour: 0, against: 1, abstain: 2 } as const

/** A reason may be given, must be given against, must always be given. */
export const REASONS = ['optional', 'against', 'always'] as const
export const REASON_MAX = 500

/** A vote inside a thread; refs: the thread. Nothing of it changes once open. */
export const voteOpened = kind(40, 'vote.opened', {
  question: text(1, 200),
  sort: oneOf(BALLOT_SORTS),
  /** The choices in words; empty where they are fixed, or are times. */
  options: list(text(1, 60), 0, 12),
  /** How many may be chosen, at least and at most. */
  min: whole(1, 12),
  max: whole(1, 12),
  quorum: oneOf(QUORUM_IDS),
  basis: oneOf(BASES),
  group: maybe(whole(1, 99)),
  /** Village time (ms) until which ballots are cast. */
  closesAt: whole(),
  /** How long after that (ms) ballots cast in time may still be handed in. */
  collectMs: whole(0, 14 * 24 * HOUR),
  /** Whether results stay hidden until counted. */
  hidden: flag,
  /** Whether a ballot may say why, or must; nothing: none is asked for. */
  reasons: appended(oneOf(REASONS)),
  /** How many a sign-up list aims at, and of what: without a unit, of those who sign up. */
  target: appended(whole(1, TARGET_MAX)),
  unit: appended(text(1, 10)),
  /** The times (ms) among which one is sought, the earliest first. */
  times: appended(list(whole(), 2, 12)),
  /** Village time (ms) from which ballots are cast; nothing: from its own place on. */
  opensAt: appended(whole(1)),
})
export type VoteTerms = BodyOf<typeof voteOpened>
/**
 * A ballot; refs: the vote. Choices are places in the vote's options, on a sign-up list in SIGN_UP; where a time is
 * sought, they are an answer (ANSWER) for each of its times.
 */
export const ballotCast = kind(41, 'ballot.cast', {
  choices: list(whole(0, 11), 1, 12),
  reason: appended(text(1, REASON_MAX)),
  /** How many units one signs up for. */
  amount: appended(whole(1, AMOUNT_MAX)),
})
export type BallotBody = BodyOf<typeof ballotCast>

/** The number of things that can be chosen. */
export const choicesIn = ({ sort, options, times }: VoteTerms): number =>
  ({ approve: 3, signup: 2, times: times?.length ?? 0, single: options.length, multiple: options.length })[
    sort
  ]

/** Whether a vote says what only a newer rulebook knows of. */
const isNewer = ({ sort, target, unit, times, opensAt }: VoteTerms) =>
  gathers(sort) || !!(target || unit || times) || !!opensAt

const termsFit = (v: VoteTerms, openedAt: number): boolean => {
  const q = quorum(v.quorum)
  if (!q.bases.includes(v.basis) || q.ofGroup !== (v.group !== null)) return false
  const hasOptions = v.sort === 'single' || v.sort === 'multiple'
  if (hasOptions ? v.options.length < 2 : v.options.length > 0) return false
  if (v.reasons === 'against' && v.sort !== 'approve') return false
  if (v.sort !== 'multiple' && (v.min !== 1 || v.max !== 1)) return false
  if (v.min > v.max || v.max > choicesIn(v)) return false
  if (new Set(v.options).size !== v.options.length) return false
  if ((v.opensAt ?? 0) >= v.closesAt) return false
  return v.closesAt > openedAt && v.closesAt <= openedAt + LONGEST_VOTE_DAYS * 24 * HOUR
}

/** Whether a person may be counted under a basis at a place: on the roll of those entitled. */
export function entitled(
  roster: Roster,
  person: Hex8,
  basis: Basis,
  group: number | null,
  place: Place,
): boolean {
  const p = roster.person(person, place)
  if (!p || p.household === null) return false
  if (group !== null && roster.household(p.household, place)?.group !== group) return false
  switch (basis) {
    case 'adult':
      return p.voter
    case 'household':
      return true // whose household; the right to speak for it is asked at the ballot's own place
    case 'member':
      return p.member
    case 'representative':
      return roster.holds(person, place, 'villager-representative')
    case 'partyVoting':
      return roster.holds(person, place, 'party-member')
  }
}

/** V7; the screens ask it as well: whether a ballot must say why. */
export const needsReason = ({ reasons, sort }: VoteTerms, choices: readonly number[]): boolean =>
  reasons === 'always' || (reasons === 'against' && sort === 'approve' && choices.includes(APPROVE.against))

const choicesFit = (terms: VoteTerms, { choices }: BallotBody): boolean =>
  choices.length >= terms.min &&
  choices.length <= terms.max &&
  new Set(choices).size === choices.length &&
  choices.every((choice) => choice < choicesIn(terms))

const saysWhy = (terms: VoteTerms, { choices, reason }: BallotBody): boolean =>
  reason ? !!terms.reasons : !needsReason(terms, choices)

/** V10, for who receives a ballot as for who would cast one: whether the vote takes ballots at a time (ms) yet. */
export const hasOpened = ({ opensAt }: VoteTerms, at: number): boolean => at >= (opensAt ?? 0)

/** In time: received before closing, or cast before closing by its own clock and handed in within the window. */
export const inTime = (terms: VoteTerms, ballot: Read, place: Place): boolean =>
  place.at <= terms.closesAt ||
  (ballot.fields.at <= terms.closesAt && place.at <= terms.closesAt + terms.collectMs)

/** From when on the ballots may be counted and shown (ms): nothing more can come in. */
export const countedFrom = (terms: VoteTerms): number => terms.closesAt + terms.collectMs

/** Where a vote's roll is frozen: behind its opening, so that the opening's own number is included. */
export const rollPlace = (opening: Placed): Place => ({ i: opening.place.i, at: opening.place.at })

/** V1; the screens ask it as well, to offer only what may be done. */
export const mayOpenVote = (roster: Roster, person: Hex8, place: Place): boolean =>
  roster.holds(person, place, 'secretary', 'committee')

/** V6: meetings of villagers do not dispose of what belongs to the collective (农村集体经济组织法 26, 27). */
export const mayDecide = (rule: QuorumId, matter: Matter | null | undefined): boolean =>
  matter !== 'collective' || !['va', 'vra', 'vg'].includes(rule)

export const voteRules: Ruled[] = [
  // V1: A vote is opened by the secretary or the committee, inside a debate.
  // V2: A vote's choices, quorum, basis and times fit together; live results leave no collecting window.
  // V8: A sign-up list and a search for a time ask for no quorum; the list is open, the times lie behind the closing.
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
    return termsFit(body, place.at) ? ALLOWED : refused('V2', 'out-of-scope')
  }),

  // V3: A ballot is cast by who was on the roll when the vote opened; for a household, by who represents it.
  // V4: A ballot is in time if received before closing, or cast before closing and received within the window.
  // V10: A vote that says when it opens takes no ballot received before; its roll is still that of its own place.
  // V5: A ballot chooses among the vote's choices, as many as the vote allows, none twice.
  // V9: Who signs up joins or no longer does, and says how many where units are counted; each time gets an answer.
  // V7: A ballot says why where its vote asks for that, and only there.
  ruled(ballotCast, (ballot, place, { person }, { roster, find }) => {
    const vote = find(ballot.fields.refs[0]!)
    if (!vote) return waiting('ref-missing')
    if (!isKind(vote, voteOpened)) return refused('V3', 'out-of-scope')
    const terms = vote.body
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

/** The household a person represents at a place, if any. */
export function represented(roster: Roster, person: Hex8, place: Place): Hex8 | undefined {
  const household = roster.person(person, place)?.household
  return household && roster.representative(household, place) === person ? household : undefined
}
