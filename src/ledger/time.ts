import { readHead, type Head, type SignedHead } from '#entry/heads.ts'
import type { Book } from './book.ts'
import { evidence } from './evidence.ts'
import { writing } from './writing.ts'

/** A machine's clock is put right by seconds now and then; by more, and somebody turns it. */
const TOLERATED_MS = 2 * 60 * 1000
/** A link may break over what is given back, and two phones may stumble over each other: not every time. */
const GIVEN_BACK_IN_VAIN = 3
const NAME = 'newestTime'
/** How often lines were given back to a relay at this number, and it stayed there. */
const GIVEN_BACK = 'givenBack'

interface Newest {
  at: number
  signed: SignedHead
}
/** earlier: the time lies before one signed earlier. older: the book is shorter than the relay had signed it to be. */
export type Greeted = 'held' | 'earlier' | 'older'

const newest = async (book: Book) => (await book.kept.get(NAME))?.value as Newest | undefined

/**
 * Takes the village's head as a relay signed it on greeting. An earlier time is not believed, and kept as proof with
 * the later one. A shorter book may have an honest reason, whatever its time: a machine set back asks for what it
 * lost, and begins a new epoch. Who keeps silent about it is named by `keepOlder`.
 */
export const takeTime = (book: Book, head: Head, signed: SignedHead): Promise<Greeted> =>
  writing(book, [book.evidence], async () => {
    const before = await newest(book)
    if (before && head.at < before.at - TOLERATED_MS) {
      await book.evidence.put(evidence('time', '', bytesOf(before.signed, signed), String(before.at)))
      return 'earlier'
    }
    const was = before && readHead(before.signed.head)
    if (was && head.relayEpoch <= was.relayEpoch && head.k < was.k) return 'older'
    if (!before || head.at > before.at) await book.kept.put({ name: NAME, value: { at: head.at, signed } })
    return 'held'
  })

/**
 * Keeps the two heads that show that the relay no longer has what it had signed: `before`, or the newest one of the
 * village. Where it was given back all that it asked for, only when it has come to nothing again and again.
 */
export const keepOlder = (
  book: Book,
  signed: SignedHead,
  o: { before?: SignedHead | undefined; isGivenBack: boolean },
): Promise<boolean> =>
  writing(book, [book.evidence], async () => {
    const was = o.before ?? (await newest(book))?.signed
    const at = was && readHead(was.head)?.at
    if (!was || (o.isGivenBack && !(await isInVain(book, signed)))) return false
    await book.evidence.put(evidence('older', '', bytesOf(was, signed), String(at)))
    return true
  })

async function isInVain(book: Book, signed: SignedHead): Promise<boolean> {
  const k = readHead(signed.head)?.k
  const before = (await book.kept.get(GIVEN_BACK))?.value as { k: number; times: number } | undefined
  const times = before?.k === k ? before!.times + 1 : 1
  await book.kept.put({ name: GIVEN_BACK, value: { k, times } })
  return times >= GIVEN_BACK_IN_VAIN
}

const bytesOf = (...heads: SignedHead[]) => heads.flatMap(({ head, signature }) => [head, signature])
