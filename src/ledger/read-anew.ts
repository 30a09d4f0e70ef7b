import { decodeBody, decodeEntry } from '#entry/format.ts'
import { kindOf } from '#rulebook/judge.ts'
import { outcomePublished } from '#rulebook/outcome.ts'
import { commentPosted, threadOpened } from '#rulebook/thread.ts'
import { ballotCast, voteOpened } from '#rulebook/vote.ts'
import type { Owner } from './bench.ts'
import type { Book, Row } from './book.ts'
import { rejudge } from './rejudge.ts'
import type { RosterKeeper } from './roster-keeper.ts'
import { writing } from './writing.ts'

/** Raised whenever this app reads more of an entry than the last one did: another field, another kind. */
export const READER = 5
/** Kinds that have fields which an earlier app left alone. */
const GREW = [commentPosted, threadOpened, voteOpened, ballotCast, outcomePublished].map(
  ({ number }) => number,
)
/** No more at once, so that a tap on "send" never waits behind a long transaction. */
const BATCH = 200

/**
 * A phone that was updated late has entries as its earlier app read them: they are read anew, once, from the bytes that
 * were signed, or a picture that came before the update would never be seen. What waited for a newer app is judged again.
 */
export async function readAnew(book: Book, keeper: RosterKeeper, owner: Owner): Promise<void> {
  if (((await book.kept.get('reader'))?.value as number | undefined) === READER) return
  for (const kind of GREW) {
    const ids = await book.entries
      .where('[kind+order]')
      .between([kind, -Infinity], [kind, Infinity])
      .primaryKeys()
    for (let n = 0; n < ids.length; n += BATCH) await readBatch(book, ids.slice(n, n + BATCH))
  }
  await rejudge(book, keeper, owner, true)
  await writing(book, [], () => book.kept.put({ name: 'reader', value: READER }))
}

const readBatch = (book: Book, ids: string[]): Promise<void> =>
  writing(book, [book.entries], async () => {
    const rows = (await book.entries.bulkGet(ids)).filter((row): row is Row => row?.body !== undefined)
    await book.entries.bulkPut(rows.flatMap((row) => changed(row) ?? []))
  })

/** The row with its body as this app reads it; undefined where that is how it stands. */
function changed(row: Row): Row | undefined {
  const bytes = decodeEntry(row.bytes)?.body
  const fields = bytes && decodeBody(bytes)
  const body = fields && kindOf(row.kind)?.body.read(fields)
  const known = Object.keys((row.body as object | null) ?? {}).length
  return body && Object.keys(body).length > known ? { ...row, body } : undefined
}
