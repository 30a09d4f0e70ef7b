import { expect, test } from 'vitest'
import { commentChanged, commentSupported, commentWithdrawn } from '#rulebook/comment.ts'
import { entryCosigned } from '#rulebook/cosign.ts'
import { minutesObjected, minutesSigned } from '#rulebook/minutes.ts'
import type { Shown, Standing } from '#rulebook/shown.ts'
import { asOf, lastNumber, readSignedMinutes } from '#rulebook/signed-minutes-reading.ts'
import { isHidden } from '#rulebook/hiding-reading.ts'
import { commentHidden, commentRestored } from '#rulebook/moderation.ts'
import { outcomePublished } from '#rulebook/outcome.ts'
import { commentPosted, threadEdited, threadLocked, threadOpened, threadUnlocked } from '#rulebook/thread.ts'
import { isSealed, readThread } from '#rulebook/thread-reading.ts'
import { receipted, rowOf } from '#support/rows.ts'
import { DAY } from '#support/village.ts'

const here: Standing = { is: 'provisional', offered: false }
const no: Standing = { is: 'refused', rule: 'S1', code: 'no-role' }
const thread = rowOf('t', threadOpened, receipted(1), [], { title: '路', text: '话' })
const said = (id: string, standing: Standing) => rowOf(id, commentPosted, standing, ['t'], { text: id })
const signed = (id: string, standing: Standing, upTo: number) =>
  rowOf(id, minutesSigned, standing, ['t'], { upTo, summary: id })
const objected = (id: string, standing: Standing, to: string) =>
  rowOf(id, minutesObjected, standing, ['t', to], { text: id })

test('the newest stand first, with the objections to each; refused ones are none', () => {
  const rows = [
    ...[signed('一', receipted(5), 3), signed('二', receipted(9), 7), signed('错', no, 3)],
    ...[objected('甲', receipted(8), '一'), objected('乙', receipted(6), '一'), objected('丙', no, '一')],
    rowOf('签', entryCosigned, receipted(7), ['t', '一'], {}),
  ]
  const [second, first, ...more] = readSignedMinutes(rows, 10_000)
  expect([second?.id, first?.id, more]).toEqual(['二', '一', []])
  expect(first!.objections.map(({ text }) => text)).toEqual(['乙', '甲'])
  expect([first!.effect.is, second!.effect.is]).toEqual(['in-effect', 'pending'])
})

test('a debate as of a number is what stood there: later words and what is not in the book are no part of it', () => {
  const rows = [thread, said('早', receipted(3)), said('晚', receipted(8)), said('这里', here)]
  expect(readThread(asOf(rows, 3))!.comments.map(({ id }) => id)).toEqual(['早'])
  const withdrawn = rowOf('w', commentWithdrawn, receipted(9), ['t', '早'], { reason: '说错了' })
  expect(readThread(asOf([...rows, withdrawn], 3))!.comments[0]!.withdrawn).toBeDefined()
  expect(lastNumber(rows)).toBe(8)
  expect(lastNumber([said('这里', here)])).toBe(0)
})

test('who signed a decision later is not in earlier minutes, who signed a hiding is', () => {
  const rows = [
    ...[thread, said('坏话', receipted(2))],
    rowOf('h', commentHidden, receipted(3), ['t', '坏话'], { reason: 'insult', note: '骂人' }),
    rowOf('c', entryCosigned, receipted(9), ['t', 'h'], {}),
    rowOf('d', entryCosigned, receipted(9), ['t', 'o'], {}),
  ]
  expect(asOf(rows, 5).map(({ id }) => id)).toEqual(['t', '坏话', 'h', 'c'])
})

test('nothing that came later changes them; what was hidden by then is not shown again', () => {
  const about = (id: string, kind: Parameters<typeof rowOf>[1], i: number, refs: string[], body = {}) =>
    rowOf(id, kind, receipted(i), ['t', ...refs], body, { author: `by ${refs[0]}` })
  const outcome = {
    ...{ choices: [1, 0, 0], present: 1, eligible: 1, quorate: true, carried: null },
    ...{ decision: '修', responsible: null, money: null, dueAt: null },
  }
  const hiding = { reason: 'insult', note: '骂人' }
  const rows = [
    ...[thread, said('甲', receipted(2)), said('乙', receipted(3)), said('丙', receipted(4))],
    ...[about('藏丙', commentHidden, 5, ['丙'], hiding), about('签丙', entryCosigned, 6, ['藏丙'])],
    about('定', outcomePublished, 7, ['v'], outcome),
  ]
  const then = (more: Shown[] = []) => readThread(asOf([...rows, ...more], 7))!
  const later = [
    about('改', commentChanged, 8, ['甲'], { text: '别的' }),
    about('支持', commentSupported, 9, ['甲'], { isBehind: true }),
    about('定签', entryCosigned, 10, ['定']),
    about('丙回', commentRestored, 11, ['丙', '藏丙'], { reason: '误会' }),
    about('锁', threadLocked, 12, [], { reason: '定了' }),
    about('题', threadEdited, 13, [], { text: '别的', note: '改' }),
  ]
  expect(then(later)).toEqual(then())
  const hidden = [
    about('藏乙', commentHidden, 14, ['乙'], hiding),
    about('签乙', entryCosigned, 15, ['藏乙']),
  ]
  const isHiddenIn = (more: Shown[]) => isHidden(then(more).comments[1]!.hiding)
  expect([isHiddenIn([]), isHiddenIn(hidden)]).toEqual([false, true])
  const back = about('乙回', commentRestored, 16, ['乙', '藏乙'], { reason: '误会' })
  expect(isHiddenIn([...hidden, back])).toBe(false)
})

const on = (i: number, day: number) => receipted(i, day * DAY)
const last = (id: string, i: number, day: number) =>
  rowOf(id, minutesSigned, on(i, day), ['t'], { upTo: 1, summary: id, closes: true })
const second = (id: string, i: number, day: number) =>
  rowOf(`签${id}`, entryCosigned, on(i, day), ['t', id], {})

test('they are open to objections for a week from their second signature; what comes after is late', () => {
  const rows = [
    ...[last('一', 2, 1), second('一', 3, 2)],
    objected('甲', on(4, 9), '一'),
    objected('乙', receipted(5, 9 * DAY + 1), '一'),
  ]
  const [minutes] = readSignedMinutes(rows, 20 * DAY)
  expect(minutes!.openUntil).toBe(9 * DAY)
  expect(minutes!.objections.map(({ id, isLate }) => [id, isLate])).toEqual([
    ['甲', false],
    ['乙', true],
  ])
  expect(readSignedMinutes([last('一', 2, 1)], 20 * DAY)[0]!.openUntil).toBeUndefined()
})

test('a debate is sealed once its last minutes are published: what is said later stands outside, whoever opens it', () => {
  const rows = [thread, last('一', 2, 1), second('一', 3, 2), said('早', on(4, 9)), said('晚', on(5, 10))]
  const ids = (all: typeof rows, now: number) => {
    const debate = readThread(all, now)!
    return [debate.comments.map(({ id }) => id), debate.outside.map(({ id }) => id), debate.seal?.id]
  }
  expect(ids(rows, 11 * DAY)).toEqual([['早'], ['晚'], '一'])
  const opened = rowOf('u', threadUnlocked, on(6, 10), ['t'], { reason: '再谈' })
  expect(ids([...rows, opened, said('更晚', on(7, 11))], 12 * DAY)).toEqual([['早'], ['晚', '更晚'], '一'])
  const isSealedAt = (now: number | undefined) => isSealed(readThread(rows, now)!, now)
  expect([undefined, 9 * DAY, 9 * DAY + 1].map(isSealedAt)).toEqual([false, false, true])
  // Without a second signature they seal nothing; nor do those of which nobody said that they are the last.
  expect(
    ids(
      rows.filter(({ id }) => id !== '签一'),
      40 * DAY,
    ),
  ).toEqual([['早', '晚'], [], undefined])
  const others = rows.map((row) =>
    row.id === '一' ? { ...row, body: { upTo: 1, summary: '一', closes: null } } : row,
  )
  expect(ids(others, 40 * DAY)).toEqual([['早', '晚'], [], undefined])
})

test('last minutes that others came before within their week have no last word; what follows the seal changes nothing', () => {
  const first = [thread, last('一', 2, 1), second('一', 3, 2)]
  const within = readThread([...first, last('二', 4, 8), second('二', 5, 9)], 30 * DAY)!
  expect(within.seal).toEqual({ id: '二', at: 16 * DAY })
  const after = readThread([...first, last('二', 4, 9), second('二', 5, 10)], 30 * DAY)!
  expect(after.seal).toEqual({ id: '一', at: 9 * DAY })
})
