import { expect, test } from 'vitest'
import type { Comment } from '#rulebook/thread-reading.ts'
import { ANSWERS_AT_ONCE, AT_ONCE, startFor, wordsFrom } from '#rooms/deliberation/parts/at-once.ts'

/** Comments with so many answers each. */
const answered = (...counts: number[]) =>
  counts.map((count): Pick<Comment, 'replies'> => ({
    replies: new Array(count).fill({}) as Comment['replies'],
  }))

test('a page of a debate is no more than thirty words, answers counted, and each tap brings more', () => {
  expect(startFor(answered(), AT_ONCE)).toBe(0)
  expect(startFor(answered(...new Array<number>(30).fill(0)), AT_ONCE)).toBe(0)
  expect(startFor(answered(...new Array<number>(2000).fill(0)), AT_ONCE)).toBe(1970)
  expect(startFor(answered(...new Array<number>(100).fill(2)), AT_ONCE)).toBe(90)
  // One comment that everybody answers fills the page, and is there all the same.
  const crowded = answered(0, 2000, 2000, 0, 2000)
  expect(startFor(crowded, AT_ONCE)).toBe(4)
  expect(wordsFrom(crowded, 4)).toBe(1 + ANSWERS_AT_ONCE)
  for (let [limit, start] = [AT_ONCE, 4]; start > 0; limit += AT_ONCE) {
    const next = startFor(crowded, limit + AT_ONCE)
    expect(next).toBeLessThan(start)
    start = next
  }
})
