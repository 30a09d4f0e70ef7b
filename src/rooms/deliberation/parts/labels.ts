import type { VoteTerms } from '#rulebook/vote.ts'
import type { DeliberationWords } from '../words.ts'

/** The choices of a vote in words; an approval's three are fixed. */
export const labelsOf = (terms: VoteTerms, w: DeliberationWords): string[] =>
  terms.sort === 'approve' ? w.approve : terms.options

/** How choices are named in a sentence. */
export const namedIn = (choices: readonly number[], terms: VoteTerms, w: DeliberationWords): string =>
  w.list(choices.map((choice) => labelsOf(terms, w)[choice] ?? ''))
