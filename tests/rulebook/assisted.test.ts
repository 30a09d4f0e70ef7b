import { describe, expect, it } from 'vitest'
import { CHANGE_WITHIN_MS, commentChanged, commentSupported, commentWithdrawn } from '#rulebook/comment.ts'
import { entryCosigned } from '#rulebook/cosign.ts'
import { rulebookAdopted } from '#rulebook/roster.ts'
import { commentAssisted, commentPosted, threadOpened } from '#rulebook/thread.ts'
import { ALLOWED, refused, waiting } from '#rulebook/verdict.ts'
import { hex32, PEOPLE, villageBook } from '#support/book.ts'
import { picture } from '#support/texts.ts'

type Who = Parameters<ReturnType<typeof villageBook>['write']>[0]

/** The secretary writes down what a neighbour without a phone says of the road. */
function helped() {
  const book = villageBook()
  const road = book.enter(book.write('villager', threadOpened, { title: '路', text: '修不修。' }))
  const body = { speaker: PEOPLE.neighbour, text: '先修桥。', attachments: [picture()] }
  const write = (who: Who, given: Partial<typeof body> = {}, refs = [road.id]) =>
    book.write(who, commentAssisted, { ...body, ...given }, refs)
  return { book, road, write }
}
const adopt = ({ book }: ReturnType<typeof helped>) =>
  book.enter(book.write('secretary', rulebookAdopted, { rulebook: 2 }))

describe('words of who has no phone', () => {
  it('[T10] are written down by an officer or representative, with what he signed or said', () => {
    const one = helped()
    const { book, write } = one
    expect(book.judge(write('secretary'))).toEqual(refused('E7', 'out-of-scope'))
    adopt(one)
    for (const who of ['secretary', 'committee', 'supervisor'] as const)
      expect(book.judge(write(who))).toBe(ALLOWED)
    expect(book.judge(write('villager'))).toEqual(refused('T10', 'no-role'))
    expect(book.judge(write('secretary', { attachments: [] }))).toEqual(refused('T10', 'out-of-scope'))
    for (const speaker of [PEOPLE.secretary, 'ff00000000000000'])
      expect(book.judge(write('secretary', { speaker }))).toEqual(refused('T10', 'not-eligible'))
    expect(book.judge(write('secretary', {}, [hex32(999_999)]))).toEqual(waiting('ref-missing'))
    expect(book.judge(write('secretary', {}, []))).toEqual(refused('T10', 'out-of-scope'))
  })

  it('[C1] [C2] are his once a second of these stands behind them', () => {
    const one = helped()
    adopt(one)
    const { book, road, write } = one
    const word = book.enter(write('secretary'))
    const sign = (who: Who) => book.judge(book.write(who, entryCosigned, {}, [road.id, word.id]))
    expect(sign('secretary')).toEqual(refused('C2', 'not-eligible'))
    expect(sign('villager')).toEqual(refused('C1', 'no-role'))
    for (const who of ['committee', 'supervisor'] as const) expect(sign(who)).toBe(ALLOWED)
    // What anybody said himself needs nobody behind it.
    const own = book.enter(book.write('committee', commentPosted, { text: '修。' }, [road.id]))
    expect(book.judge(book.write('supervisor', entryCosigned, {}, [road.id, own.id]))).toEqual(
      refused('C1', 'out-of-scope'),
    )
  })

  it('[T4] [T5] [T6] stay as he agreed to them; he takes them back, or who wrote them down does', () => {
    const one = helped()
    adopt(one)
    const { book, road, write } = one
    const word = book.enter(write('secretary'))
    const refs = [road.id, word.id]
    const withdraw = (who: Who) => book.judge(book.write(who, commentWithdrawn, { reason: '说错了' }, refs))
    for (const who of ['neighbour', 'secretary'] as const) expect(withdraw(who)).toBe(ALLOWED)
    expect(withdraw('committee')).toEqual(refused('T5', 'not-eligible'))
    const change = (who: Who) => book.judge(book.write(who, commentChanged, { text: '修路。' }, refs))
    expect(change('secretary')).toEqual(refused('T4', 'not-eligible'))
    book.now += CHANGE_WITHIN_MS + 1
    expect(change('neighbour')).toEqual(refused('T4', 'closed'))
    const support = (who: Who) => book.judge(book.write(who, commentSupported, { isBehind: true }, refs))
    expect(support('neighbour')).toEqual(refused('T6', 'not-eligible'))
    expect(support('villager')).toBe(ALLOWED)
  })

  it('[T3] are answered like any other word', () => {
    const one = helped()
    adopt(one)
    const { book, road, write } = one
    const word = book.enter(write('secretary'))
    const reply = book.write('villager', commentPosted, { text: '是这个理。' }, [road.id, word.id])
    expect(book.judge(reply)).toBe(ALLOWED)
    expect(book.judge(write('committee', {}, [road.id, word.id]))).toBe(ALLOWED)
  })
})
