import { expect, test } from 'vitest'
import type { Link } from '#desk/desk.ts'
import { lightOf, timeOfDay } from '#shell/sync-light.ts'
import { words } from '#shell/words.ts'

const say = words.zh.light
const link = (some: Partial<Link>): Link => ({
  state: 'current',
  unsent: 0,
  handing: 0,
  lastReached: 1_000,
  barredBy: 0,
  isFull: false,
  alarms: 0,
  ...some,
})
const light = (some: Partial<Link>, joined = true) => lightOf(link(some), joined, say, () => '8:30')

test('the light never says received while something is only here', () => {
  expect(light({})).toEqual({ tone: 'received', text: '已同步 8:30' })
  expect(light({ unsent: 3 })).toEqual({ tone: 'phone', text: '3 条在本机' })
  expect(light({ unsent: 3, handing: 2 })).toEqual({ tone: 'handing', text: '正在递交 2 条' })
})

test('no network is grey, and says how many wait', () => {
  expect(light({ state: 'off' })).toEqual({ tone: 'plain', text: '没有网络' })
  expect(light({ state: 'off', unsent: 3 }).text).toBe('没有网络，3 条在本机')
})

test('a session that has not caught up yet is no word of being up to date', () => {
  expect(light({ state: 'up' }).text).toBe('正在收取')
  expect(light({ state: 'current', lastReached: undefined }).text).toBe('正在收取')
  expect(light({ state: 'trying' }).text).toBe('正在连接')
})

test('who has not joined is told so, whatever the link does', () => {
  expect(light({ state: 'off', unsent: 2 }, false).text).toBe('还没有加入')
})

test('a full phone is not said to have no network', () => {
  expect(light({ state: 'off', isFull: true }).text).toBe('手机存满了')
})

test('the hour alone is only said of today', () => {
  const now = new Date(2026, 2, 9, 12, 0).getTime()
  expect(timeOfDay(new Date(2026, 2, 9, 8, 30).getTime(), now, 'zh-CN')).toMatch(/8:30/)
  expect(timeOfDay(new Date(2026, 2, 2, 8, 30).getTime(), now, 'zh-CN')).not.toMatch(/8:30/)
})
