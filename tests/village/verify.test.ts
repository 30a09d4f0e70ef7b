import { open } from 'lmdb'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openLmdbLog } from '#server/lmdb-log.ts'
import { verifyLog } from '#server/village/verify.ts'
import { demoOnDisk } from './founded.ts'

type Key = (string | number)[]
let demo: Awaited<ReturnType<typeof demoOnDisk>>
let store: ReturnType<typeof open<Buffer, Key>>
beforeAll(async () => {
  demo = await demoOnDisk()
  await demo.log.close()
  store = open<Buffer, Key>({ path: demo.book, encoding: 'binary', maxDbs: 1 })
})
afterAll(() => store.close())

const verified = () => verifyLog(openLmdbLog(demo.book))

/** What stands in the rows of the log: entries, numbers, a device's numbers, lines, last lines, notes. */
const ROWS = { e: 'an entry', n: 'a number', s: 'a seq', p: 'a line', l: 'a last line' }
const rowsOf = (sort: string) => [...store.getRange({ start: [sort], end: [sort, '\uffff'] })]

async function withFlipped<T>(key: Key, at: number, look: () => Promise<T>): Promise<T> {
  const value = Buffer.from(store.get(key)!)
  const changed = Buffer.from(value)
  changed[at % value.length]! ^= 1 << (at % 8)
  await store.put(key, changed)
  try {
    return await look()
  } finally {
    await store.put(key, value)
  }
}

test('the demo on disk is sound', async () => {
  expect(await verified()).toMatchObject({ is: 'sound' })
})

for (const [sort, what] of Object.entries(ROWS)) {
  test(`one flipped bit in ${what} is found`, async () => {
    const rows = rowsOf(sort)
    expect(rows.length).toBeGreaterThan(50)
    // Rows from all over the book, bytes from all over the row.
    for (let n = 0; n < 9; n++) {
      const { key, value } = rows[Math.floor((n * rows.length) / 9)]!
      const at = (n * 37) % value.length
      const result = await withFlipped(key, at, verified)
      expect(result, `${JSON.stringify(key)} byte ${at}`).toMatchObject({ is: 'faulty' })
    }
  })
}

test('an entry, a line or the end of a volume taken out is found', async () => {
  for (const key of [rowsOf('n').at(7)!.key, rowsOf('p').at(20)!.key, rowsOf('l').at(-1)!.key]) {
    const value = Buffer.from(store.get(key)!)
    await store.remove(key)
    expect(await verified(), JSON.stringify(key)).toMatchObject({ is: 'faulty' })
    await store.put(key, value)
  }
  expect(await verified()).toMatchObject({ is: 'sound' })
})
