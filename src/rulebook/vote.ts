import type { Hex8 } from '#entry/format.ts'
import { AMOUNT_MAX, TARGET_MAX } from './gathering.ts'
import { kind, type BodyOf, type Place, type Placed, type Read } from './kinds.ts'
import { BASES, quorum, QUORUM_IDS, type Basis, type QuorumId } from './quorum.ts'
import type { Roster } from './roster-index.ts'
import { appended, flag, list, maybe, oneOf, text, whole } from './shape.ts'
import type { Matter } from './thread.ts'
import { villageDay } from './village-time.ts'

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
export const WHY_MAX = 200

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
  /** The village's day, counted from 1970, since which the meeting was announced on paper, where it was. */
  announced: appended(whole(1)),
  /** Why it is voted on once more, where it names an earlier vote of its debate. */
  why: appended(text(1, WHY_MAX)),
})
/** `pausedSince`: from when (ms) the vote stands still, where it does; no vote says so itself. */
export type VoteTerms = BodyOf<typeof voteOpened> & { pausedSince?: number }
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

/** V5, for ballots from phones and from paper. */
export const choicesFit = (terms: VoteTerms, { choices }: Pick<BallotBody, 'choices'>): boolean =>
  choices.length >= terms.min &&
  choices.length <= terms.max &&
  new Set(choices).size === choices.length &&
  choices.every((choice) => choice < choicesIn(terms))

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

/** V10, for who receives a ballot as for who would cast one: whether the vote takes ballots at a time (ms) yet. */
export const hasOpened = ({ opensAt }: VoteTerms, at: number): boolean => at >= (opensAt ?? 0)

/**
 * V12; the form asks it as well, for now: whether people have had the time to hear of it when it opens. Paper is
 * counted in whole days, what stands here from the moment (ms) at which the village received it.
 */
export function isHeardOf({ quorum: id, opensAt, announced }: VoteTerms, at: number): boolean {
  const { noticeDays } = quorum(id)
  const opens = Math.max(opensAt ?? at, at)
  if (!announced) return opens >= at + noticeDays * 24 * HOUR
  return announced <= villageDay(at) && villageDay(opens) >= announced + noticeDays
}

/** In time: received before closing, or cast before closing by its own clock and handed in within the window. */
export const inTime = (terms: VoteTerms, ballot: Read, place: Place): boolean =>
  place.at <= terms.closesAt ||
  (ballot.fields.at <= terms.closesAt && place.at <= terms.closesAt + terms.collectMs)

/** From when on the ballots may be counted and shown (ms): nothing more can come in. */
export const countedFrom = (terms: VoteTerms): number => terms.closesAt + terms.collectMs

/** Whether ballots may be given out: results are live, or nothing more can come in. */
export const released = (terms: VoteTerms, now: number): boolean => !terms.hidden || now > countedFrom(terms)

/** Where a vote's roll is frozen: behind its opening, so that the opening's own number is included. */
export const rollPlace = (opening: Pick<Placed, 'place'>): Place => ({
  i: opening.place.i,
  at: opening.place.at,
})

/** V1; the screens ask it as well, to offer only what may be done. */
export const mayOpenVote = (roster: Roster, person: Hex8, place: Place): boolean =>
  roster.holds(person, place, 'secretary', 'committee')

/** For V6: meetings of villagers do not dispose of what belongs to the collective (农村集体经济组织法 26, 27). */
export const mayDecide = (rule: QuorumId, matter: Matter | null | undefined): boolean =>
  matter !== 'collective' || !['va', 'vra', 'vg'].includes(rule)

/** The household a person represents at a place, if any. */
export function represented(roster: Roster, person: Hex8, place: Place): Hex8 | undefined {
  const household = roster.person(person, place)?.household
  return household && roster.representative(household, place) === person ? household : undefined
}
