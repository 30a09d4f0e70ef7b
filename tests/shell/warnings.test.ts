import { expect, test } from 'vitest'
import type { Link } from '#desk/desk.ts'
import { isForHome, warningsOf } from '#shell/warnings.ts'

const HOUR = 3600 * 1000
const NOW = 1_000 * 24 * HOUR
const link: Link = {
  state: 'off',
  unsent: 2,
  handing: 0,
  lastReached: NOW - HOUR,
  barredBy: 0,
  isFull: false,
  alarms: 0,
}
const kinds = (some: Partial<Link>, oldest?: number, joined = 'member') =>
  warningsOf({ ...link, ...some }, joined, oldest, NOW).map(({ is }) => is)

test('an entry that is only here for over 24 hours is named, and not before', () => {
  expect(kinds({}, NOW - 24 * HOUR)).toEqual([])
  expect(kinds({}, NOW - 24 * HOUR - 1)).toEqual(['only-here'])
})

test('older than seven days says so, unless this phone is up to date', () => {
  const lastReached = NOW - 8 * 24 * HOUR
  expect(kinds({ lastReached })).toEqual(['old'])
  expect(kinds({ lastReached, state: 'current' })).toEqual([])
  expect(kinds({ lastReached: undefined })).toEqual([])
})

test('clocks more than an hour apart are told, whichever runs ahead; a phone that does not know the time says nothing', () => {
  const apart = (village?: number) => warningsOf(link, 'member', undefined, NOW, village)
  for (const village of [NOW + HOUR, NOW - HOUR, undefined]) expect(apart(village)).toEqual([])
  for (const village of [NOW + 24 * HOUR, NOW - 24 * HOUR])
    expect(apart(village)).toEqual([{ is: 'clocks', hours: 24 }])
  expect(apart(NOW + HOUR + 1)).toEqual([{ is: 'clocks', hours: 1 }])
})

test('what did not hold stands first and on every page', () => {
  const all = warningsOf({ ...link, alarms: 1, state: 'barred', barredBy: 4426 }, 'unverified', 0, NOW)
  expect(all.map(({ is }) => is)).toEqual(['alarms', 'barred', 'unverified', 'only-here'])
  expect(all.filter((one) => !isForHome(one)).map(({ is }) => is)).toEqual(['alarms', 'barred'])
})

test('a phone without room says so on every page', () => {
  expect(kinds({ isFull: true })).toEqual(['full'])
  expect(isForHome({ is: 'full' })).toBe(false)
})

test('a phone outside the village is warned of nothing', () => {
  expect(kinds({ alarms: 3 }, 0, 'none')).toEqual([])
  expect(kinds({ alarms: 3 }, 0, 'revoked')).toEqual([])
})
