import type { Id } from '#entry/bytes.ts'
import { attachmentsIn } from '#rulebook/attachment.ts'
import type { Book, FileRow } from './book.ts'
import { writing } from './writing.ts'

/** So much of what can be fetched again is kept: 250 pictures and more. */
export const KEPT_BYTES = 50 * 1024 * 1024
/** A picture that was added and not said with any word after so long belongs to nothing. */
const ORPHANED_MS = 24 * 3600_000

/**
 * Makes room for `bytes` more, inside the transaction that brings them: what others made and nobody looked at for
 * longest goes first. What only this phone has is never touched.
 */
export async function makeRoom(book: Book, bytes: number): Promise<void> {
  const here = await book.files.where('state').equals('here').toArray()
  let held = here.reduce((sum, { size }) => sum + size, 0)
  const leaving: Id[] = []
  for (const { hash, size } of here.sort(firstToLeave)) {
    if (held + bytes <= KEPT_BYTES) break
    leaving.push(hash)
    held -= size
  }
  await book.files.bulkDelete(leaving)
  await book.fileBytes.bulkDelete(leaving)
}
/** A relay that was set back asks its author for a file. */
const firstToLeave = (a: FileRow, b: FileRow) => a.own - b.own || a.at - b.at

/** Forgets files that were made for words that were never said: no entry of this phone brings them, and no draft. */
export const sweep = (book: Book, now: number): Promise<void> =>
  writing(book, [book.files, book.fileBytes, book.entries, book.unsent], async () => {
    const unsent = await book.files.where('state').equals('unsent').toArray()
    const old = unsent.filter(({ at }) => now - at > ORPHANED_MS)
    if (old.length === 0) return
    const own = await book.entries.where('[own+order]').between([1, -Infinity], [1, Infinity]).toArray()
    const named = new Set(own.flatMap(({ body }) => attachmentsIn(body).map(({ hash }) => hash)))
    const drafts = JSON.stringify(await book.unsent.toArray())
    const orphans = old.map(({ hash }) => hash).filter((hash) => !named.has(hash) && !drafts.includes(hash))
    await book.files.bulkDelete(orphans)
    await book.fileBytes.bulkDelete(orphans)
  })
