import type { Id } from '#entry/format.ts'
import { effectOf, type Effect } from './cosign-reading.ts'
import type { Count } from './count.ts'
import type { BodyOf } from './kinds.ts'
import { settledUntil } from './paper.ts'
import {
  executionReported,
  NEWS_WITHIN_MS,
  outcomePublished,
  type OutcomeBody,
  type Progress,
} from './outcome.ts'
import type { VoteTerms } from './vote.ts'
import { inOrder, ofKind, stands, timeOf, type Shown } from './shown.ts'

export interface Report extends Shown<BodyOf<typeof executionReported>> {
  at: number
}
/** What a vote came to, as published, and what was done about it. */
export interface OutcomeRead extends Shown<OutcomeBody> {
  vote: Id
  publishedAt: number
  effect: Effect
  /** The newest first. */
  reports: Report[]
  /** not-begun until somebody reports. */
  progress: { state: Progress | 'not-begun'; percent: number }
  /** Being carried out, and without news for 30 days. */
  isSilent: boolean
}

/** All outcomes among the rows of a debate, the newest first. */
export function readOutcomes(rows: readonly Shown[], now: number | undefined): OutcomeRead[] {
  const reports = inOrder(ofKind(rows, executionReported).filter(stands))
  return inOrder(ofKind(rows, outcomePublished))
    .reverse()
    .map((row) => {
      const own = reports
        .filter((one) => one.refs[1] === row.id)
        .map((one): Report => ({ ...one, at: timeOf(one) }))
        .reverse()
      const [last] = own
      const effect = effectOf(row, rows, now)
      const state = last?.body.state ?? 'not-begun'
      const newsAt = last ? last.at : effect.is === 'in-effect' ? effect.at : undefined
      const isOpen = state === 'underway' || state === 'not-begun'
      return {
        ...row,
        vote: row.refs[1] ?? '',
        publishedAt: timeOf(row),
        effect,
        reports: own,
        progress: { state, percent: state === 'done' ? 100 : (last?.body.percent ?? 0) },
        isSilent: isOpen && newsAt !== undefined && now !== undefined && now - newsAt > NEWS_WITHIN_MS,
      }
    })
}

/** The outcome of a vote that counts: the newest in effect, otherwise the newest that still may be. */
export const outcomeFor = (outcomes: readonly OutcomeRead[], vote: Id): OutcomeRead | undefined => {
  const own = outcomes.filter((one) => one.vote === vote && stands(one))
  return (
    own.find(({ effect }) => effect.is === 'in-effect') ?? own.find(({ effect }) => effect.is === 'pending')
  )
}

/**
 * Whether what a vote came to may be published: not while ballots that differ could still be settled, and never while
 * they could decide.
 */
export const mayPublish = (terms: VoteTerms, count: Count, now: number | undefined): boolean =>
  count.unsettled === 0 || (!count.unsettledDecides && now !== undefined && now > settledUntil(terms))

/** The numbers of an outcome as a phone counts them. */
export const numbersOf = (
  count: Count,
): Pick<OutcomeBody, 'choices' | 'present' | 'eligible' | 'quorate' | 'carried' | 'byHousehold'> => {
  const { choices, present, eligible, quorate, carried, byHousehold } = count
  return { choices, present, eligible, quorate, carried, byHousehold }
}

/** Whether published numbers are what this phone counted. */
export const isAsCounted = (body: OutcomeBody, count: Count): boolean => {
  const { choices, byHousehold, ...rest } = numbersOf(count)
  const isSame = (some: readonly number[], others: readonly number[]) => some.join() === others.join()
  const figures = (of: OutcomeBody['byHousehold']) => (of ? [...of.choices, of.present, of.eligible] : [])
  return (
    isSame(choices, body.choices) &&
    isSame(figures(byHousehold), figures(body.byHousehold)) &&
    (Object.keys(rest) as (keyof typeof rest)[]).every((name) => rest[name] === body[name])
  )
}
