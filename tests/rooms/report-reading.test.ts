import { expect, test } from 'vitest'
import { commentReported } from '#rulebook/moderation.ts'
import type { Shown, Standing } from '#rulebook/shown.ts'
import { receipted as at, rowOf } from '#support/rows.ts'
import { commentPosted, threadOpened } from '#rulebook/thread.ts'
import { readThread } from '#rulebook/thread-reading.ts'

const said = [
  rowOf('t', threadOpened, at(1), [], { title: '路', text: '修不修', matter: null }),
  rowOf('w', commentPosted, at(2), ['t'], { text: '话' }),
  rowOf('r', commentPosted, at(3), ['t', 'w'], { text: '回话' }),
]
const report = (standing: Standing, author: string, comment: string, note: string) =>
  rowOf(
    `${author} ${note}`,
    commentReported,
    standing,
    ['t', comment],
    { reason: 'insult', note },
    { author },
  )
const notes = (...rows: Shown[]) => {
  const [word] = readThread([...rows, ...said])!.comments
  return [word!, word!.replies[0]!].map(({ reports }) => reports.map(({ by, note }) => `${by} ${note}`))
}

test('a comment and an answer each have their own reports, of each person the last', () => {
  expect(notes()).toEqual([[], []])
  expect(
    notes(
      report(at(9), '王大婶', 'w', '还在骂'),
      report(at(5), '王大婶', 'w', '骂人'),
      report(at(6), '杨代表', 'w', '广告'),
      report(at(7), '杨代表', 'r', '跑题'),
    ),
  ).toEqual([['杨代表 广告', '王大婶 还在骂'], ['杨代表 跑题']])
})

test('a report that is on its way shows to who wrote it; one that was refused does not', () => {
  const here: Standing = { is: 'provisional', offered: false }
  const no: Standing = { is: 'refused', rule: 'M4', code: 'not-eligible' }
  expect(notes(report(here, '王大婶', 'w', '骂人'), report(no, '杨代表', 'w', '骂人'))).toEqual([
    ['王大婶 骂人'],
    [],
  ])
})
