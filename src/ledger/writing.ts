import type { Table } from 'dexie'
import { WRITER, type Book } from './book.ts'

/** Why the phone could not store something. */
export type StorageFailure = 'storage-full' | 'storage-broken'

/** Thrown inside a transaction by an app that is too old to write this book. */
class NewerWriter extends Error {}

/**
 * One write transaction. Whether this app may still write is asked inside it, as another tab may be newer: asked
 * first and answered first, so that a deed that should not be leaves nothing.
 */
export const writing = <T>(book: Book, tables: Table[], deed: () => Promise<T>): Promise<T> =>
  book.transaction('rw', [...tables, book.kept], async () => {
    const [, done] = await Promise.all([mayWrite(book), deed()])
    return done
  })

/** Keeps one of the phone's own notes under its name. */
export const keep = (book: Book, name: string, value: unknown): Promise<void> =>
  writing(book, [], async () => void (await book.kept.put({ name, value })))

async function mayWrite(book: Book): Promise<void> {
  const min = await book.kept.get('minWriter')
  if (min && (min.value as number) > WRITER) throw new NewerWriter('a newer app has written this book')
}

/** What went wrong, for the screen; undefined where it is a bug and must be thrown on. */
export function failureOf(error: unknown): StorageFailure | undefined {
  if (error instanceof NewerWriter) return 'storage-broken'
  const { name, inner } = error as { name?: string; inner?: { name?: string } }
  // The message of a quota error is empty; only its name tells.
  if (name === 'QuotaExceededError' || inner?.name === 'QuotaExceededError') return 'storage-full'
  const broken = [
    'DatabaseClosedError',
    'InvalidStateError',
    'UnknownError',
    'OpenFailedError',
    'VersionError',
    'AbortError',
  ]
  return name !== undefined && broken.includes(name) ? 'storage-broken' : undefined
}
