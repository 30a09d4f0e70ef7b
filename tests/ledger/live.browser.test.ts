import Dexie from 'dexie'
import { expect, test } from 'vitest'
import { describeBook, type Book } from '#ledger/book.ts'
import { paced } from '#ledger/live.ts'

const until = (fits: () => boolean) => expect.poll(fits, { timeout: 5000 }).toBe(true)
const put = (book: Book, n: number) => book.kept.put({ name: String(n), value: n })

/** A query that takes longer than a write. */
function counting(book: Book) {
  let asked = 0
  const told: number[] = []
  const count = paced(async () => {
    asked += 1
    let now = 0
    for (let times = 0; times < 8; times++) now = await book.kept.count()
    return now
  })
  return { asked: () => asked, told, stop: count.subscribe((now) => told.push(now), console.error) }
}

test('while much comes in, a list leaves time to take it in, goes on telling, and ends with what stands', async () => {
  const book = describeBook(`much ${Date.now()}`)
  const list = counting(book)
  await until(() => list.told.length === 1)
  let writes = 0
  // How many come in while it rests depends on the machine: it is to tell several times before they end.
  while (writes < 600 || (list.told.length <= 3 && writes < 6000)) await put(book, writes++)
  expect(list.told.length).toBeGreaterThan(3)
  await until(() => list.told.at(-1) === writes)
  expect(list.asked()).toBeLessThan(writes / 4)
  expect(list.told).toEqual([...list.told].sort((a, b) => a - b))
  list.stop()
  await book.delete()
})

test('who stopped listening is told nothing more, also if it rested just then', async () => {
  const book = describeBook(`stopped ${Date.now()}`)
  const [list, other] = [counting(book), counting(book)]
  await until(() => list.told.length === 1 && other.told.length === 1)
  for (let n = 0; n < 5; n++) await put(book, n)
  list.stop()
  const before = list.told.length
  await until(() => other.told.at(-1) === 5)
  await put(book, 5)
  await until(() => other.told.at(-1) === 6)
  expect(list.told).toHaveLength(before)
  other.stop()
  await book.delete()
})

test('what cannot be read is said, and is no silence', async () => {
  const said: unknown[] = []
  const stop = paced(() => Promise.reject(new Error('the index is damaged'))).subscribe(
    () => expect.fail('nothing was read'),
    (error) => said.push(error),
  )
  await until(() => said.length === 1)
  expect(String(said[0])).toContain('the index is damaged')
  stop()
})

test('a storage that goes away for a moment is asked again, and the list goes on', async () => {
  const book = describeBook(`away ${Date.now()}`)
  let asked = 0
  const told: number[] = []
  const stop = paced(async () => {
    asked += 1
    if (asked === 2) throw new Dexie.DatabaseClosedError()
    return book.kept.count()
  }).subscribe((now) => told.push(now), console.error)
  await until(() => told.length === 1)
  await put(book, 1)
  await until(() => told.at(-1) === 1)
  expect(asked).toBeGreaterThan(2)
  await put(book, 2)
  await until(() => told.at(-1) === 2)
  stop()
  await book.delete()
})
