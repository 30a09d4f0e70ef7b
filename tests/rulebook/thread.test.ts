import { describe, expect, it } from 'vitest'
import { noticePublished } from '#rulebook/notice.ts'
import { commentPosted, threadOpened } from '#rulebook/thread.ts'
import { ALLOWED, refused, waiting } from '#rulebook/verdict.ts'
import { DAY, hex32, opened, ROOT, START, villageBook } from '#support/book.ts'

describe('debates', () => {
  it('[T1] every villager opens one; the root key on paper is nobody', () => {
    const book = villageBook()
    const body = { title: '路', text: '修不修。' }
    expect(book.judge(book.write('migrant', threadOpened, body))).toBe(ALLOWED)
    expect(book.judge(opened(threadOpened, body, { device: ROOT }))).toEqual(refused('T1', 'not-eligible'))
  })

  it('[T2] every villager speaks; about a debate that stands', () => {
    const book = villageBook()
    const thread = book.enter(book.write('secretary', threadOpened, { title: '路', text: '修不修。' }))
    const say = (refs: string[]) =>
      book.judge(book.write('migrant', commentPosted, { text: '我在外面,赞成。' }, refs))
    expect(say([thread.id])).toBe(ALLOWED)
    expect(say([hex32(999_999)])).toEqual(waiting('ref-missing'))
    expect(book.judge(opened(commentPosted, { text: '话' }, { device: ROOT, refs: [thread.id] }))).toEqual(
      refused('T2', 'not-eligible'),
    )
  })

  it('[T3] one level of replies, within the debate', () => {
    const book = villageBook()
    const road = book.enter(book.write('secretary', threadOpened, { title: '路', text: '修不修。' }))
    const lamps = book.enter(book.write('secretary', threadOpened, { title: '灯', text: '几点关。' }))
    const word = book.enter(book.write('villager', commentPosted, { text: '田怎么办?' }, [road.id]))
    const reply = book.write('neighbour', commentPosted, { text: '要补偿。' }, [road.id, word.id])
    expect(book.judge(reply)).toBe(ALLOWED)
    const stands = book.enter(reply)
    const further = book.write('villager', commentPosted, { text: '对。' }, [road.id, stands.id])
    expect(book.judge(further)).toEqual(refused('T3', 'out-of-scope'))
    const astray = book.write('villager', commentPosted, { text: '对。' }, [lamps.id, word.id])
    expect(book.judge(astray)).toEqual(waiting('ref-missing'))
    const toThread = book.write('villager', commentPosted, { text: '对。' }, [road.id, road.id])
    expect(book.judge(toThread)).toEqual(refused('T3', 'out-of-scope'))
  })

  it('[T2] a comment on a notice finds no debate in its volume', () => {
    const book = villageBook()
    const body = {
      sort: 'notice' as const,
      title: '事',
      text: '文',
      showUntil: START + DAY,
      pinned: false,
      households: [],
    }
    const notice = book.enter(book.write('secretary', noticePublished, body))
    const word = book.write('villager', commentPosted, { text: '好' }, [notice.id])
    expect(book.judge(word)).toEqual(refused('T2', 'out-of-scope'))
  })
})
