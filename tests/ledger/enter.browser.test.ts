import { afterEach, beforeEach, expect, test } from 'vitest'
import { firstOf } from '#desk/first-of.ts'
import { topicOf } from '#rulebook/volumes.ts'
import { noticePublished } from '#rulebook/notice.ts'
import { commentPosted, threadOpened } from '#rulebook/thread.ts'
import type { Shown } from '#rulebook/shown.ts'
import type { Answer } from '#rulebook/wire.ts'
import { DAY, foundTestVillage, START } from '#support/village.ts'
import { benchPhone, closeBooks, take } from './bench-phone.ts'

afterEach(closeBooks)

const recorded: { mode: string; durability: string | undefined; stores: string }[] = []
const real = IDBDatabase.prototype.transaction
beforeEach(() => {
  recorded.length = 0
  IDBDatabase.prototype.transaction = function (this: IDBDatabase, stores, mode, options) {
    recorded.push({
      mode: mode ?? 'readonly',
      durability: options?.durability,
      stores: [stores].flat().join(),
    })
    return real.call(this, stores, mode, options)
  }
})
afterEach(() => void (IDBDatabase.prototype.transaction = real))

const answer = (id: string, more: Partial<Answer>): Answer => ({
  n: 1,
  id,
  code: 'accepted',
  i: null,
  at: null,
  rule: null,
  retryAfterMs: null,
  signature: null,
  ...more,
})
const neverSign = () => Promise.reject(new Error('not asked to sign'))

test('an own word is provisional at once, leans on another one, and every write transaction was strict', async () => {
  const v = await foundTestVillage()
  const phone = await benchPhone(v)
  await take(v, phone.pen, 'roster')
  const thread = await v.write('王大婶', threadOpened, { title: '修路', text: '路坏了' })
  expect(await phone.pen.enter(thread.bytes, START, true)).toEqual({ is: 'allowed' })
  const word = await v.write('王大婶', commentPosted, { text: '真的' }, [thread.id])
  expect(await phone.pen.enter(word.bytes, START, true)).toEqual({ is: 'allowed' })
  expect(await phone.ledger.book.entries.get(word.id)).toMatchObject({
    own: 1,
    subject: thread.id,
    author: v.phones.王大婶.person,
    body: { text: '真的' },
    standing: { is: 'provisional', offered: false },
  })
  await phone.ledger.saveDraft({ key: 'a', title: '', path: '', fields: {}, savedAt: 1 })
  await phone.ledger.markSeen(thread.id, 1)
  await phone.pen.offered([word.id])
  await phone.pen.noneOffered()
  const writes = recorded.filter(({ mode }) => mode === 'readwrite')
  expect(writes.length).toBeGreaterThan(6)
  expect(writes.filter(({ durability }) => durability !== 'strict')).toEqual([])
})

test('who shows a matter has an own word the moment it is kept, and is not told of it a second time', async () => {
  const v = await foundTestVillage()
  const phone = await benchPhone(v)
  await take(v, phone.pen, 'roster')
  const thread = await v.write('王大婶', threadOpened, { title: '修路', text: '路坏了' })
  await phone.pen.enter(thread.bytes, START, true)
  const told: Shown[][] = []
  const stop = phone.ledger.read.about(thread.id).subscribe((rows) => told.push(rows), console.error)
  await expect.poll(() => told.length).toBe(1)
  const word = await v.write('王大婶', commentPosted, { text: '真的' }, [thread.id])
  await phone.pen.enter(word.bytes, START, true)
  // No question to the book in between: a long matter takes a weak phone half a second.
  expect(told).toHaveLength(2)
  expect(told[1]!.map(({ id }) => id).sort()).toEqual([thread.id, word.id].sort())
  expect(await phone.ledger.book.entries.get(word.id)).toMatchObject({ standing: { is: 'provisional' } })
  await expect.poll(async () => (await firstOf(phone.ledger.read.own())).length).toBe(2)
  await phone.pen.offered([word.id])
  await expect.poll(() => told.length).toBe(3)
  expect(told[2]!.find(({ id }) => id === word.id)!.standing).toEqual({ is: 'provisional', offered: true })
  // Of another matter nothing is told here.
  const other = await v.write('王大婶', threadOpened, { title: '水渠', text: '渠漏水' })
  await phone.pen.enter(other.bytes, START, true)
  expect(told).toHaveLength(3)
  stop()
})

test('a refused word is not stored and the rule is named; the same word twice is one', async () => {
  const v = await foundTestVillage()
  const phone = await benchPhone(v)
  await take(v, phone.pen, 'roster')
  const body = {
    sort: 'notice' as const,
    title: 'x',
    text: 'x',
    showUntil: START + DAY,
    pinned: false,
    households: [],
  }
  const notice = await v.write('王大婶', noticePublished, body)
  expect(await phone.pen.enter(notice.bytes, START, true)).toMatchObject({ is: 'refused', rule: 'N1' })
  expect(await phone.ledger.book.entries.get(notice.id)).toBeUndefined()
  const thread = await v.write('王大婶', threadOpened, { title: '修路', text: '路坏了' })
  for (let n = 0; n < 2; n++) await phone.pen.enter(thread.bytes, START, true)
  expect(await phone.ledger.book.entries.where('standing.is').equals('provisional').count()).toBe(1)
})

test('before the roster is here a refusal would be a guess: the word is kept for the relay to decide', async () => {
  const v = await foundTestVillage()
  const phone = await benchPhone(v)
  const thread = await v.write('王大婶', threadOpened, { title: '修路', text: '路坏了' })
  expect(await phone.pen.enter(thread.bytes, START, false)).toEqual({ is: 'waiting', for: 'roster' })
  expect((await phone.ledger.book.entries.get(thread.id))!.standing.is).toBe('provisional')
})

test('an own word that comes back by its volume takes its number there, and answers after that change nothing', async () => {
  const v = await foundTestVillage()
  const phone = await benchPhone(v)
  await take(v, phone.pen, 'roster')
  const thread = await v.write('王大婶', threadOpened, { title: '修路', text: '路坏了' })
  await phone.pen.enter(thread.bytes, START, true)
  const [outcome] = await v.relay.offer([thread.bytes])
  await take(v, phone.pen, topicOf(thread.id))
  const row = await phone.ledger.book.entries.get(thread.id)
  expect(row).toMatchObject({
    own: 1,
    standing: { is: 'receipted', i: outcome!.i, at: outcome!.at },
    order: -outcome!.i!,
  })
  await phone.pen.answered([answer(thread.id, { code: 'no-role', rule: 'T1' })], 1, neverSign)
  expect(await phone.ledger.book.entries.get(thread.id)).toEqual(row)
})

test('answers: a receipt, for later, for good; the following ones still go', async () => {
  const v = await foundTestVillage()
  const phone = await benchPhone(v)
  await take(v, phone.pen, 'roster')
  const ids: string[] = []
  for (const title of ['a', 'b', 'c', 'd']) {
    const { id, bytes } = await v.write('王大婶', threadOpened, { title, text: title })
    await phone.pen.enter(bytes, START, true)
    ids.push(id)
  }
  const [a, b, c] = ids as [string, string, string]
  await phone.pen.answered(
    [
      answer(a, { code: 'duplicate', i: 7, at: START }),
      answer(b, { code: 'ref-missing' }),
      answer(c, { code: 'rate', rule: 'A5', at: START, signature: new Uint8Array(64) }),
    ],
    1,
    neverSign,
  )
  const rows = await phone.ledger.book.entries.bulkGet(ids)
  expect(rows.map((row) => row!.standing)).toEqual([
    { is: 'receipted', i: 7, at: START },
    { is: 'provisional', offered: false },
    { is: 'refused', rule: 'A5', code: 'rate' },
    { is: 'provisional', offered: false },
  ])
  expect(rows[1]!.later).toBe('ref-missing')
  expect(rows[2]!.body).toMatchObject({ title: 'c' })
  await phone.pen.discard(c)
  await phone.pen.discard(a)
  expect((await phone.ledger.book.entries.bulkGet([a, c])).map((row) => row?.id)).toEqual([a, undefined])
})

test('two tabs write into one book at once, and nothing is lost', async () => {
  const v = await foundTestVillage()
  const phone = await benchPhone(v)
  const again = await benchPhone(v, '王大婶', phone.name)
  await take(v, phone.pen, 'roster')
  const write = async (pen: typeof phone.pen, title: string) => {
    const { bytes } = await v.write('王大婶', threadOpened, { title, text: title })
    return pen.enter(bytes, START, true)
  }
  const verdicts = await Promise.all(
    Array.from({ length: 20 }, (_, n) => write(n % 2 ? phone.pen : again.pen, `第${n}`)),
  )
  expect(verdicts.every(({ is }) => is === 'allowed')).toBe(true)
  expect(await again.ledger.book.entries.where('standing.is').equals('provisional').count()).toBe(20)
})
