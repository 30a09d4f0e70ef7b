import { expect, test } from 'vitest'
import { COSIGN_WITHIN_MS, entryCosigned } from '#rulebook/cosign.ts'
import type { Count } from '#rulebook/count.ts'
import { executionReported, NEWS_WITHIN_MS, outcomePublished, type OutcomeBody } from '#rulebook/outcome.ts'
import { isAsCounted, numbersOf, outcomeFor, readOutcomes } from '#rulebook/outcome-reading.ts'
import type { Shown, Standing } from '#rulebook/shown.ts'
import { receipted as at, rowOf } from '#support/rows.ts'
import { allByPhone } from '#support/texts.ts'
import {
  blankOutcome,
  endOfDay,
  fenIn,
  outcomeIn,
  wrongOutcome,
} from '../../src/rooms/deliberation/pages/office/outcome-form.ts'

const DAY = 24 * 3600 * 1000
const here: Standing = { is: 'provisional', offered: false }
const row: typeof rowOf = (id, kind, standing, refs, body) => rowOf(id, kind, standing, ['t', ...refs], body)
const body: OutcomeBody = {
  ...{ choices: [4, 1, 0], present: 5, eligible: 9, quorate: true, carried: null },
  ...{ decision: '修', responsible: null, money: null, dueAt: null },
}
const count: Count = {
  ...numbersOf(body as never),
  alternatives: [],
  late: 0,
  lateDecides: false,
  groups: [],
  ifNeedBe: [],
  amount: 0,
  ...allByPhone(5),
}
const outcome = (id: string, standing: Standing, vote = 'v') =>
  row(id, outcomePublished, standing, [vote], body)
const sign = (id: string, standing: Standing, of: string) => row(id, entryCosigned, standing, [of], {})
const report = (id: string, standing: Standing, state: string, percent: number) =>
  row(id, executionReported, standing, ['o'], { state, percent, text: id })

test('an outcome waits for its second signature, has effect from its place, and lapses after 30 days', () => {
  const effect = (rows: Shown[], now?: number) => readOutcomes([outcome('o', at(2)), ...rows], now)[0]!.effect
  expect(effect([], 3000)).toEqual({ is: 'pending' })
  expect(effect([], 2000 + COSIGN_WITHIN_MS)).toEqual({ is: 'pending' })
  expect(effect([], 2001 + COSIGN_WITHIN_MS)).toEqual({ is: 'lapsed' })
  // A phone that does not know the village's time says nothing of it.
  expect(effect([])).toEqual({ is: 'pending' })
  expect(effect([sign('s', here, 'o')], 3000)).toEqual({ is: 'pending' })
  expect(effect([sign('s', at(9), 'x')], 3000)).toEqual({ is: 'pending' })
  const signed = { is: 'in-effect', at: 4000, by: 'by s' }
  expect(effect([sign('later', at(6), 'o'), sign('s', at(4), 'o')], 3001 + COSIGN_WITHIN_MS)).toEqual(signed)
})

test('of several outcomes of a vote the newest in effect counts, then the newest that may still be', () => {
  const rows = [outcome('a', at(2)), outcome('b', at(3)), outcome('c', at(4)), outcome('other', at(5), 'w')]
  const of = (more: Shown[], now = 9000) => outcomeFor(readOutcomes([...rows, ...more], now), 'v')?.id
  expect(of([])).toBe('c')
  expect(of([sign('s', at(6), 'a')])).toBe('a')
  expect(of([sign('s', at(6), 'a'), sign('t', at(7), 'b')])).toBe('b')
  expect(of([], 9000 + COSIGN_WITHIN_MS)).toBeUndefined()
})

test('how far it is says the newest report; without news for 30 days it is marked, done or stopped never', () => {
  const read = (rows: Shown[], now: number) =>
    readOutcomes([outcome('o', at(2)), sign('s', at(3), 'o'), ...rows], now)[0]!
  const none = read([], 3000 + NEWS_WITHIN_MS)
  expect([none.progress, none.isSilent]).toEqual([{ state: 'not-begun', percent: 0 }, false])
  expect(read([], 3001 + NEWS_WITHIN_MS).isSilent).toBe(true)
  const half = [report('第一', at(4), 'underway', 20), report('第二', at(6), 'underway', 50)]
  expect(read(half, 6001 + NEWS_WITHIN_MS)).toMatchObject({
    progress: { state: 'underway', percent: 50 },
    isSilent: true,
  })
  expect(read(half, 7000).reports.map(({ id }) => id)).toEqual(['第二', '第一'])
  for (const [state, percent] of [
    ['done', 100],
    ['stopped', 30],
  ] as const) {
    const over = read([...half, report('完', at(8), state, 30)], 9000 + NEWS_WITHIN_MS)
    expect([over.progress, over.isSilent]).toEqual([{ state, percent }, false])
  }
})

test('abuse 23: whatever number differs from this phone’s own count is seen', () => {
  expect(isAsCounted(body, count)).toBe(true)
  for (const wrong of [
    { choices: [3, 2, 0] },
    { choices: [4, 1] },
    { present: 6 },
    { eligible: 8 },
    { quorate: false },
    { carried: 0 },
  ])
    expect(isAsCounted({ ...body, ...wrong }, count), JSON.stringify(wrong)).toBe(false)
})

test('sums are whole fen, days end in the village, and what does not fit is named', () => {
  expect(['12000', '85.5', '0.07', '1,200', '300元', '12.345', '-1', '许多', ''].map(fenIn)).toEqual([
    1_200_000,
    8550,
    7,
    120_000,
    30_000,
    ...[undefined, undefined, undefined, undefined],
  ])
  expect(endOfDay('2026-12-01')).toBe(Date.UTC(2026, 11, 1, 16) - 1)
  expect([endOfDay('2026-13-01'), endOfDay('明天'), endOfDay('')]).toEqual([undefined, undefined, undefined])
  const now = Date.UTC(2026, 10, 29)
  const wrong = (given: object) =>
    Object.keys(wrongOutcome({ ...blankOutcome(), decision: '修', ...given }, now))
  expect(wrong({})).toEqual([])
  expect(wrong({ decision: ' ', sum: '许多', due: '2026-11-28' })).toEqual(['decision', 'sum', 'due'])
  expect(wrong({ due: '2026-11-29' })).toEqual([])
  const quoting = (n: number) => ({ quoted: Array.from({ length: n }, (_, i) => `c${i}`).join(' ') })
  expect([wrong(quoting(12)), wrong(quoting(13))]).toEqual([[], ['quoted']])
  expect(outcomeIn({ ...blankOutcome(), decision: ' 修 ', sum: '85.5' }, count)).toEqual({
    ...body,
    byHousehold: null,
    money: 8550,
  })
  expect(now % DAY).toBe(0)
})
