import type { Hex8 } from '#entry/format.ts'
import {
  isKind,
  kind,
  ruled,
  type Author,
  type BodyOf,
  type Ground,
  type Place,
  type Placed,
  type Read,
  type Ruled,
} from './kinds.ts'
import type { Roster } from './roster-index.ts'
import { appended, flag, hex8, list, maybe, oneOf, row, text, whole } from './shape.ts'
import { ALLOWED, refused, waiting, type Verdict } from './verdict.ts'
import { judgeQuoted } from './thread.ts'
import { choicesIn, countedFrom, voteOpened, type VoteTerms } from './vote.ts'

export const DECISION_MAX = 500
/** Without news for so long, a decision that is being carried out is marked. */
export const NEWS_WITHIN_MS = 30 * 24 * 3600 * 1000

/**
 * What a vote came to and what is done about it; refs: the debate, the vote, and the comments that it quotes. The numbers
 * are those of a phone that counted; every other phone counts again and says where they differ. It takes effect with a second signature (C1).
 */
export const outcomePublished = kind(42, 'outcome.published', {
  choices: list(whole(), 2, 12),
  present: whole(),
  eligible: whole(),
  quorate: flag,
  carried: maybe(whole(0, 11)),
  decision: text(1, DECISION_MAX),
  /** Who sees to it. */
  responsible: maybe(hex8),
  /** In fen, so that it stays whole. */
  money: maybe(whole()),
  /** By when (ms, village time). */
  dueAt: maybe(whole()),
  /** Where people cast and it was counted over households: what their representatives cast, of how many. */
  byHousehold: appended(row({ choices: list(whole(), 2, 12), present: whole(), eligible: whole() })),
})
export type OutcomeBody = BodyOf<typeof outcomePublished>

export const PROGRESS = ['underway', 'done', 'stopped'] as const
export type Progress = (typeof PROGRESS)[number]
/** How far a decision has been carried out; refs: the debate, the outcome. Done, its text is the result. */
export const executionReported = kind(43, 'execution.reported', {
  state: oneOf(PROGRESS),
  percent: whole(0, 100),
  text: text(1, DECISION_MAX),
})

/** The comments of its debate that an outcome quotes. */
export const quotedIn = ({ refs }: { refs: readonly string[] }): readonly string[] => refs.slice(2)

/** The kinds of what follows a vote. */
export const AFTER_VOTE = [outcomePublished, executionReported].map(({ number }) => number)

/** O1; the screens ask it as well. */
export const mayConclude = (roster: Roster, person: Hex8, place: Place): boolean =>
  roster.holds(person, place, 'secretary', 'committee')

/** O3: whoever may conclude, and who was named to see to it. */
export const mayReport = (roster: Roster, person: Hex8, place: Place, outcome: OutcomeBody): boolean =>
  mayConclude(roster, person, place) ||
  (outcome.responsible === person && roster.person(person, place) !== undefined)

/** What an entry is about, in the debate that it names, or why there is no such thing. */
export function aboutIn({ fields }: Read, rule: string, { find }: Ground): Placed | Verdict {
  const [thread, id] = fields.refs
  const about = id && find(id)
  if (!about) return thread && id ? waiting('ref-missing') : refused(rule, 'out-of-scope')
  return about.fields.refs[0] === thread ? about : refused(rule, 'out-of-scope')
}

/** O2: the numbers are those of this vote, and it may be counted by now. */
const fits = (body: OutcomeBody, terms: VoteTerms, at: number): Verdict => {
  if (at <= countedFrom(terms)) return refused('O2', 'closed')
  const isWhole =
    body.choices.length === choicesIn(terms) &&
    body.present <= body.eligible &&
    body.choices.every((votes) => votes <= body.present) &&
    (body.carried === null || body.carried < body.choices.length)
  return isWhole ? ALLOWED : refused('O2', 'out-of-scope')
}

export const outcomeRules: Ruled[] = [
  // O1: What a vote came to is published by the secretary or the committee, in its debate.
  // O2: It is published when nothing more can come in, with a number for each of the vote's choices.
  // O4: What an outcome quotes are comments of its debate, twelve at most, each once.
  ruled(
    outcomePublished,
    (entry, place, { person }: Author, ground) => {
      if (!mayConclude(ground.roster, person, place)) return refused('O1', 'no-role')
      const vote = aboutIn(entry, 'O1', ground)
      if ('is' in vote) return vote
      if (!isKind(vote, voteOpened)) return refused('O1', 'out-of-scope')
      const verdict = fits(entry.body, vote.body, place.at)
      if (verdict.is !== 'allowed') return verdict
      return judgeQuoted(quotedIn(entry.fields), vote.fields.refs[0]!, 'O4', ground)
    },
    2,
  ),

  // O3: How far it has been carried out is reported by them, or by who was named to see to it.
  ruled(
    executionReported,
    (entry, place, { person }, ground) => {
      const outcome = aboutIn(entry, 'O3', ground)
      if ('is' in outcome) return outcome
      if (!isKind(outcome, outcomePublished)) return refused('O3', 'out-of-scope')
      return mayReport(ground.roster, person, place, outcome.body) ? ALLOWED : refused('O3', 'no-role')
    },
    2,
  ),
]
