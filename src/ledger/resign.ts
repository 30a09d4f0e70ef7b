import { decodeBody, decodeEntry, type Cbor, type Hex8, type Id, type Opened } from '#entry/format.ts'
import { judgePiece, layOut, rowOf, type Owner } from './bench.ts'
import type { Book, Row } from './book.ts'
import type { RosterKeeper } from './roster-keeper.ts'
import { openAll } from './opening.ts'
import { writing } from './writing.ts'

/** Signs what is given under this device's next number. */
export type Sign = (draft: {
  kind: number
  body: Cbor[]
  refs: Id[]
  at: number
  onBehalfOf?: Hex8 | undefined
}) => Promise<{ bytes: Uint8Array }>

/**
 * Signs entries anew whose number the relay had already seen on another entry (a phone restored from a copy):
 * same words, same time, next number. What refers to them on this phone is signed anew as well.
 */
export async function signAnew(
  book: Book,
  keeper: RosterKeeper,
  owner: Owner,
  ids: Id[],
  sign: Sign,
): Promise<void> {
  const renamed = new Map<Id, Id>()
  const queue = [...ids]
  for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
    const row = await book.entries.get(id)
    const words = row && wordsOf(row)
    if (!row || !words || row.standing.is !== 'provisional') continue
    const refs = row.refs.map((ref) => renamed.get(ref) ?? ref)
    const { bytes } = await sign({
      kind: row.kind,
      body: words,
      refs,
      at: row.at,
      onBehalfOf: row.onBehalfOf,
    })
    const [opened] = await openAll(book, owner, [bytes])
    if (typeof opened === 'string' || !opened || !('fields' in opened))
      throw new Error('own entry does not open')
    renamed.set(id, opened.id)
    await replace(book, keeper, owner, row, opened)
    const mine = await book.entries.where('standing.is').equals('provisional').toArray()
    queue.push(...mine.filter((one) => one.own === 1 && one.refs.includes(row.id)).map((one) => one.id))
  }
}

const replace = (book: Book, keeper: RosterKeeper, owner: Owner, old: Row, opened: Opened): Promise<void> =>
  keeper.within(() =>
    writing(book, [book.entries, book.lines, book.volumes, book.admissions], async () => {
      const bench = await layOut(book, keeper.catchUp(), owner, [{ opened }])
      const { stands } = judgePiece(bench, { opened }, old.at)
      await book.entries.delete(old.id)
      await book.entries.put(rowOf(bench, { opened }, { is: 'provisional', offered: false }, stands))
    }),
  )

function wordsOf({ bytes }: Row): Cbor[] | undefined {
  const body = decodeEntry(bytes)?.body
  return body ? decodeBody(body) : undefined
}
