import type { Count } from '#rulebook/count.ts'
import { ANSWER } from '#rulebook/gathering.ts'
import type { OutcomeBody } from '#rulebook/outcome.ts'
import { isMeeting, type StepBody } from '#rulebook/step.ts'
import { endOfVillageDay } from '#rulebook/village-time.ts'
import type { BallotBody, VoteTerms } from '#rulebook/vote.ts'
import type { PaperWords } from '../pages/paper-words.ts'
import type { OutcomeWords } from '../pages/outcome-words.ts'
import type { StepWords } from '../pages/step-words.ts'
import type { DeliberationWords } from '../words.ts'

/** The choices of a vote in words; an approval's three and a list's two are fixed. */
export const labelsOf = ({ sort, options, times }: VoteTerms, w: DeliberationWords): string[] => {
  if (sort === 'approve') return w.approve
  if (sort === 'signup') return w.signUp
  return sort === 'times' ? (times ?? []).map(w.timeOf) : options
}

/** So much of what a sign-up list counts: its unit, or those who join. */
export const amountIn = (n: number, { unit, basis }: VoteTerms, w: DeliberationWords): string =>
  unit ? w.amount(n, unit) : w.counts[basis](n)

/** How a ballot is named in a sentence. */
export function namedIn(
  { choices, amount }: Pick<BallotBody, 'choices' | 'amount'>,
  terms: VoteTerms,
  w: DeliberationWords,
): string {
  const labels = labelsOf(terms, w)
  if (terms.sort !== 'times') {
    const said = w.list(choices.map((choice) => labels[choice] ?? ''))
    return amount ? w.joined(amountIn(amount, terms, w)) : said
  }
  const times = (answer: number) => labels.filter((_, n) => choices[n] === answer)
  const said = [ANSWER.yes, ANSWER.ifNeedBe].filter((answer) => times(answer).length > 0)
  if (said.length === 0) return w.noneOfThem
  return said.map((answer) => w.answered(w.answers[answer]!, w.list(times(answer)))).join(w.between)
}

/** The numbers of an outcome in a sentence. */
export const figuresIn = (
  {
    choices,
    present,
    eligible,
    quorate,
    carried,
    byHousehold,
  }: Omit<OutcomeBody, 'decision' | 'responsible' | 'money' | 'dueAt'>,
  terms: VoteTerms,
  w: DeliberationWords,
  { of, byHouseholds, tooFew, carries }: OutcomeWords,
): string => {
  // Of a time the number is of those whom it suits.
  const suits = terms.sort === 'times' ? ` ${w.answers[ANSWER.yes]}` : ''
  const labels = labelsOf(terms, w).map((label) => label + suits)
  const each = (votes: readonly number[]) => w.list(votes.map((n, choice) => `${labels[choice] ?? ''} ${n}`))
  const homes = byHousehold
    ? byHouseholds(each(byHousehold.choices), byHousehold.present, byHousehold.eligible)
    : ''
  const came = of(each(choices), present, eligible) + homes
  if (!quorate) return came + tooFew
  return carried === null ? came : came + carries(labels[carried] ?? '')
}

/** How many ballots came which way; undefined where all came from phones. */
export function waysIn(
  { ways }: Pick<Count, 'ways'>,
  w: DeliberationWords,
  paper: PaperWords,
): string | undefined {
  if (ways.proxy + ways.paper + ways.hand === 0) return undefined
  const came = (['phone', 'proxy', 'paper', 'hand'] as const).filter((way) => ways[way] > 0)
  return paper.byWay(w.list(came.map((way) => paper.sum(paper.ways[way], ways[way]))))
}

/** A step of 四议两公开 by its name; the one that decides by who does. */
export const stepName = ({ step, decider }: Pick<StepBody, 'step' | 'decider'>, w: StepWords): string =>
  decider ? w.deciders[decider] : w.steps[step]

/** When a step was, and by whom. */
export function stepWhen({ step, day }: StepBody, host: string | undefined, w: StepWords): string {
  const on = w.day(endOfVillageDay(day))
  return isMeeting(step) ? w.held(on, host) : w.posted(on, host)
}

/** Who came to a step and how they voted; undefined where nobody votes. */
export const stepFigures = ({ count }: StepBody, w: StepWords): string | undefined =>
  count ? w.figures(count.should, count.did, count.favour, count.against, count.abstain) : undefined
