import { sha256 } from '#entry/crypto.ts'
import { toHex } from '#entry/bytes.ts'
import type { Book } from '#ledger/book.ts'
import { filesOf } from '#ledger/files.ts'
import { failureOf } from '#ledger/writing.ts'
import type { Files } from './desk.ts'

/** The files of this phone's book, for the rooms. */
export function filesOn(book: Book): Files {
  const files = filesOf(book)
  return {
    async keep(bytes) {
      const hash = toHex(await sha256(bytes))
      try {
        await files.keep(hash, bytes, Date.now())
        return { hash }
      } catch (error) {
        const failed = failureOf(error)
        if (!failed) throw error
        return { failed }
      }
    },
    look: files.look,
    async open(hash, type) {
      const bytes = await files.bytes(hash, Date.now())
      return bytes && new Blob([bytes as BlobPart], { type })
    },
    want: (hash, size) => files.want(hash, size, Date.now()),
  }
}
