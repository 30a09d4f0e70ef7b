import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CHANGE_WITHIN_MS, commentChanged, commentSupported, commentWithdrawn } from '#rulebook/comment.ts'
import { mayChange } from '#rulebook/comment-reading.ts'
import type { Shown, Standing } from '#rulebook/shown.ts'
import { commentPosted, threadOpened } from '#rulebook/thread.ts'
import { readThread } from '#rulebook/thread-reading.ts'

const receipted = (i: number): Standing => ({ is: 'receipted', i, at: i * 1000 })
const here: Standing = { is: 'provisional', offered: false }
const no: Standing = { is: 'refused', rule: 'T4', code: 'closed' }

let count = 0
const row = (
  kind: { number: number },
  refs: string[],
  body: unknown,
  standing: Standing,
  author = '王大婶',
): Shown => ({
  id: `${++count}`,
  kind: kind.number,
  subject: refs[0] ?? 't',
  author,
  device: 'd',
  seq: count,
  at: count,
  refs,
  body,
  standing,
  own: false,
})
const thread = { ...row(threadOpened, [], { title: '路', text: '修不修' }, receipted(1)), id: 't' }
const word = { ...row(commentPosted, ['t'], { text: '田怎么办' }, receipted(2)), id: 'w' }
const on = (kind: { number: number }, body: unknown, standing: Standing, author?: string) =>
  row(kind, ['t', 'w'], body, standing, author)
const changed = (text: string, standing: Standing) => on(commentChanged, { text }, standing)
const support = (author: string, isBehind: boolean, i: number) =>
  on(commentSupported, { isBehind }, receipted(i), author)
const answer = (i: number) => on(commentPosted, { text: '按亩补' }, receipted(i), '何委员')
const only = (...rows: Shown[]) => readThread([...rows, word, thread])!.comments[0]!

test('a changed comment says what it was changed to, and what it said before stays readable', () => {
  const read = only(changed('田按四万一亩', receipted(5)), changed('田按亩补', receipted(4)))
  expect(read.now).toBe('田按四万一亩')
  expect(read.before).toEqual([
    { text: '田怎么办', until: 4000 },
    { text: '田按亩补', until: 5000 },
  ])
})

test('what stands behind the first answer changes nothing, nor does what was refused or came after a withdrawal', () => {
  expect(only(answer(3), changed('别的', receipted(4))).now).toBe('田怎么办')
  expect(only(changed('别的', no)).now).toBe('田怎么办')
  const withdrawn = on(commentWithdrawn, { reason: '说错了' }, receipted(3))
  const read = only(
    withdrawn,
    changed('别的', receipted(4)),
    on(commentWithdrawn, { reason: '又' }, receipted(5)),
  )
  expect(read.withdrawn).toEqual({ reason: '说错了', at: 3000 })
  expect(read.now).toBe('田怎么办')
})

test('who stands behind it counts once, by the last word of each', () => {
  const read = only(
    support('罗二哥', true, 3),
    support('罗二哥', true, 4),
    support('杨代表', true, 5),
    support('何委员', true, 6),
    support('何委员', false, 7),
  )
  expect([...read.supporters].sort()).toEqual(['杨代表', '罗二哥'])
})

test('it may be changed for 15 minutes, until it is answered or withdrawn, also before the village has it', () => {
  const at = 2000 + CHANGE_WITHIN_MS
  expect(mayChange(only(), at)).toBe(true)
  expect(mayChange(only(), at + 1)).toBe(false)
  expect(mayChange(only(answer(3)), at)).toBe(false)
  expect(mayChange(only(on(commentWithdrawn, { reason: '说错了' }, here)), at)).toBe(false)
  const mine = { ...word, standing: here, at: 5 }
  expect(mayChange(readThread([mine, thread])!.comments[0]!, 5)).toBe(true)
  expect(mayChange(readThread([{ ...mine, standing: no }, thread])!.comments[0]!, 5)).toBe(false)
})

test('in whatever order things come, the comment reads the same', () => {
  const rows = [
    changed('一', receipted(3)),
    support('罗二哥', true, 4),
    answer(5),
    changed('二', receipted(6)),
    support('罗二哥', false, 7),
    support('杨代表', true, 8),
    on(commentWithdrawn, { reason: '说错了' }, receipted(9)),
  ]
  const straight = only(...rows)
  fc.assert(
    fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), (shuffled) => {
      expect(only(...shuffled)).toEqual(straight)
    }),
  )
})
