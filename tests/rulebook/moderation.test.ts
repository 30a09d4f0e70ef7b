import { describe, expect, it } from 'vitest'
import { entryCosigned } from '#rulebook/cosign.ts'
import {
  appealHeard,
  commentHidden,
  commentReported,
  commentRestored,
  hidingAppealed,
} from '#rulebook/moderation.ts'
import { rulebookAdopted } from '#rulebook/roster.ts'
import { commentPosted, threadOpened } from '#rulebook/thread.ts'
import { ALLOWED, refused, waiting } from '#rulebook/verdict.ts'
import { hex32, villageBook } from '#support/book.ts'

type Who = Parameters<ReturnType<typeof villageBook>['write']>[0]
const WHY = { reason: 'insult' as const, note: '骂人' }

/** A villager says something about the secretary, and so does the secretary about the road. */
function said() {
  const book = villageBook()
  book.enter(book.write('secretary', rulebookAdopted, { rulebook: 2 }))
  const open = (title: string) => book.enter(book.write('villager', threadOpened, { title, text: '话' }))
  const [road, lamps] = [open('路'), open('灯')]
  const say = (who: Who, text: string) => book.enter(book.write(who, commentPosted, { text }, [road.id]))
  const [word, own] = [say('villager', '书记不公道。'), say('secretary', '修。')]
  const hide = (who: Who, refs = [road.id, word.id]) => book.write(who, commentHidden, WHY, refs)
  return { book, road, lamps, word, own, hide }
}

describe('hiding a comment', () => {
  it('[M1] is proposed by the secretary or the committee, of a comment that is not their own', () => {
    const { book, road, lamps, word, own, hide } = said()
    for (const who of ['secretary', 'committee'] as const) expect(book.judge(hide(who))).toBe(ALLOWED)
    for (const who of ['supervisor', 'villager'] as const)
      expect(book.judge(hide(who))).toEqual(refused('M1', 'no-role'))
    expect(book.judge(hide('secretary', [road.id, own.id]))).toEqual(refused('M1', 'not-eligible'))
    expect(book.judge(hide('secretary', [road.id, road.id]))).toEqual(refused('M1', 'out-of-scope'))
    expect(book.judge(hide('secretary', [road.id]))).toEqual(refused('M1', 'out-of-scope'))
    expect(book.judge(hide('secretary', [lamps.id, word.id]))).toEqual(waiting('ref-missing'))
  })

  it('[M1] [C1] [C2] takes two persons: whom it criticises cannot do it alone', () => {
    const { book, road, hide } = said()
    const hiding = book.enter(hide('secretary'))
    const sign = (who: Who) => book.judge(book.write(who, entryCosigned, {}, [road.id, hiding.id]))
    expect(sign('secretary')).toEqual(refused('C2', 'not-eligible'))
    expect(sign('committee')).toBe(ALLOWED)
    // A supervisor hears the appeal: he does not judge what he hid himself.
    for (const who of ['supervisor', 'villager'] as const) expect(sign(who)).toEqual(refused('C1', 'no-role'))
  })

  it('[M2] [M3] its author appeals, and a supervisor shows it again', () => {
    const { book, road, word, own, hide } = said()
    const hiding = book.enter(hide('committee'))
    const refs = [road.id, word.id, hiding.id]
    const appeal = (who: Who, about = refs) =>
      book.judge(book.write(who, hidingAppealed, { text: '没有骂人' }, about))
    const restore = (who: Who, about = refs) =>
      book.judge(book.write(who, commentRestored, { reason: '没有骂人' }, about))
    expect(appeal('villager')).toBe(ALLOWED)
    expect(appeal('neighbour')).toEqual(refused('M2', 'not-eligible'))
    expect(restore('supervisor')).toBe(ALLOWED)
    for (const who of ['secretary', 'villager'] as const)
      expect(restore(who)).toEqual(refused('M3', 'no-role'))
    for (const about of [
      [road.id, word.id],
      [road.id, own.id, hiding.id],
      [road.id, word.id, word.id],
    ]) {
      expect(appeal('villager', about).is).toBe('refused')
      expect(restore('supervisor', about)).toEqual(refused('M3', 'out-of-scope'))
    }
    expect(restore('supervisor', [road.id, word.id, hex32(999_999)])).toEqual(waiting('ref-missing'))
  })

  it('[M5] a supervisor answers the appeal where the comment stays hidden', () => {
    const { book, road, lamps, word, hide } = said()
    const hiding = book.enter(hide('committee'))
    const other = book.enter(hide('secretary'))
    const refs = [road.id, word.id, hiding.id]
    const appeal = book.enter(book.write('villager', hidingAppealed, { text: '没有骂人' }, refs))
    const answer = (who: Who, about: string[]) =>
      book.judge(book.write(who, appealHeard, { reason: '是骂人' }, about))
    expect(answer('supervisor', [...refs, appeal.id])).toBe(ALLOWED)
    for (const who of ['secretary', 'villager'] as const)
      expect(answer(who, [...refs, appeal.id])).toEqual(refused('M5', 'no-role'))
    // Of this hiding of this comment, and of nothing else.
    for (const about of [refs, [...refs, word.id], [road.id, word.id, other.id, appeal.id]])
      expect(answer('supervisor', about)).toEqual(refused('M5', 'out-of-scope'))
    expect(answer('supervisor', [lamps.id, word.id, hiding.id, appeal.id])).toEqual(waiting('ref-missing'))
    expect(answer('supervisor', [...refs, hex32(999_999)])).toEqual(waiting('ref-missing'))
  })

  it('[M4] a comment is reported by whoever is of the village, naming which', () => {
    const { book, road, word } = said()
    const report = (who: Who, refs: string[]) => book.judge(book.write(who, commentReported, WHY, refs))
    // That the office reads of it, and where the comment stands, are two volumes: the rule looks into neither.
    for (const who of ['villager', 'neighbour', 'secretary'] as const)
      expect(report(who, [road.id, word.id])).toBe(ALLOWED)
    expect(report('villager', [road.id])).toEqual(refused('M4', 'out-of-scope'))
    expect(report('villager', [road.id, word.id, word.id])).toEqual(refused('M4', 'out-of-scope'))
  })
})
