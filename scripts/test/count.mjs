import path from 'node:path'
import { ROOT } from '../ready/run.mjs'

/** Whether tests were chosen by their names: vitest reports all others as skipped. */
export const isByName = (forVitest) =>
  forVitest.some((arg) => /^(-t|--testNamePattern|--test-name-pattern)(=|$)/.test(arg))

/**
 * Counts what vitest wrote down; a file that could not even be loaded has no tests, and is one failure. `leftOut` has a
 * row for each test that did not run: its file, and why (`tests/support/left-out.ts`).
 */
export function countTests(report, code) {
  if (!report) return { passed: 0, failed: 1, leftOut: [] }
  const unloaded = report.testResults.filter(
    (suite) => suite.status === 'failed' && !suite.assertionResults.some((test) => test.status === 'failed'),
  ).length
  const failed = report.numFailedTests + unloaded
  const none = report.numTotalTests === 0
  const leftOut = report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => !['passed', 'failed'].includes(status))
      .map(({ meta }) => ({
        file: path.relative(ROOT, name).split(path.sep).join('/'),
        why: meta?.leftOut ?? 'no reason is given',
      })),
  )
  return { passed: report.numPassedTests, failed: failed === 0 && (code !== 0 || none) ? 1 : failed, leftOut }
}

/** A line for each reason: how many tests were left out for it, and of which files. */
export function leftOutLines(leftOut) {
  const reasons = [...new Set(leftOut.map(({ why }) => why))]
  return reasons.map((reason) => {
    const rows = leftOut.filter(({ why }) => why === reason)
    return `${rows.length} skipped: ${reason} (${[...new Set(rows.map(({ file }) => file))].join(', ')})`
  })
}
