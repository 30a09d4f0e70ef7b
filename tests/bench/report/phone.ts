import type { PhoneFigures } from '../phone/run.ts'
import { bytes, cell, ms, number, row, table } from './format.ts'
import { isFailed, type Tried } from '../measures/figures.ts'

/** A row for each, or one that says why there is none. */
const each = <T>(what: string, tried: Tried<T[]>, show: (one: T) => string): string[] =>
  isFailed(tried)
    ? [
        row(
          what,
          cell(tried, () => ''),
          '',
        ),
      ]
    : tried.map(show)

/** What the slow phone did. */
export function phoneTable({
  starts,
  threads,
  votes = { failed: 'not measured' },
  matters = { failed: 'not measured' },
  saved,
}: PhoneFigures): string {
  return table(
    ['', 'median', ''],
    [
      ...starts.map(({ entries, started, filledInMs }) =>
        row(
          `warm start to the first row, ${entries} entries`,
          cell(started, (one) => ms(one.median)),
          `${cell(started, (one) => `slowest ${ms(one.slowest)}`)}; joined and filled in ${cell(filledInMs, ms)}`,
        ),
      ),
      ...each('opening a debate', threads, (one) =>
        row(
          `opening a debate of ${one.comments} comments`,
          ms(one.median),
          `the first time ${ms(one.first)}`,
        ),
      ),
      ...each('opening a vote', votes, (one) =>
        row(
          `opening a vote of ${one.ballots} ballots: what is asked`,
          ms(one.asked),
          `its result, counted anew, ${ms(one.counted)}`,
        ),
      ),
      ...each('a debate by its address', matters, (one) =>
        row(
          `a debate of ${one.comments} comments and a vote of ${one.ballots} ballots by its address: the first word`,
          ms(one.first),
          `the app's frame ${ms(one.frame)}; ${number(one.entries)} entries read for it (${bytes(one.bytes)}); every word ` +
            `counted ${ms(one.said)}, every ballot ${ms(one.counted)}, of ${number(one.allEntries)} entries read; ` +
            `the page heard no finger for ${ms(one.deaf)} at the longest`,
        ),
      ),
      ...each('writing', saved, (one) =>
        row(
          `writing in a debate of ${one.comments} comments: tap to 已存手机`,
          ms(one.median),
          `p95 ${ms(one.p95)}`,
        ),
      ),
    ],
  )
}
