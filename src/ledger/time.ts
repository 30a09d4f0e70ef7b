import type { Head, SignedHead } from '#entry/heads.ts'
import type { Book } from './book.ts'
import { evidence } from './evidence.ts'
import { writing } from './writing.ts'

/** A machine's clock is put right by seconds now and then; by more, and somebody turns it. */
const TOLERATED_MS = 2 * 60 * 1000
const NAME = 'newestTime'

interface Newest {
  at: number
  signed: SignedHead
}

/**
 * Takes the village's time as a relay signed it on greeting; false where it lies before a time that the same relay
 * had signed: the two are kept as proof, and the earlier one is not believed.
 */
export const takeTime = (book: Book, head: Head, signed: SignedHead): Promise<boolean> =>
  writing(book, [book.evidence], async () => {
    const before = (await book.kept.get(NAME))?.value as Newest | undefined
    if (before && head.at < before.at - TOLERATED_MS) {
      const bytes = [before.signed.head, before.signed.signature, signed.head, signed.signature]
      await book.evidence.put(evidence('time', '', bytes, String(before.at)))
      return false
    }
    if (!before || head.at > before.at) await book.kept.put({ name: NAME, value: { at: head.at, signed } })
    return true
  })
