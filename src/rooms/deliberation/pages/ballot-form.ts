import { AMOUNT_MAX, SIGN_UP } from '#rulebook/gathering.ts'
import { needsReason, REASON_MAX, type BallotBody, type VoteTerms } from '#rulebook/vote.ts'

/** What is chosen: places in the vote's options, or where a time is sought an answer for each, '' where none is. */
export type Chosen = string[]
/** What is typed, as a draft keeps it. */
export type BallotFields = Record<'reason' | 'amount', string>

/** An earlier ballot as it is chosen anew. */
export const chosenIn = ({ sort, times }: VoteTerms, own: BallotBody | undefined): Chosen =>
  own?.choices.map(String) ?? (sort === 'times' ? (times ?? []).map(() => '') : [])

/** Whether it must be said how many, with what is chosen now. */
export const needsAmount = ({ sort, unit }: VoteTerms, chosen: Chosen): boolean =>
  sort === 'signup' && !!unit && chosen[0] === String(SIGN_UP.join)

const choicesIn = ({ sort }: VoteTerms, chosen: Chosen): number[] => {
  const choices = chosen.filter(Boolean).map(Number)
  return sort === 'times' ? choices : choices.sort((a, b) => a - b)
}

/** The ballot as it is signed. */
export const ballotIn = (terms: VoteTerms, chosen: Chosen, { reason, amount }: BallotFields): BallotBody => ({
  choices: choicesIn(terms, chosen),
  reason: (terms.reasons && reason.trim()) || null,
  amount: needsAmount(terms, chosen) ? Number(amount) : null,
})

export interface WrongBallot {
  choice?: true
  /** Which times have no answer yet. */
  unanswered: number[]
  amount?: true
  reason?: true
}

/** What does not fit yet; the rulebook judges the same when it is signed (V5, V7, V9). */
export function wrongBallot(terms: VoteTerms, chosen: Chosen, fields: BallotFields): WrongBallot {
  const { choices, amount } = ballotIn(terms, chosen, fields)
  const wrong: WrongBallot = { unanswered: [] }
  if (terms.sort === 'times') wrong.unanswered = chosen.flatMap((answer, n) => (answer ? [] : [n]))
  else if (choices.length < terms.min || choices.length > terms.max) wrong.choice = true
  if (amount !== null && !(Number.isInteger(amount) && amount! >= 1 && amount! <= AMOUNT_MAX))
    wrong.amount = true
  const { length } = fields.reason.trim()
  if (length > REASON_MAX || (length === 0 && needsReason(terms, choices))) wrong.reason = true
  return wrong
}

/** Whether nothing is wrong. */
export const isRight = ({ unanswered, choice, amount, reason }: WrongBallot): boolean =>
  unanswered.length === 0 && !choice && !amount && !reason
