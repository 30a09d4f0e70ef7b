import type { OutcomeBody } from '#rulebook/outcome.ts'
import type { VoteTerms } from '#rulebook/vote.ts'
import type { OutcomeWords } from '../pages/outcome-words.ts'
import type { DeliberationWords } from '../words.ts'

/** The choices of a vote in words; an approval's three are fixed. */
export const labelsOf = (terms: VoteTerms, w: DeliberationWords): string[] =>
  terms.sort === 'approve' ? w.approve : terms.options

/** How choices are named in a sentence. */
export const namedIn = (choices: readonly number[], terms: VoteTerms, w: DeliberationWords): string =>
  w.list(choices.map((choice) => labelsOf(terms, w)[choice] ?? ''))

/** The numbers of an outcome in a sentence. */
export const figuresIn = (
  {
    choices,
    present,
    eligible,
    quorate,
    carried,
  }: Omit<OutcomeBody, 'decision' | 'responsible' | 'money' | 'dueAt'>,
  terms: VoteTerms,
  w: DeliberationWords,
  { of, tooFew, carries }: OutcomeWords,
): string => {
  const labels = labelsOf(terms, w)
  const came = of(w.list(choices.map((votes, n) => `${labels[n] ?? ''} ${votes}`)), present, eligible)
  if (!quorate) return came + tooFew
  return carried === null ? came : came + carries(labels[carried] ?? '')
}
