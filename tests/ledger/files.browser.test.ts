import { afterEach, expect, test, vi } from 'vitest'
import { sha256 } from '#entry/crypto.ts'
import { toHex } from '#entry/format.ts'
import { KEPT_BYTES } from '#ledger/file-room.ts'
import { filesOf, type FileJob } from '#ledger/files.ts'
import type { Live } from '#ledger/live.ts'
import { rescueOf } from '#ledger/rescue.ts'
import { attachmentsIn } from '#rulebook/attachment.ts'
import { commentPosted, threadOpened } from '#rulebook/thread.ts'
import { picture } from '#support/texts.ts'
import { accepted, foundTestVillage, START } from '#support/village.ts'
import { benchPhone, closeBooks, take } from './bench-phone.ts'

afterEach(closeBooks)

const noise = (length: number, seed = 1) => Uint8Array.from({ length }, (_, n) => (n * 31 + seed * 17) & 255)
const hashOf = async (bytes: Uint8Array) => toHex(await sha256(bytes))
const first = <T>(watched: Live<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    const stop = watched.subscribe((value) => {
      queueMicrotask(() => stop())
      resolve(value)
    }, reject)
  })

async function phone() {
  const v = await foundTestVillage()
  const one = await benchPhone(v)
  await take(v, one.pen, 'roster')
  const { id: thread } = await accepted(v.say('王大婶', threadOpened, { title: '沟', text: '看图。' }))
  await take(v, one.pen, `topic/${thread.slice(0, 16)}`)
  const files = filesOf(one.ledger.book)
  /** An own comment that brings a file, on this phone. */
  async function say(hash: string, size: number) {
    const body = { text: '看图。', attachments: [picture({ hash, size })] }
    const { bytes, id } = await v.write('王大婶', commentPosted, body, [thread])
    expect(await one.pen.enter(bytes, START, true)).toEqual({ is: 'allowed' })
    return {
      received: (i: number) =>
        one.pen.answered(
          [{ n: 1, id, code: 'accepted', i, at: START, rule: null, retryAfterMs: null, signature: null }],
          1,
          () => Promise.reject(new Error('nothing to sign')),
        ),
    }
  }
  return { ...one, v, files, say, jobs: (): Promise<FileJob[]> => first(files.jobs()) }
}

test('a file goes once the village has received the entry that brings it, and is then one that can be fetched', async () => {
  const { ledger, files, jobs, say } = await phone()
  const bytes = noise(5000)
  const hash = await hashOf(bytes)
  await files.keep(hash, bytes, 1)
  expect([await jobs(), await first(ledger.read.filesWaiting())]).toEqual([[], 1])
  const said = await say(hash, bytes.length)
  expect(await jobs()).toEqual([])
  await said.received(900)
  expect(await jobs()).toEqual([{ is: 'send', hash, size: 5000 }])
  expect(await files.toSend(hash)).toEqual(bytes)
  await files.sent(hash, 3000)
  expect(await first(files.look(hash))).toMatchObject({ state: 'unsent', done: 3000 })
  await files.sent(hash, 5000)
  expect(await first(files.look(hash))).toMatchObject({ state: 'here', own: 1 })
  expect([await jobs(), await first(ledger.read.filesWaiting())]).toEqual([[], 0])
  expect(await files.bytes(hash, 2)).toEqual(bytes)
})

test('a relay that was set back is handed own files anew', async () => {
  const { pen, files, jobs, say } = await phone()
  const [bytes, other] = [noise(500), noise(600, 2)]
  const [hash, others] = [await hashOf(bytes), await hashOf(other)]
  await files.keep(hash, bytes, 1)
  await (await say(hash, 500)).received(900)
  await files.sent(hash, 500)
  await files.want(others, 600, 1)
  await files.got(others, 0, other, 2)
  await pen.handInAgain()
  // Its entry as well: it has no line yet, and goes first.
  expect(await jobs()).toEqual([])
  expect(await first(files.look(hash))).toMatchObject({ state: 'unsent', done: 0 })
  expect(await first(files.look(others))).toMatchObject({ state: 'here', own: 0 })
})

test('what is wanted comes in parts, from where the last one ended, and is kept only if it is what was named', async () => {
  const { files, jobs } = await phone()
  const bytes = noise(3000)
  const hash = await hashOf(bytes)
  await files.want(hash, 3000, 1)
  await files.want(hash, 3000, 2)
  expect(await jobs()).toEqual([{ is: 'fetch', hash, size: 3000 }])
  expect(await files.got(hash, 0, bytes.subarray(0, 1000), 3)).toBe('more')
  expect(await files.bytes(hash, 3)).toBeUndefined()
  expect([await files.got(hash, 0, bytes.subarray(0, 1000), 3), await files.come(hash)]).toEqual([
    'again',
    1000,
  ])
  expect(await files.got(hash, 1000, noise(2001), 3)).toBe('again')
  expect(await files.got(hash, 1000, bytes.subarray(1000), 3)).toBe('done')
  expect(await files.bytes(hash, 4)).toEqual(bytes)
  expect(await files.got(hash, 3000, bytes, 4)).toBe('again')

  const false_ = await hashOf(noise(3000, 8))
  await files.want(false_, 3000, 5)
  expect(await files.got(false_, 0, bytes, 5)).toBe('damaged')
  expect([await jobs(), await files.come(false_)]).toEqual([[], 0])
  await files.again()
  expect(await jobs()).toEqual([])
  // A tap asks for it once more.
  await files.want(false_, 3000, 6)
  expect(await jobs()).toEqual([{ is: 'fetch', hash: false_, size: 3000 }])
})

test('what the relay does not have yet is asked for again with the next session', async () => {
  const { files, jobs } = await phone()
  const hash = await hashOf(noise(10))
  await files.want(hash, 10, 1)
  await files.trouble(hash, 'absent')
  expect([await jobs(), (await first(files.look(hash)))?.trouble]).toEqual([[], 'absent'])
  await files.again()
  expect(await jobs()).toEqual([{ is: 'fetch', hash, size: 10 }])
})

test('within its quota the phone lets go of what was not looked at for longest, and never of what is unsent', async () => {
  const { ledger, files } = await phone()
  const { book } = ledger
  const size = KEPT_BYTES / 4
  const row = (n: number, more: object) => {
    return {
      hash: n.toString(16).padStart(64, '0'),
      size,
      state: 'here' as const,
      done: size,
      own: 0 as const,
      at: n,
      ...more,
    }
  }
  const rows = [
    row(1, { own: 1 }),
    row(2, {}),
    row(3, {}),
    row(4, {}),
    row(5, { state: 'unsent', own: 1 }),
    row(6, { state: 'unsent', own: 1, size: KEPT_BYTES }),
  ]
  await book.files.bulkPut(rows)
  await book.fileBytes.bulkPut(rows.map(({ hash }) => ({ hash, bytes: new Uint8Array(1) })))
  const bytes = noise(10)
  const hash = await hashOf(bytes)
  await files.want(hash, 10, 10)
  expect(await files.got(hash, 0, bytes, 10)).toBe('done')
  const left = async () =>
    (await book.files.orderBy('hash').toArray()).map(({ at }) => at).sort((a, b) => a - b)
  // The oldest of others' goes; own ones later, as a relay that was set back asks their author.
  expect(await left()).toEqual([1, 3, 4, 5, 6, 10])
  expect(await book.fileBytes.count()).toBe(6)
  // One that was looked at is not the next to go.
  await files.bytes(rows[2]!.hash, 4 * 3600_000)
  await book.files.put(row(11, {}))
  const more = noise(10, 3)
  await files.want(await hashOf(more), 10, 12)
  await files.got(await hashOf(more), 0, more, 12)
  expect(await left()).toEqual([1, 5, 6, 10, 11, 12, 4 * 3600_000])
})

test('a picture of words that were never said is forgotten after a day; one of a draft or an entry is not', async () => {
  const { ledger, files, say } = await phone()
  const day = 24 * 3600_000
  const all = [noise(10), noise(20), noise(30)]
  const [said, drafted, orphan] = await Promise.all(all.map(hashOf))
  for (const bytes of all) await files.keep(await hashOf(bytes), bytes, 1)
  await say(said!, 10)
  const fields = { text: '', pictures: JSON.stringify([{ hash: drafted }]) }
  await ledger.saveDraft({ key: 'comment.x', title: '沟', path: '/', fields, savedAt: 1 })
  await files.sweep(day)
  expect(await ledger.book.files.count()).toBe(3)
  await files.sweep(day + 2)
  expect(await ledger.book.files.toCollection().primaryKeys()).toEqual([said, drafted].sort())
  expect(await files.bytes(orphan!, 1)).toBeUndefined()
})

test('a rebuilt book still has the files that only it had', async () => {
  const { name, ledger, files, v } = await phone()
  const bytes = noise(40)
  const hash = await hashOf(bytes)
  await files.keep(hash, bytes, 1)
  const other = noise(50)
  await files.want(await hashOf(other), 50, 1)
  await files.got(await hashOf(other), 0, other, 1)
  ledger.close()
  await rescueOf(name).rebuild()
  const again = await benchPhone(v, '王大婶', name)
  const kept = filesOf(again.ledger.book)
  expect(await kept.bytes(hash, 2)).toEqual(bytes)
  expect(await kept.bytes(await hashOf(other), 2)).toBeUndefined()
})

test('what waited for a newer app stands once this one reads it', async () => {
  const { name, ledger, v } = await phone()
  await vi.waitUntil(async () => (await ledger.book.kept.get('reader')) !== undefined)
  const threads = (book: typeof ledger.book) => book.entries.where('subject').notEqual('roster').toArray()
  const [row] = (await threads(ledger.book)).filter(({ kind }) => kind === threadOpened.number)
  await ledger.book.entries.put({ ...row!, body: undefined, standing: { is: 'waiting', for: 'newer-app' } })
  await ledger.book.kept.delete('reader')
  ledger.close()
  const again = await benchPhone(v, '王大婶', name)
  await vi.waitUntil(async () => (await again.ledger.book.kept.get('reader')) !== undefined)
  expect(await again.ledger.book.entries.get(row!.id)).toEqual(row)
})

test('a comment that came before the update shows its pictures after it', async () => {
  const { name, ledger, say, v } = await phone()
  const hash = 'ab'.repeat(32)
  await say(hash, 500)
  // As the app before kept it: it left alone what it did not know.
  const earlier = async (book: typeof ledger.book) => {
    const [row] = await book.entries.where('standing.is').equals('provisional').toArray()
    return row!
  }
  await vi.waitUntil(async () => (await ledger.book.kept.get('reader')) !== undefined)
  const row = await earlier(ledger.book)
  await ledger.book.entries.put({ ...row, body: { text: '看图。' } })
  await ledger.book.kept.delete('reader')
  ledger.close()
  const again = await benchPhone(v, '王大婶', name)
  await vi.waitUntil(async () => (await again.ledger.book.kept.get('reader')) !== undefined)
  expect(attachmentsIn((await earlier(again.ledger.book)).body).map((one) => one.hash)).toEqual([hash])
})
