import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Shown, Standing } from '#rulebook/shown.ts'
import { commentPosted, threadOpened } from '#rulebook/thread.ts'
import { readThread, readThreads } from '#rulebook/thread-reading.ts'
import { voteOpened } from '#rulebook/vote.ts'

const receipted = (i: number): Standing => ({ is: 'receipted', i, at: i * 1000 })
const here: Standing = { is: 'provisional', offered: false }
const no: Standing = { is: 'refused', rule: 'T2', code: 'not-eligible' }

const row = (id: string, kind: number, refs: string[], standing: Standing, at = 0): Shown => ({
  id,
  kind,
  subject: refs[0] ?? id,
  author: 'a',
  device: 'd',
  seq: 1,
  at,
  refs,
  body: { title: id, text: id },
  standing,
  own: standing.is !== 'receipted',
})
const thread = (id: string, i: number) => row(id, threadOpened.number, [], receipted(i))
const said = (id: string, refs: string[], standing: Standing, at = 0) =>
  row(id, commentPosted.number, refs, standing, at)

test('comments stand in the order of the book, what is only on this phone behind them', () => {
  const rows = [
    said('mine-later', ['t'], here, 900_000),
    said('second', ['t'], receipted(5)),
    said('mine', ['t'], here, 800_000),
    thread('t', 1),
    said('first', ['t'], receipted(3)),
  ]
  const read = readThread(rows)!
  expect(read.comments.map((one) => one.id)).toEqual(['first', 'second', 'mine', 'mine-later'])
  expect(read.spoken).toBe(4)
  expect(read.lastWordAt).toBe(900_000)
})

test('replies stand beneath what they answer, one level deep and in order', () => {
  const rows = [
    thread('t', 1),
    said('b', ['t'], receipted(4)),
    said('b2', ['t', 'b'], receipted(9)),
    said('a', ['t'], receipted(2)),
    said('b1', ['t', 'b'], receipted(6)),
    said('a1', ['t', 'a'], here, 1),
  ]
  const read = readThread(rows)!
  expect(read.comments.map((one) => [one.id, one.replies.map((reply) => reply.id)])).toEqual([
    ['a', ['a1']],
    ['b', ['b1', 'b2']],
  ])
})

test('a reply whose comment is not here is shown, not lost', () => {
  const read = readThread([thread('t', 1), said('r', ['t', 'gone'], receipted(3))])!
  expect(read.comments.map((one) => one.id)).toEqual(['r'])
})

test('refused words are shown to their author and counted by nobody', () => {
  const read = readThread([thread('t', 1), said('x', ['t'], no, 9e9)])!
  expect(read.comments).toHaveLength(1)
  expect(read.spoken).toBe(0)
  expect(read.lastWordAt).toBe(1000)
})

test('votes stand in their debate, and the debate with the last word stands first', () => {
  const vote = row('v', voteOpened.number, ['old'], receipted(50))
  const threads = readThreads([thread('old', 1), thread('new', 20), said('w', ['new'], receipted(30)), vote])
  expect(threads.map((one) => one.id)).toEqual(['old', 'new'])
  expect(threads[0]!.votes.map((one) => one.id)).toEqual(['v'])
  expect(readThreads([vote])).toEqual([])
})

test('a debate reads the same in whatever order its words arrive, and no word is lost or doubled', () => {
  const standing = fc.oneof(
    fc.constant(here),
    fc.constant(no),
    fc.integer({ min: 2, max: 9999 }).map(receipted),
  )
  const word = fc.record({ standing, parent: fc.option(fc.nat(9)) })
  fc.assert(
    fc.property(fc.array(word, { maxLength: 20 }), fc.integer(), (words, seed) => {
      const tops = words.map(({ parent }, n) => (parent === null ? n : -1)).filter((n) => n >= 0)
      const rows = words.map(({ standing: s, parent }, n) => {
        const top = parent === null ? undefined : tops[parent % Math.max(1, tops.length)]
        const answers = parent === null ? [] : [top === undefined ? 'gone' : `w${top}`]
        // Places in the book are unique; so are these.
        const place = s.is === 'receipted' ? receipted(s.i * 100 + n) : s
        return said(`w${n}`, ['t', ...answers], place, n)
      })
      const all = [thread('t', 1), ...rows]
      const turned = [...all].sort(
        (a, b) => ((a.id.length * 31 + seed) % 7) - ((b.id.length * 17 + seed) % 5),
      )
      const read = readThread(all)!
      expect(readThread(turned.reverse())).toEqual(read)
      const shown = read.comments.flatMap((one) => [one.id, ...one.replies.map((reply) => reply.id)])
      expect(shown.sort()).toEqual(rows.map((one) => one.id).sort())
    }),
  )
})
