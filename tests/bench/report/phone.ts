import type { PhoneFigures } from '../phone/run.ts'
import { cell, ms, row, table } from './format.ts'
import { isFailed } from '../measures/figures.ts'

/** What the slow phone did. */
export function phoneTable({
  starts,
  threads,
  votes = { failed: 'not measured' },
  saved,
}: PhoneFigures): string {
  const opened = isFailed(threads)
    ? [
        row(
          'opening a debate',
          cell(threads, () => ''),
          '',
        ),
      ]
    : threads.map((one) =>
        row(
          `opening a debate of ${one.comments} comments`,
          ms(one.median),
          `the first time ${ms(one.first)}`,
        ),
      )
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
      ...opened,
      ...(isFailed(votes)
        ? [
            row(
              'opening a vote',
              cell(votes, () => ''),
              '',
            ),
          ]
        : votes.map((one) =>
            row(
              `opening a vote of ${one.ballots} ballots: what is asked`,
              ms(one.asked),
              `its result, counted anew, ${ms(one.counted)}`,
            ),
          )),
      ...(isFailed(saved)
        ? [
            row(
              'writing',
              cell(saved, () => ''),
              '',
            ),
          ]
        : saved.map((one) =>
            row(
              `writing in a debate of ${one.comments} comments: tap to 已存手机`,
              ms(one.median),
              `p95 ${ms(one.p95)}`,
            ),
          )),
    ],
  )
}
