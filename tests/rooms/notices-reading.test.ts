import fc from 'fast-check'
import { expect, test } from 'vitest'
import { HOUSEHOLDS, PEOPLE, villageBook } from '#support/book.ts'
import { noticeCorrected, noticePublished } from '#rulebook/notice.ts'
import { corrects, readNotice, readNotices, reachOf } from '#rulebook/notice-reading.ts'
import type { Shown, Standing } from '#rulebook/shown.ts'
import { showUntil } from '../../src/rooms/notices/pages/office/form.ts'

const DAY = 24 * 3600 * 1000
const NOW = Date.UTC(2026, 5, 1)
const receipted = (i: number, at = NOW - DAY): Standing => ({ is: 'receipted', i, at })

interface Given {
  id: string
  title?: string
  standing?: Standing
  at?: number
  until?: number
  pinned?: boolean
}
const body = ({ title = '停水', until = NOW + DAY, pinned = false }: Given) => ({
  sort: 'notice' as const,
  title,
  text: '明天停水',
  showUntil: until,
  pinned,
  households: [],
})
const row = (given: Given, kind: number, refs: string[], more: object = {}): Shown => ({
  id: given.id,
  kind,
  subject: refs[0] ?? given.id,
  author: PEOPLE.committee,
  device: 'd',
  seq: 1,
  at: given.at ?? NOW - DAY,
  refs,
  body: { ...body(given), ...more },
  standing: given.standing ?? receipted(1),
  own: false,
})
const notice = (given: Given) => row(given, noticePublished.number, [])
const correction = (given: Given, of: string) =>
  row(given, noticeCorrected.number, [of], { reason: '时间写错了' })

test('the last correction that was received counts; what was before stays readable, newest first', () => {
  const rows = [
    correction({ id: 'c2', title: '第三版', standing: receipted(9) }, 'n'),
    notice({ id: 'n', title: '第一版' }),
    correction({ id: 'c1', title: '第二版', standing: receipted(5) }, 'n'),
  ]
  const read = readNotice(rows, NOW)!
  expect(read.current.body.title).toBe('第三版')
  expect(read.current.reason).toBe('时间写错了')
  expect(read.earlier.map((one) => one.body.title)).toEqual(['第二版', '第一版'])
  expect(read.earlier[1]!.reason).toBeUndefined()
})

test('a correction that is only on this phone, or refused, changes nothing yet', () => {
  const rows = [
    notice({ id: 'n', title: '第一版' }),
    correction({ id: 'c1', standing: { is: 'provisional', offered: false } }, 'n'),
    correction({ id: 'c2', standing: { is: 'refused', rule: 'N4', code: 'no-role' } }, 'n'),
  ]
  const read = readNotice(rows, NOW)!
  expect(read.current.body.title).toBe('第一版')
  expect(read.pending.map((one) => one.id).sort()).toEqual(['c1', 'c2'])
})

test('a correction without its notice shows nothing', () => {
  expect(readNotice([correction({ id: 'c' }, 'n')], NOW)).toBeUndefined()
  expect(readNotices([correction({ id: 'c' }, 'n')], NOW)).toEqual({ shown: [], over: [] })
})

test('pinned ones stand first, then the newest; what is over stands apart and is no longer pinned', () => {
  const rows = [
    notice({ id: 'old', standing: receipted(1, NOW - 3 * DAY) }),
    notice({ id: 'new', standing: receipted(2, NOW - DAY) }),
    notice({ id: 'pinned', standing: receipted(3, NOW - 9 * DAY), pinned: true }),
    notice({ id: 'over', standing: receipted(4, NOW - 20 * DAY), pinned: true, until: NOW }),
  ]
  const { shown, over } = readNotices(rows, NOW)
  expect(shown.map((one) => one.id)).toEqual(['pinned', 'new', 'old'])
  expect(over.map((one) => [one.id, one.pinned])).toEqual([['over', false]])
})

test('a correction may prolong a notice whose time was over', () => {
  const rows = [
    notice({ id: 'n', until: NOW - DAY }),
    correction({ id: 'c', until: NOW + DAY, standing: receipted(2) }, 'n'),
  ]
  expect(readNotice(rows, NOW)!.over).toBe(false)
})

test('the board is the same in whatever order the rows arrive', () => {
  const rows = [
    notice({ id: 'a', standing: receipted(1) }),
    correction({ id: 'a1', title: '改', standing: receipted(4) }, 'a'),
    notice({ id: 'b', pinned: true, standing: receipted(2, NOW - 2 * DAY) }),
    correction({ id: 'a2', title: '再改', standing: receipted(7) }, 'a'),
    notice({ id: 'c', standing: { is: 'provisional', offered: true }, at: NOW }),
  ]
  const expected = readNotices(rows, NOW)
  fc.assert(
    fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), (shuffled) => {
      expect(readNotices(shuffled, NOW)).toEqual(expected)
    }),
  )
})

test('[N1] [N2] who may publish, and for whom', () => {
  const book = villageBook()
  const place = { i: 1e6, at: book.now }
  const reach = (who: keyof typeof PEOPLE) => reachOf(PEOPLE[who], book.roster, place)
  expect(reach('secretary')).toEqual({ is: 'everyone' })
  expect(reach('committee')).toEqual({ is: 'everyone' })
  expect(reach('villager')).toEqual({ is: 'nobody' })
  const grid = reach('gridWorker')
  expect(grid.is).toBe('households')
  expect(grid.is === 'households' && grid.households.every((one) => HOUSEHOLDS.includes(one as never))).toBe(
    true,
  )
})

test('[N4] its author or the secretary may correct, nobody else', () => {
  const book = villageBook()
  const place = { i: 1e6, at: book.now }
  const read = readNotice([notice({ id: 'n' })], NOW)!
  const may = (who: keyof typeof PEOPLE) => corrects(read, PEOPLE[who], book.roster, place)
  expect([may('committee'), may('secretary'), may('villager'), may('gridWorker')]).toEqual([
    true,
    true,
    false,
    false,
  ])
})

test('[N3] fifteen days on the form are fifteen whole days, to the end of the village day', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4e12 }), fc.integer({ min: 1, max: 90 }), (now, days) => {
      const until = showUntil(days, now)
      expect(until).toBeGreaterThanOrEqual(now + days * DAY)
      expect(until).toBeLessThan(now + (days + 1) * DAY)
      expect((until + 1 + 8 * 3600 * 1000) % DAY).toBe(0)
    }),
  )
})
