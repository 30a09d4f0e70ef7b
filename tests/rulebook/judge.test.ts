import { describe, expect, it } from 'vitest'
import { judge, RULEBOOK } from '#rulebook/judge.ts'
import { noticePublished } from '#rulebook/notice.ts'
import { deviceRevoked, roleGranted, rulebookAdopted } from '#rulebook/roster.ts'
import { threadOpened } from '#rulebook/thread.ts'
import { ALLOWED, refused, waiting } from '#rulebook/verdict.ts'
import { DAY, hex8, opened, PEOPLE, phoneOf, START, villageBook } from '#support/book.ts'

const thread = { title: '路', text: '修不修。' }

describe('every entry', () => {
  it('[E1] a body that does not fit its kind is refused', () => {
    const book = villageBook()
    const entry = book.write('villager', threadOpened, thread)
    expect(book.judge(entry)).toBe(ALLOWED)
    expect(book.judge({ ...entry, body: [1, 2] })).toEqual(refused('E1', 'bad-encoding'))
    expect(book.judge({ ...entry, body: ['', '修不修。'] })).toEqual(refused('E1', 'bad-encoding'))
    expect(book.judge({ ...entry, body: null })).toEqual(refused('E1', 'bad-encoding'))
  })

  it('[E1] fields appended by a newer app are left alone', () => {
    const book = villageBook()
    const entry = book.write('villager', threadOpened, thread)
    expect(book.judge({ ...entry, body: [...entry.body!, 7, 'later'] })).toBe(ALLOWED)
  })

  it('[E2] abuse 2: a bad signature, or a bad proof, is refused', () => {
    const book = villageBook()
    const entry = book.write('villager', threadOpened, thread)
    expect(book.judge({ ...entry, signature: 'bad' })).toEqual(refused('E2', 'bad-signature'))
    expect(book.judge({ ...entry, proven: false })).toEqual(refused('E2', 'bad-signature'))
  })

  it('[E3] abuse 7: an entry of another village is refused', () => {
    const book = villageBook()
    const entry = opened(threadOpened, thread, { device: phoneOf('villager'), village: hex8(0xbb) })
    expect(book.judge(entry)).toEqual(refused('E3', 'wrong-village'))
  })

  it('[E4] abuse 18: an entry before its device’s admission waits', () => {
    const book = villageBook()
    const entry = opened(threadOpened, thread, { device: hex8(0x777), signature: 'unchecked' })
    expect(book.judge(entry)).toEqual(waiting('unknown-device'))
  })

  it('[E5] abuse 10: an unknown kind, sealing or proxy waits for a newer app', () => {
    const book = villageBook()
    const entry = book.write('villager', threadOpened, thread)
    const as = (fields: object) => book.judge({ ...entry, fields: { ...entry.fields, ...fields } })
    expect(as({ kind: 9999 })).toEqual(waiting('newer-app'))
    expect(as({ enc: 3 })).toEqual(waiting('newer-app'))
    expect(as({ onBehalfOf: PEOPLE.neighbour })).toEqual(waiting('newer-app'))
  })

  it('[E5] after a newer rulebook is adopted, entries wait for a newer app; earlier places keep theirs', () => {
    const book = villageBook()
    const entry = book.write('villager', threadOpened, thread)
    const before = { i: book.placed.length + 1, at: book.now }
    for (let n = 2; n <= RULEBOOK; n++) book.enter(book.write('secretary', rulebookAdopted, { rulebook: n }))
    expect(book.judge(entry)).toBe(ALLOWED)
    book.enter(book.write('secretary', rulebookAdopted, { rulebook: RULEBOOK + 1 }))
    expect(book.judge(entry)).toEqual(waiting('newer-app'))
    expect(judge(entry, before, book.ground('', before.i))).toBe(ALLOWED)
  })

  it('[E6] abuse 19: a revoked phone that back-dates is refused', () => {
    const book = villageBook()
    book.enter(book.write('secretary', deviceRevoked, { device: phoneOf('villager'), reason: '丢了' }))
    book.now = START + DAY
    const entry = book.write('villager', threadOpened, thread, [], START - 30 * DAY)
    expect(book.judge(entry)).toEqual(refused('E6', 'device-revoked'))
  })

  it('abuse 20: a role whose time is over counts no more, by the relay’s clock', () => {
    const book = villageBook()
    const until = START + 10 * DAY
    book.enter(
      book.write('secretary', roleGranted, { person: PEOPLE.villager, role: 'committee', scope: [], until }),
    )
    const body = {
      sort: 'notice' as const,
      title: '事',
      text: '文',
      showUntil: START + 30 * DAY,
      pinned: false,
      households: [],
    }
    book.now = until - 1
    expect(book.judge(book.write('villager', noticePublished, body))).toBe(ALLOWED)
    book.now = until
    expect(book.judge(book.write('villager', noticePublished, body, [], START))).toEqual(
      refused('N1', 'no-role'),
    )
  })
})
