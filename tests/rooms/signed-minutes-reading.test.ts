import { expect, test } from 'vitest'
import { commentWithdrawn } from '#rulebook/comment.ts'
import { entryCosigned } from '#rulebook/cosign.ts'
import { minutesObjected, minutesSigned } from '#rulebook/minutes.ts'
import type { Standing } from '#rulebook/shown.ts'
import { asOf, lastNumber, readSignedMinutes } from '#rulebook/signed-minutes-reading.ts'
import { commentPosted, threadOpened } from '#rulebook/thread.ts'
import { readThread } from '#rulebook/thread-reading.ts'
import { receipted, rowOf } from '#support/rows.ts'

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
