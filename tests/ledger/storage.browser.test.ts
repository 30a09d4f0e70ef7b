import { afterEach, expect, test, vi } from 'vitest'
import { describeBook, WRITER } from '#ledger/book.ts'
import { openLedger } from '#ledger/ledger.ts'
import { rescueOf } from '#ledger/rescue.ts'
import { failureOf } from '#ledger/writing.ts'
import { threadOpened } from '#rulebook/thread.ts'
import { foundTestVillage, START } from '#support/village.ts'
import { benchPhone, closeBooks, take } from './bench-phone.ts'

afterEach(() => {
  vi.restoreAllMocks()
  closeBooks()
})

const draft = { key: 'notice', title: '写了一半', path: '/notices/write', fields: { text: '字' }, savedAt: 1 }
const full = () => new DOMException('', 'QuotaExceededError')

test('a full phone says so by name, and nothing half is stored', async () => {
  const v = await foundTestVillage()
  const phone = await benchPhone(v)
  await take(v, phone.pen, 'roster')
  const thread = await v.write('王大婶', threadOpened, { title: '修路', text: '路坏了' })
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw full()
  })
  const error: unknown = await phone.pen.enter(thread.bytes, START, true).catch((thrown: unknown) => thrown)
  expect(failureOf(error)).toBe('storage-full')
  vi.restoreAllMocks()
  expect(await phone.ledger.book.entries.get(thread.id)).toBeUndefined()
  expect(await phone.pen.enter(thread.bytes, START, true)).toEqual({ is: 'allowed' })
})

test('a draft finds room on a full phone: the reserve is given up for it', async () => {
  const v = await foundTestVillage()
  const { ledger } = await benchPhone(v)
  await ledger.holdReserve()
  expect(await ledger.book.kept.where('name').equals('reserve').count()).toBe(1)
  let isFull = true
  const put = IDBObjectStore.prototype.put
  const erase = IDBObjectStore.prototype.delete
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, value, key) {
    if (isFull) throw full()
    return put.call(this, value, key)
  })
  vi.spyOn(IDBObjectStore.prototype, 'delete').mockImplementation(function (this: IDBObjectStore, key) {
    isFull = false
    return erase.call(this, key)
  })
  await ledger.saveDraft(draft)
  expect(await ledger.read.draft('notice')).toEqual(draft)
  expect(await ledger.book.kept.where('name').equals('reserve').count()).toBe(0)
})

test('a database that another tab blocks is "hung", not a spinner, and opens late where the tab makes way', async () => {
  const name = `blocked ${Date.now()}`
  const old = await new Promise<IDBDatabase>((resolve) => {
    const opening = indexedDB.open(name, 1)
    opening.onupgradeneeded = () => opening.result.createObjectStore('entries', { keyPath: 'id' })
    opening.onsuccess = () => resolve(opening.result)
  })
  // An old tab that does not make way: our version is higher and waits for it.
  const opened = await openLedger(name, 200)
  if (!('failed' in opened)) throw new Error('opened beside an old tab')
  expect(opened.failed).toBe('hung')
  old.close()
  await opened.late
  const again = await openLedger(name, 2000)
  expect(again).not.toHaveProperty('failed')
})

test('a database that the browser does not open is "failed"', async () => {
  vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => {
    throw new DOMException('', 'InvalidStateError')
  })
  const opened = await openLedger(`failing ${Date.now()}`, 2000)
  expect('failed' in opened && opened.failed).toBe('failed')
})

test('when a newer app takes the book, this tab stops writing and says so', async () => {
  const v = await foundTestVillage()
  const phone = await benchPhone(v)
  let outdated = 0
  phone.ledger.onOutdated(() => outdated++)
  const newer = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open(phone.name, 9999)
    opening.onsuccess = () => resolve(opening.result)
    opening.onerror = () => reject(opening.error)
  })
  expect(outdated).toBe(1)
  const error: unknown = await phone.ledger.saveDraft(draft).catch((thrown: unknown) => thrown)
  expect(failureOf(error)).toBe('storage-broken')
  newer.close()
})

test('a book that a newer writer has marked is not written by this one', async () => {
  const v = await foundTestVillage()
  const phone = await benchPhone(v)
  await phone.pen.keep('minWriter', WRITER + 1)
  const error: unknown = await phone.ledger.saveDraft(draft).catch((thrown: unknown) => thrown)
  expect(failureOf(error)).toBe('storage-broken')
  expect(await phone.ledger.read.draft('notice')).toBeUndefined()
})

test('what is unsent is carried to another phone in a file, once, and only whole entries', async () => {
  const v = await foundTestVillage()
  const from = await benchPhone(v)
  const to = await benchPhone(v, '罗二哥')
  for (const { pen } of [from, to]) await take(v, pen, 'roster')
  for (const title of ['甲', '乙']) {
    const { bytes } = await v.write('王大婶', threadOpened, { title, text: title })
    await from.pen.enter(bytes, START, true)
  }
  const file = await from.pen.exportUnsent()
  expect(await to.pen.importUnsent(file, START)).toEqual({ taken: 2, known: 0, damaged: 0 })
  expect(await to.pen.importUnsent(file, START)).toEqual({ taken: 0, known: 2, damaged: 0 })
  expect(await from.pen.importUnsent(file, START)).toEqual({ taken: 0, known: 2, damaged: 0 })
  const carried = await to.ledger.book.entries.where('standing.is').equals('provisional').toArray()
  expect(carried.map(({ own, body }) => [own, body])).toEqual(
    expect.arrayContaining([
      [0, expect.objectContaining({ title: '甲', text: '甲' })],
      [0, expect.objectContaining({ title: '乙', text: '乙' })],
    ]),
  )
  const torn = file.slice()
  torn[torn.length - 3]! ^= 1
  const third = await benchPhone(v, '何委员')
  expect(await third.pen.importUnsent(torn, START)).toEqual({ taken: 1, known: 0, damaged: 1 })
  expect(await third.pen.importUnsent(new Uint8Array([1, 2, 3]), START)).toEqual({
    taken: 0,
    known: 0,
    damaged: 1,
  })
  const other = await foundTestVillage()
  const stranger = await benchPhone(other)
  expect(await stranger.pen.importUnsent(file, START)).toEqual({ taken: 0, known: 0, damaged: 1 })
})

test('a rebuilt book has what was only here; the rest comes back from the relay', async () => {
  const v = await foundTestVillage()
  const phone = await benchPhone(v)
  await take(v, phone.pen, 'roster')
  const { id, bytes } = await v.write('王大婶', threadOpened, { title: '修路', text: '路坏了' })
  await phone.pen.enter(bytes, START, true)
  await phone.ledger.saveDraft(draft)
  phone.ledger.close()
  const rescue = rescueOf(phone.name)
  expect((await rescue.onlyHere())!.entries.map((row) => row.id)).toEqual([id])
  expect(await rescue.exportUnsent(v.village)).toBeDefined()
  expect(await rescue.rebuild()).toEqual({ entries: 1, drafts: 1 })
  const again = await benchPhone(v, '王大婶', phone.name)
  expect(await again.ledger.book.lines.count()).toBe(0)
  expect(await again.ledger.read.draft('notice')).toEqual(draft)
  await take(v, again.pen, 'roster')
  expect((await again.ledger.book.entries.get(id))!.standing.is).toBe('provisional')
})

test('the schema is the one that phones have: a change needs a version and a migration', () => {
  const tables = describeBook('only described').tables.map(({ name, schema }) => {
    const indexes = schema.indexes.map((index) => index.src)
    return `${name}: ${[schema.primKey.src, ...indexes].join(', ')}`
  })
  expect(tables.sort()).toEqual([
    'admissions: device',
    'entries: id, [kind+order], [subject+kind+order], [own+order], standing.is',
    'evidence: name',
    'fileBytes: hash',
    'files: hash, state',
    'kept: name',
    'lines: [volume+k], id',
    'turnouts: vote',
    'unsent: key, savedAt',
    'volumes: name',
  ])
})
