import Dexie from 'dexie'
import type { Hex8, Id } from '#entry/format.ts'
import { BOOK_NAME, describeBook, type DraftRow, type FileRow, type Row } from './book.ts'
import { isOnlyHere } from './outbox.ts'
import { packUnsent } from './parcel.ts'

interface OnlyHere {
  entries: Row[]
  drafts: DraftRow[]
  /** Files that the relay does not have, and their bytes. */
  files: FileRow[]
  fileBytes: { hash: Id; bytes: Uint8Array }[]
}

/** What the rescue screen can do with a book that does not open. Each ends within its time. */
export interface Rescue {
  /** What is only on this phone and can still be read; undefined where nothing can be read. */
  onlyHere(): Promise<OnlyHere | undefined>
  /** That, as a file to carry away. */
  exportUnsent(village: Hex8): Promise<Uint8Array | undefined>
  /** Deletes the book and makes it anew, with what could be read; the rest comes back from the relay. */
  rebuild(): Promise<{ entries: number; drafts: number } | 'hung'>
}

/** Reads and repairs without the app's own schema, which may be what does not open. */
export function rescueOf(name = BOOK_NAME, withinMs = 5000): Rescue {
  const limited = <T>(promise: Promise<T>): Promise<T | undefined> =>
    Promise.race([
      promise,
      new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), withinMs)),
    ])

  async function onlyHere() {
    const db = await limited(openRaw(name))
    if (!db) return undefined
    try {
      const entries = (await limited(all<Row>(db, 'entries'))) ?? []
      const drafts = (await limited(all<DraftRow>(db, 'unsent'))) ?? []
      const files = (await limited(all<FileRow>(db, 'files'))) ?? []
      const unsent = files.filter(({ state }) => state === 'unsent')
      const bytes = unsent.length
        ? ((await limited(all<OnlyHere['fileBytes'][0]>(db, 'fileBytes'))) ?? [])
        : []
      return {
        entries: entries.filter(isOnlyHere),
        drafts,
        files: unsent,
        fileBytes: bytes.filter(({ hash }) => unsent.some((one) => one.hash === hash)),
      }
    } finally {
      db.close()
    }
  }
  return {
    onlyHere,
    async exportUnsent(village) {
      const here = await onlyHere()
      return (
        here &&
        packUnsent(
          village,
          here.entries.map(({ bytes }) => bytes),
        )
      )
    },
    async rebuild() {
      const here = (await onlyHere()) ?? { entries: [], drafts: [], files: [], fileBytes: [] }
      const deleted = await limited(Dexie.delete(name).then(() => true))
      if (!deleted) return 'hung'
      const book = describeBook(name)
      await book.transaction('rw', [book.entries, book.unsent, book.files, book.fileBytes], async () => {
        await book.entries.bulkPut(here.entries)
        await book.unsent.bulkPut(here.drafts)
        await book.files.bulkPut(here.files)
        await book.fileBytes.bulkPut(here.fileBytes)
      })
      book.close()
      return { entries: here.entries.length, drafts: here.drafts.length }
    },
  }
}

const openRaw = (name: string): Promise<IDBDatabase | undefined> =>
  new Promise((resolve) => {
    const opening = indexedDB.open(name)
    opening.onsuccess = () => {
      // Also one that opens when nobody waits for it any more: it must not stand in the way of others.
      opening.result.onversionchange = () => opening.result.close()
      resolve(opening.result)
    }
    opening.onerror = () => resolve(undefined)
    // Made just now by asking: then there was none to read.
    opening.onupgradeneeded = () => opening.transaction?.abort()
  })

const all = <T>(db: IDBDatabase, store: string): Promise<T[]> =>
  new Promise((resolve) => {
    if (!db.objectStoreNames.contains(store)) return resolve([])
    const reading = db.transaction(store).objectStore(store).getAll() as IDBRequest<T[]>
    reading.onsuccess = () => resolve(reading.result)
    reading.onerror = () => resolve([])
  })
