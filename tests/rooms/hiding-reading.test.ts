import { expect, test } from 'vitest'
import { entryCosigned } from '#rulebook/cosign.ts'
import { hidingMonths, isHidden } from '#rulebook/hiding-reading.ts'
import { commentHidden, commentRestored, hidingAppealed } from '#rulebook/moderation.ts'
import type { Shown, Standing } from '#rulebook/shown.ts'
import { receipted as at, rowOf } from '#support/rows.ts'
import { commentPosted, threadOpened } from '#rulebook/thread.ts'
import { readThread } from '#rulebook/thread-reading.ts'

const DAY = 24 * 3600 * 1000
const no: Standing = { is: 'refused', rule: 'M1', code: 'no-role' }
const said = [
  rowOf('t', threadOpened, at(1), [], { title: '路', text: '修不修', matter: null }),
  rowOf('w', commentPosted, at(2), ['t'], { text: '书记不公道。' }),
]
const hide = (id: string, standing: Standing, reason = 'insult') =>
  rowOf(id, commentHidden, standing, ['t', 'w'], { reason, note: '骂人' })
const sign = (id: string, standing: Standing, of: string) => rowOf(id, entryCosigned, standing, ['t', of], {})
const appeal = (id: string, standing: Standing, of: string) =>
  rowOf(id, hidingAppealed, standing, ['t', 'w', of], { text: id })
const restore = (id: string, standing: Standing, of: string) =>
  rowOf(id, commentRestored, standing, ['t', 'w', of], { reason: id })
const hidingIn = (rows: Shown[], now = 9000) => readThread([...said, ...rows], now)!.comments[0]!.hiding

test('a comment is hidden once a second person stands behind it, until it is shown again', () => {
  expect(hidingIn([])).toBeUndefined()
  expect(hidingIn([hide('h', no)])).toBeUndefined()
  const alone = hidingIn([hide('h', at(3))])!
  expect([alone.by, isHidden(alone)]).toEqual(['by h', false])
  const two = hidingIn([sign('s', at(5), 'h'), appeal('没有', at(6), 'h'), hide('h', at(3))])!
  expect(isHidden(two)).toBe(true)
  expect([two.effect, two.appeals]).toEqual([
    { is: 'in-effect', at: 5000, by: 'by s' },
    [{ id: '没有', text: '没有', at: 6000 }],
  ])
  const back = [hide('h', at(3)), sign('s', at(5), 'h'), restore('r', at(7), 'h')]
  expect(hidingIn(back)).toBeUndefined()
  const shownAgain = readThread([...said, ...back], 9000)!.comments[0]!
  expect(shownAgain.restored).toEqual({ reason: 'r', by: 'by r', at: 7000 })
  // Proposed anew after that: it waits for a second person again.
  expect(isHidden(hidingIn([...back, hide('h2', at(8))]))).toBe(false)
})

test('a proposal that nobody cosigned within 30 days is gone', () => {
  expect(hidingIn([hide('h', at(3))], 3000 + 30 * DAY)).toBeDefined()
  expect(hidingIn([hide('h', at(3))], 3001 + 30 * DAY)).toBeUndefined()
})

test('the public count goes by the month in which it took effect, in the village, by reason', () => {
  const [october, november] = [Date.UTC(2026, 9, 31, 15, 59), Date.UTC(2026, 9, 31, 16)]
  const rows = [
    hide('a', at(3)),
    sign('sa', at(4, october), 'a'),
    hide('b', at(5), 'advert'),
    sign('sb', at(6, november), 'b'),
    hide('c', at(7)),
    sign('sc', at(8, november + DAY), 'c'),
    restore('rc', at(9, november + 2 * DAY), 'c'),
    hide('alone', at(10, november)),
  ]
  expect(hidingMonths(rows)).toEqual([
    { month: '2026-11', reasons: { advert: 1, insult: 1 }, restored: 1 },
    { month: '2026-10', reasons: { insult: 1 }, restored: 0 },
  ])
})
