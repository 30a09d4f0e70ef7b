import { describe, expect, it } from 'vitest'
import { noticePublished } from '#rulebook/notice.ts'
import { commentPosted, threadEdited, threadLocked, threadOpened, threadUnlocked } from '#rulebook/thread.ts'
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

  it('[T3] a reply takes up another reply to the same comment, and nothing else', () => {
    const book = villageBook()
    const road = book.enter(book.write('secretary', threadOpened, { title: '路', text: '修不修。' }))
    const [fields, bridge] = ['田怎么办?', '桥怎么办?'].map((text) =>
      book.enter(book.write('villager', commentPosted, { text }, [road.id])),
    )
    const reply = book.enter(
      book.write('neighbour', commentPosted, { text: '要补偿。' }, [road.id, fields!.id]),
    )
    const take = (parent: string, quoted: string) =>
      book.judge(book.write('villager', commentPosted, { text: '多少?' }, [road.id, parent, quoted]))
    expect(take(fields!.id, reply.id)).toBe(ALLOWED)
    expect(take(bridge!.id, reply.id)).toEqual(refused('T3', 'out-of-scope'))
    expect(take(fields!.id, bridge!.id)).toEqual(refused('T3', 'out-of-scope'))
    expect(take(fields!.id, road.id)).toEqual(refused('T3', 'out-of-scope'))
    expect(take(fields!.id, hex32(999_999))).toEqual(waiting('ref-missing'))
  })

  it('[T7] whoever raised a matter, the secretary and the committee put it anew', () => {
    const book = villageBook()
    const road = book.enter(book.write('villager', threadOpened, { title: '路', text: '修不修。' }))
    const word = book.enter(book.write('villager', commentPosted, { text: '修。' }, [road.id]))
    const edit = (who: Parameters<typeof book.write>[0], on = road.id) =>
      book.judge(book.write(who, threadEdited, { text: '修，先量。', note: '加了丈量' }, [on]))
    for (const who of ['villager', 'secretary', 'committee'] as const) expect(edit(who)).toBe(ALLOWED)
    for (const who of ['neighbour', 'supervisor'] as const)
      expect(edit(who)).toEqual(refused('T7', 'no-role'))
    expect(edit('villager', word.id)).toEqual(refused('T7', 'out-of-scope'))
    expect(edit('villager', hex32(999_999))).toEqual(waiting('ref-missing'))
  })

  it('[T8] [T9] the secretary and the committee close a debate and open it again, and nobody else', () => {
    const book = villageBook()
    const road = book.enter(book.write('villager', threadOpened, { title: '路', text: '修不修。' }))
    const word = book.enter(book.write('villager', commentPosted, { text: '修。' }, [road.id]))
    for (const [rule, kind] of [
      ['T8', threadLocked],
      ['T9', threadUnlocked],
    ] as const) {
      const turn = (who: Parameters<typeof book.write>[0], on = road.id) =>
        book.judge(book.write(who, kind, { reason: '纪要公布了' }, [on]))
      for (const who of ['secretary', 'committee'] as const) expect(turn(who)).toBe(ALLOWED)
      for (const who of ['villager', 'supervisor'] as const)
        expect(turn(who)).toEqual(refused(rule, 'no-role'))
      expect(turn('secretary', word.id)).toEqual(refused(rule, 'out-of-scope'))
      expect(turn('secretary', hex32(999_999))).toEqual(waiting('ref-missing'))
    }
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
