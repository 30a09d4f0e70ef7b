import { describe, expect, it } from 'vitest'
import { entryCosigned } from '#rulebook/cosign.ts'
import { minutesObjected, minutesSigned } from '#rulebook/minutes.ts'
import { rulebookAdopted } from '#rulebook/roster.ts'
import { commentPosted, threadOpened } from '#rulebook/thread.ts'
import { ALLOWED, refused, waiting } from '#rulebook/verdict.ts'
import { hex32, villageBook } from '#support/book.ts'

type Who = Parameters<ReturnType<typeof villageBook>['write']>[0]

/** A debate with a word in it, and another debate. */
function debated() {
  const book = villageBook()
  book.enter(book.write('secretary', rulebookAdopted, { rulebook: 2 }))
  const open = (title: string) => book.enter(book.write('villager', threadOpened, { title, text: '话' }))
  const [road, lamps] = [open('路'), open('灯')]
  const word = book.enter(book.write('villager', commentPosted, { text: '修。' }, [road.id]))
  const sign = (who: Who, upTo = word.place.i, refs = [road.id]) =>
    book.write(who, minutesSigned, { upTo, summary: '大家同意。' }, refs)
  return { book, road, lamps, word, sign }
}

describe('minutes', () => {
  it('[S1] are signed by the secretary or the committee, in their debate', () => {
    const { book, sign, word } = debated()
    for (const who of ['secretary', 'committee'] as const) expect(book.judge(sign(who))).toBe(ALLOWED)
    for (const who of ['supervisor', 'villager'] as const)
      expect(book.judge(sign(who))).toEqual(refused('S1', 'no-role'))
    expect(book.judge(sign('secretary', word.place.i, []))).toEqual(refused('S1', 'out-of-scope'))
    expect(book.judge(sign('secretary', word.place.i, [word.id]))).toEqual(refused('S1', 'out-of-scope'))
    expect(book.judge(sign('secretary', word.place.i, [hex32(999_999)]))).toEqual(waiting('ref-missing'))
  })

  it('[S1] abuse: they cannot go up to what nobody has seen yet, nor end before their debate began', () => {
    const { book, road, sign } = debated()
    const beyond = refused('S1', 'out-of-scope')
    expect(book.judge(sign('secretary', 10_000))).toEqual(beyond)
    expect(book.judge(sign('secretary', road.place.i - 1))).toEqual(beyond)
    expect(book.judge(sign('secretary', road.place.i))).toBe(ALLOWED)
  })

  it('[S2] whoever is of the village may object, to minutes of that debate', () => {
    const { book, road, lamps, word, sign } = debated()
    const minutes = book.enter(sign('secretary'))
    const object = (who: Who, refs = [road.id, minutes.id]) =>
      book.judge(book.write(who, minutesObjected, { text: '我没有同意。' }, refs))
    for (const who of ['villager', 'supervisor', 'secretary'] as const) expect(object(who)).toBe(ALLOWED)
    expect(object('villager', [road.id])).toEqual(refused('S2', 'out-of-scope'))
    expect(object('villager', [road.id, word.id])).toEqual(refused('S2', 'out-of-scope'))
    expect(object('villager', [road.id, hex32(999_999)])).toEqual(waiting('ref-missing'))
    expect(object('villager', [lamps.id, minutes.id])).toEqual(waiting('ref-missing'))
  })

  it('[S3] mark comments of their debate, a dozen at most, each once', () => {
    const { book, road, lamps, word, sign } = debated()
    const say = (subject: string) =>
      book.enter(book.write('villager', commentPosted, { text: '话。' }, [subject]))
    const upTo = word.place.i
    const mark = (marked: string[]) => book.judge(sign('secretary', upTo, [road.id, ...marked]))
    const words = Array.from({ length: 13 }, () => say(road.id).id)
    expect(mark([word.id])).toBe(ALLOWED)
    expect(mark(words.slice(0, 12))).toBe(ALLOWED)
    const no = refused('S3', 'out-of-scope')
    expect(mark(words)).toEqual(no)
    expect(mark([word.id, word.id])).toEqual(no)
    expect(mark([road.id])).toEqual(no)
    expect(mark([say(lamps.id).id])).toEqual(waiting('ref-missing'))
    expect(mark([hex32(999_999)])).toEqual(waiting('ref-missing'))
  })

  it('[C1] [C2] take effect with a supervisor’s signature', () => {
    const { book, road, sign } = debated()
    const minutes = book.enter(sign('secretary'))
    const second = (who: Who) => book.judge(book.write(who, entryCosigned, {}, [road.id, minutes.id]))
    expect(second('supervisor')).toBe(ALLOWED)
    for (const who of ['committee', 'villager'] as const)
      expect(second(who)).toEqual(refused('C1', 'no-role'))
  })
})
