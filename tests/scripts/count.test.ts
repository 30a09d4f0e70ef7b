import path from 'node:path'
import { expect, test } from 'vitest'
import { countTests, isByName, leftOutLines } from '../../scripts/test/count.mjs'
import { leftOut } from '../support/left-out.ts'

const ROOT = path.resolve(import.meta.dirname, '../..')
const one = (status: string, meta = {}) => ({ status, meta })
const file = (name: string, assertionResults: object[], status = 'passed') => ({
  name: path.join(ROOT, 'tests', name),
  status,
  assertionResults,
})
const without = leftOut('strace is missing').meta
const reportOf = (numPassedTests: number, numFailedTests: number, ...testResults: object[]) => ({
  numPassedTests,
  numFailedTests,
  numTotalTests: 9,
  testResults,
})

test('the end of npm test says which tests were left out, and why', () => {
  const report = reportOf(
    2,
    0,
    file('crash/disk.test.ts', [one('skipped', without), one('skipped', without), one('passed', without)]),
    file('crash/order.test.ts', [one('skipped', without)]),
    file('entry/lines.test.ts', [one('passed'), one('todo')]),
  )
  const counted = countTests(report, 0)
  expect(counted).toMatchObject({ passed: 2, failed: 0 })
  expect(leftOutLines(counted.leftOut)).toEqual([
    '3 skipped: strace is missing (tests/crash/disk.test.ts, tests/crash/order.test.ts)',
    '1 skipped: no reason is given (tests/entry/lines.test.ts)',
  ])
  expect(leftOutLines([])).toEqual([])
})

test('a report that is missing or empty, and a file that could not be loaded, are failures', () => {
  expect(countTests(undefined, 0)).toEqual({ passed: 0, failed: 1, leftOut: [] })
  expect(countTests({ ...reportOf(0, 0), numTotalTests: 0 }, 0).failed).toBe(1)
  expect(countTests(reportOf(1, 0, file('a.test.ts', [one('passed')])), 1).failed).toBe(1)
  expect(countTests(reportOf(1, 1, file('a.test.ts', [one('failed')], 'failed')), 1).failed).toBe(1)
  expect(countTests(reportOf(1, 0, file('a.test.ts', [], 'failed')), 1).failed).toBe(1)
})

test('tests chosen by name leave all others out, which needs no reason', () => {
  expect([['-t', 'letter'], ['--testNamePattern=letter']].map(isByName)).toEqual([true, true])
  expect(isByName(['tests/entry/lines.test.ts'])).toBe(false)
})
