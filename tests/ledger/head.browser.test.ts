import { expect, test } from 'vitest'
import { describeBook, orderOf, shownOf, type Book, type Row } from '#ledger/book.ts'
import { headOf, MOST } from '#ledger/head.ts'
import { readAbout, readLines, SLICE } from '#ledger/slices.ts'
import { commentChanged, commentSupported, commentWithdrawn } from '#rulebook/comment.ts'
import { entryCosigned } from '#rulebook/cosign.ts'
import type { Kind } from '#rulebook/kinds.ts'
import { commentHidden, commentReported } from '#rulebook/moderation.ts'
import { commentPosted, threadLocked, threadOpened, threadUnlocked } from '#rulebook/thread.ts'
import { HEAD_OF_THREAD, readHead, readThread } from '#rulebook/thread-reading.ts'
import { voteOpened } from '#rulebook/vote.ts'
import { randomFrom } from '#support/random.ts'
import { countRows } from '#support/rows-read.ts'
import { receipted, rowOf } from '#support/rows.ts'
import { vote } from '#support/texts.ts'

const NEWEST = 30
const QUERY = { ...HEAD_OF_THREAD, newest: NEWEST }
const TEXT = { text: '我家同意' }
countRows()

let books = 0
/** A book of its own with these rows in it. */
async function bookOf(rows: Row[]): Promise<Book> {
  const book = describeBook(`head ${Date.now()} ${++books}`)
  await book.entries.bulkAdd(rows)
  return book
}

/** A debate as it grows: each row has the next number, or none yet. */
function debate() {
  const rows: Row[] = []
  const say = (kind: Kind, refs: string[], body: object, isOwn = false) => {
    const n = rows.length + 1
    const id = n === 1 ? 't' : `e${n}`
    const standing = isOwn ? ({ is: 'provisional', offered: false } as const) : receipted(n)
    const row = rowOf(id, kind, standing, refs, body, { at: n * 1000 })
    const bytes = new Uint8Array(200)
    rows.push({ ...row, own: row.own ? 1 : 0, order: orderOf(standing, row.at), bytes, stands: [] })
    return id
  }
  say(threadOpened, [], { title: '修路', text: '路坏了' })
  return { rows, say }
}

async function readOf(words: number) {
  const { rows, say } = debate()
  for (let n = 0; n < words; n++) {
    const word = say(commentPosted, ['t'], TEXT)
    if (n % 3 === 0) say(commentSupported, ['t', word], { isBehind: true })
  }
  say(voteOpened, ['t'], vote(0))
  const book = await bookOf(rows)
  await book.entries.get('t')
  const before = window.rowsRead.entries
  const head = (await headOf(book, 't', QUERY))!
  const thread = readHead(head.rows.map(shownOf))!
  const read = window.rowsRead.entries - before
  book.close()
  return { read, words: thread.comments.length, isWhole: head.isWhole }
}

test('the first screen of a debate is read from as few rows, whether it has 2,000 words or 10,000', async () => {
  const [short, middle, long] = [await readOf(20), await readOf(2000), await readOf(10_000)]
  expect(short).toMatchObject({ words: 20, isWhole: true })
  // The words and one more, what was done to them, the matter and its vote.
  expect(middle).toEqual({ read: NEWEST + 1 + MOST + 2, words: NEWEST, isWhole: false })
  expect(long).toEqual(middle)
})

test('every word of a first screen stands there as in the whole debate: nothing hidden, withdrawn or outside', async () => {
  const random = randomFrom(11)
  const upTo = (most: number) => Math.floor(random() * most)
  let shown = 0
  for (let run = 0; run < 40; run++) {
    const { rows, say } = debate()
    const words: string[] = []
    const supports = run % 4 === 0 ? 40 : 1
    const length = 40 + upTo(400)
    for (let n = 0; n < length; n++) {
      const isOwn = n > length - 10 && random() < 0.3
      const about = words[Math.max(0, words.length - 1 - upTo(60))]
      const deed = about === undefined ? 0 : upTo(10 + supports)
      if (deed < 5) words.push(say(commentPosted, ['t'], TEXT, isOwn))
      else if (deed === 5) say(commentPosted, ['t', about!], TEXT, isOwn)
      else if (deed === 6) say(commentChanged, ['t', about!], { text: `改成${n}` })
      else if (deed === 7) say(commentWithdrawn, ['t', about!], { reason: '说错了' })
      else if (deed === 8 && random() < 0.1)
        say(n % 2 ? threadLocked : threadUnlocked, ['t'], { reason: '够了' })
      else if (deed === 8) say(commentReported, ['t', about!], { reason: 'insult', note: '' })
      else if (deed === 9) {
        const hiding = say(commentHidden, ['t', about!], { reason: 'insult', note: '骂人' })
        if (random() < 0.7) say(entryCosigned, ['t', hiding], {})
      } else say(commentSupported, ['t', about!], { isBehind: random() < 0.8 })
    }
    const book = await bookOf(rows)
    const head = await headOf(book, 't', QUERY)
    book.close()
    if (!head) continue
    const whole = readThread(rows.map(shownOf))!
    const first = readHead(head.rows.map(shownOf))!
    expect(first.comments).toEqual(whole.comments.slice(whole.comments.length - first.comments.length))
    expect(first.outside).toEqual(
      whole.outside.filter(({ id }) => first.outside.some((one) => one.id === id)),
    )
    if (head.isWhole) expect(first).toEqual(whole)
    shown += first.comments.length
  }
  expect(shown).toBeGreaterThan(200)
})

test('a matter of which too much else was said is not read by its head', async () => {
  const { rows, say } = debate()
  for (let n = 0; n < MOST; n++) say(threadLocked, ['t'], { reason: '够了' })
  const book = await bookOf(rows)
  expect(await headOf(book, 't', QUERY)).toBeUndefined()
  book.close()
})

test('read in slices, a matter and a volume are read whole, also where many rows stand in one place', async () => {
  const { rows, say } = debate()
  for (let n = 0; n < 3 * SLICE; n++) say(commentPosted, ['t'], TEXT)
  for (const row of rows.slice(SLICE / 2)) row.order = -1
  const book = await bookOf(rows)
  const ids = (all: readonly { id: string }[]) => all.map(({ id }) => id).sort()
  expect(ids(await readAbout(book, 't'))).toEqual(ids(rows))
  const line = { i: 1, at: 0, roster: 0, class: 0 as const, id: 'x', chain: new Uint8Array(32) }
  await book.lines.bulkAdd(rows.map((_, n) => ({ ...line, volume: 'v', k: n + 1 })))
  expect((await readLines(book, 'v')).map(({ k }) => k)).toEqual(rows.map((_, n) => n + 1))
  book.close()
})
