import { expect, test } from 'vitest'
import { describeBook, orderOf, rowsAbout, shownOf, type Row } from '#ledger/book.ts'
import { newestAbout } from '#ledger/newest-about.ts'
import { commentSupported } from '#rulebook/comment.ts'
import { commentHidden } from '#rulebook/moderation.ts'
import { commentPosted, threadEdited, threadOpened } from '#rulebook/thread.ts'
import { NEWEST_WORDS, readNewest, readThread } from '#rulebook/thread-reading.ts'
import { receipted, rowOf } from '#support/rows.ts'
import { entryCosigned } from '#rulebook/cosign.ts'

const NOW = 9_000_000
/** As many as the page shows at once. */
const AT_ONCE = 30

/** A debate of so many comments; every third answers one of the ten before it, the last ones are hidden and supported. */
async function debate(comments: number) {
  const book = describeBook(`newest ${comments} ${Date.now()}`)
  let i = 0
  const rows: Row[] = []
  const put = (id: string, kind: { number: number }, refs: string[], body: object) => {
    const standing = receipted((i += 1))
    rows.push({
      ...rowOf(id, kind, standing, refs, body),
      ...{ standing, order: orderOf(standing, 5000), own: 0, bytes: new Uint8Array(), stands: [] },
    })
  }
  put('t', threadOpened, [], { title: '路', text: '修不修', matter: null, follows: null })
  const first: string[] = []
  for (let n = 0; n < comments; n++) {
    const to = n % 3 === 2 ? first[first.length - 1 - (n % 10)] : undefined
    if (!to) first.push(`w${n}`)
    put(`w${n}`, commentPosted, to ? ['t', to] : ['t'], { text: `第${n}句`, attachments: null })
    put(`s${n}`, commentSupported, ['t', `w${n}`], { isBehind: true })
  }
  put('e', threadEdited, ['t'], { text: '加宽', note: '写清楚' })
  put('h', commentHidden, ['t', first.at(-1)!], { reason: 'insult', note: '骂人' })
  put('c', entryCosigned, ['t', 'h'], {})
  await book.entries.bulkPut(rows)
  const shown = async (all: readonly Row[]) => all.map(shownOf)
  const some = await newestAbout(book, 't', NEWEST_WORDS, shown)
  const whole = readThread(await shown(await rowsAbout(book, 't').toArray()), NOW)!
  book.close()
  return { some, first: readNewest(some, NOW)!, whole }
}

test('the first screen of a debate is read at the same cost, however much was said', async () => {
  const rows = []
  for (const comments of [100, 500, 2000]) rows.push((await debate(comments)).some.rows.length)
  // Its newest words, its opening, and what was done to it and to them.
  expect(rows).toEqual(Array(3).fill(NEWEST_WORDS.newest + 4))
})

test('and shows what all of it shows there, but for who stands behind a word', async () => {
  const { first, whole } = await debate(500)
  const told = (thread: typeof whole) =>
    thread.comments.slice(-AT_ONCE).map(({ id, now, hiding, replies }) => ({
      ...{ id, now, hiding },
      replies: replies.map((reply) => reply.id),
    }))
  expect(told(first)).toEqual(told(whole))
  for (const name of ['now', 'before', 'spoken', 'lastWordAt', 'closings'] as const)
    expect(first[name]).toEqual(whole[name])
  expect(whole.comments.at(-1)!.supporters.size).toBe(1)
})

test('of a short debate nothing is left for later', async () => {
  const { some, first, whole } = await debate(NEWEST_WORDS.newest)
  expect(some.more).toBe(0)
  expect(first).toEqual(whole)
})
