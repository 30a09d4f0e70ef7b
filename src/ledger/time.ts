import { readHead, type Head, type SignedHead } from '#entry/heads.ts'
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
/** earlier: the time lies before one signed earlier. older: the book is shorter than the relay had signed it to be. */
export type Greeted = 'held' | 'earlier' | 'older'

const newest = async (book: Book) => (await book.kept.get(NAME))?.value as Newest | undefined

/**
 * Takes the village's head as a relay signed it on greeting. An earlier time is not believed, and kept as proof with
 * the later one. A shorter book may have an honest reason: a machine set back asks for what it lost. Who keeps
 * silent about it is named by `keepOlder`.
 */
export const takeTime = (book: Book, head: Head, signed: SignedHead): Promise<Greeted> =>
  writing(book, [book.evidence], async () => {
    const before = await newest(book)
    if (before && head.at < before.at - TOLERATED_MS) {
      await book.evidence.put(evidence('time', '', bytesOf(before.signed, signed), String(before.at)))
      return 'earlier'
    }
    const was = before && readHead(before.signed.head)
    if (was && was.relayEpoch === head.relayEpoch && head.k < was.k && head.at > was.at) return 'older'
    if (!before || head.at > before.at) await book.kept.put({ name: NAME, value: { at: head.at, signed } })
    return 'held'
  })

/** Keeps the two heads that show that the relay no longer has what it had signed. */
export const keepOlder = (book: Book, signed: SignedHead): Promise<void> =>
  writing(book, [book.evidence], async () => {
    const before = await newest(book)
    if (before)
      await book.evidence.put(evidence('older', '', bytesOf(before.signed, signed), String(before.at)))
  })

const bytesOf = (...heads: SignedHead[]) => heads.flatMap(({ head, signature }) => [head, signature])
