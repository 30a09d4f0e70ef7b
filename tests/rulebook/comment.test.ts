import { describe, expect, it } from 'vitest'
import { CHANGE_WITHIN_MS, commentChanged, commentSupported, commentWithdrawn } from '#rulebook/comment.ts'
import { commentPosted, threadOpened } from '#rulebook/thread.ts'
import { ALLOWED, refused, waiting } from '#rulebook/verdict.ts'
import { hex32, opened, ROOT, villageBook } from '#support/book.ts'

/** A debate about the road, and what the villager said in it. */
function said() {
  const book = villageBook()
  const road = book.enter(book.write('secretary', threadOpened, { title: '路', text: '修不修。' }))
  const word = book.enter(book.write('villager', commentPosted, { text: '田怎么办?' }, [road.id]))
  const lamps = book.enter(book.write('secretary', threadOpened, { title: '灯', text: '几点关。' }))
  return { book, road, word, lamps, refs: [road.id, word.id] }
}

describe('what is done to a comment', () => {
  it('[T4] its author changes it within 15 minutes of its receipt, and nobody else does', () => {
    const { book, refs } = said()
    const change = (who: 'villager' | 'secretary') =>
      book.judge(book.write(who, commentChanged, { text: '田按亩补。' }, refs))
    expect(change('villager')).toBe(ALLOWED)
    expect(change('secretary')).toEqual(refused('T4', 'not-eligible'))
    const at = book.placed.at(-2)!.place.at
    book.now = at + CHANGE_WITHIN_MS
    expect(change('villager')).toBe(ALLOWED)
    book.now = at + CHANGE_WITHIN_MS + 1
    expect(change('villager')).toEqual(refused('T4', 'closed'))
  })

  it('[T5] its author withdraws it at any time, and nobody else does', () => {
    const { book, refs } = said()
    const withdraw = (who: 'villager' | 'supervisor') =>
      book.judge(book.write(who, commentWithdrawn, { reason: '说错了' }, refs))
    expect(withdraw('supervisor')).toEqual(refused('T5', 'not-eligible'))
    book.now += 100 * CHANGE_WITHIN_MS
    expect(withdraw('villager')).toBe(ALLOWED)
  })

  it('[T6] every other villager stands behind it or no longer does; its author and the root key do not', () => {
    const { book, refs } = said()
    for (const isBehind of [true, false]) {
      const support = (who: 'villager' | 'migrant') =>
        book.judge(book.write(who, commentSupported, { isBehind }, refs))
      expect(support('migrant')).toBe(ALLOWED)
      expect(support('villager')).toEqual(refused('T6', 'not-eligible'))
      expect(book.judge(opened(commentSupported, { isBehind }, { device: ROOT, refs }))).toEqual(
        refused('T6', 'not-eligible'),
      )
    }
  })

  it('[T4] [T5] [T6] is done to a comment of the debate that it names, once that is here', () => {
    const { book, road, word, lamps } = said()
    const deeds = [
      ['T4', commentChanged, { text: '另一句' }],
      ['T5', commentWithdrawn, { reason: '说错了' }],
    ] as const
    for (const [rule, kind, body] of deeds) {
      const on = (refs: string[]) =>
        book.judge(book.write('villager', kind as typeof commentChanged, body as never, refs))
      expect(on([road.id])).toEqual(refused(rule, 'out-of-scope'))
      expect(on([road.id, hex32(999_999)])).toEqual(waiting('ref-missing'))
      expect(on([road.id, road.id])).toEqual(refused(rule, 'out-of-scope'))
      expect(on([lamps.id, word.id])).toEqual(waiting('ref-missing'))
    }
    const support = (refs: string[]) =>
      book.judge(book.write('migrant', commentSupported, { isBehind: true }, refs))
    expect(support([road.id])).toEqual(refused('T6', 'out-of-scope'))
    expect(support([road.id, road.id])).toEqual(refused('T6', 'out-of-scope'))
    expect(support([road.id, hex32(999_999)])).toEqual(waiting('ref-missing'))
  })
})
