import { sha256 } from '#entry/crypto.ts'
import { joinBytes, toHex, type Id } from '#entry/bytes.ts'
import { attachmentsIn } from '#rulebook/attachment.ts'
import type { Book, FileRow } from './book.ts'
import { makeRoom, sweep } from './file-room.ts'
import { live, type Live } from './live.ts'
import { failureOf, writing } from './writing.ts'

/** A file to hand in or to fetch, and how far it has come. */
export interface FileJob {
  is: 'send' | 'fetch'
  hash: Id
  size: number
}

/** Looked at so long ago, it is written down anew: each look would otherwise be a write. */
const LOOK_NOTED_MS = 3600_000

/** 文件: what entries on this phone bring: made here and not handed in yet, on its way, or here. */
export function filesOf(book: Book) {
  const within = <T>(deed: () => Promise<T>) => writing(book, [book.files, book.fileBytes], deed)
  const change = (hash: Id, how: (row: FileRow) => Partial<FileRow> | undefined) =>
    writing(book, [book.files], async () => {
      const row = await book.files.get(hash)
      const changed = row && how(row)
      if (changed) await book.files.put({ ...row, ...changed })
    })
  const bytesOf = async (hash: Id) => (await book.fileBytes.get(hash))?.bytes

  /** What own entries that the relay has received bring: before the entry, it would not take the file. */
  async function receivedHashes(): Promise<Set<Id>> {
    const own = await book.entries.where('[own+order]').between([1, -Infinity], [1, Infinity]).toArray()
    const received = own.filter(({ standing }) => standing.is === 'receipted')
    return new Set(received.flatMap(({ body }) => attachmentsIn(body).map(({ hash }) => hash)))
  }

  async function jobs(): Promise<FileJob[]> {
    const rows = (await book.files.where('state').anyOf('unsent', 'wanted').toArray())
      .filter(({ trouble }) => !trouble)
      .sort((a, b) => a.at - b.at)
    const unsent = rows.filter(({ state }) => state === 'unsent')
    const named = unsent.length > 0 ? await receivedHashes() : new Set()
    const job = ({ hash, size, state }: FileRow): FileJob => {
      return { is: state === 'unsent' ? 'send' : 'fetch', hash, size }
    }
    // What only this phone has goes first.
    return [
      ...unsent.filter(({ hash }) => named.has(hash)),
      ...rows.filter(({ state }) => state === 'wanted'),
    ].map(job)
  }

  /** All has come: kept where it is what the entry named, thrown away otherwise. */
  async function finish(hash: Id, bytes: Uint8Array, now: number): Promise<'done' | 'damaged'> {
    const isRight = toHex(await sha256(bytes)) === hash
    await within(async () => {
      const row = await book.files.get(hash)
      if (row?.state !== 'wanted') return
      if (isRight) await makeRoom(book, row.size)
      else await book.fileBytes.delete(hash)
      const { trouble: _, ...rest } = row
      await book.files.put(
        isRight ? { ...rest, state: 'here', at: now } : { ...row, done: 0, trouble: 'damaged' },
      )
    })
    return isRight ? 'done' : 'damaged'
  }

  return {
    /** Keeps what was made here until an entry that brings it has gone, and the relay has all of it. */
    keep: (hash: Id, bytes: Uint8Array, now: number) =>
      within(async () => {
        await book.fileBytes.put({ hash, bytes })
        await book.files.put({ hash, size: bytes.length, state: 'unsent', done: 0, own: 1, at: now })
      }),

    look: (hash: Id): Live<FileRow | undefined> => live(() => book.files.get(hash)),

    /** The bytes of a file that is here, whether or not it was handed in; undefined otherwise. */
    async bytes(hash: Id, now: number): Promise<Uint8Array | undefined> {
      const row = await book.files.get(hash)
      if (!row || row.state === 'wanted') return undefined
      if (row.state === 'here' && now - row.at > LOOK_NOTED_MS) await change(hash, () => ({ at: now }))
      return bytesOf(hash)
    },

    /** Somebody wants to see it: it is fetched when there is a network. */
    want: (hash: Id, size: number, now: number) =>
      writing(book, [book.files], async () => {
        const row = await book.files.get(hash)
        if (row && row.state !== 'wanted') return
        await book.files.put({ hash, size, state: 'wanted', done: row?.done ?? 0, own: 0, at: now })
      }),

    jobs: (): Live<FileJob[]> => live(jobs),
    toSend: bytesOf,
    come: async (hash: Id) => (await bytesOf(hash))?.length ?? 0,

    /** The relay has so many bytes of it. */
    sent: (hash: Id, upTo: number) =>
      within(async () => {
        const row = await book.files.get(hash)
        if (row?.state !== 'unsent') return
        if (upTo >= row.size) await makeRoom(book, 0)
        await book.files.put({ ...row, done: upTo, state: upTo >= row.size ? 'here' : 'unsent' })
      }),

    /** Bytes of a file have come; `again`: they do not go on from what is here. */
    async got(
      hash: Id,
      from: number,
      bytes: Uint8Array,
      now: number,
    ): Promise<'more' | 'done' | 'damaged' | 'again'> {
      const store = () =>
        within(async () => {
          const row = await book.files.get(hash)
          if (row?.state !== 'wanted') return undefined
          const before = (await bytesOf(hash)) ?? new Uint8Array()
          const all = joinBytes(before, bytes)
          const fits = before.length === from && all.length <= row.size
          if (!fits) return undefined
          await book.fileBytes.put({ hash, bytes: all })
          await book.files.put({ ...row, done: all.length })
          return { all, isWhole: all.length === row.size }
        })
      const stored = await store().catch(async (error: unknown) => {
        if (failureOf(error) !== 'storage-full') throw error
        await within(() => makeRoom(book, Infinity))
        return store()
      })
      if (!stored) return 'again'
      return stored.isWhole ? finish(hash, stored.all, now) : 'more'
    },

    /** It cannot go on with this file for now. */
    trouble: (hash: Id, trouble: NonNullable<FileRow['trouble']>) => change(hash, () => ({ trouble })),

    /** The relay is there anew: what it did not have, or did not take, it may now. */
    again: () =>
      writing(book, [book.files], () =>
        book.files
          .where('state')
          .anyOf('unsent', 'wanted')
          .modify((row) => void (row.trouble !== 'damaged' && delete row.trouble)),
      ),
    sweep: (now: number) => sweep(book, now),
  }
}
export type Files = ReturnType<typeof filesOf>
