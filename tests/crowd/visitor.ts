import type { Have } from '../bench/book/have.ts'
import type { Book } from '../bench/book/make.ts'
import { ourSide } from '../bench/sides/ours.ts'
import type { LivePhone } from '../bench/sides/side.ts'

/** Somebody's connection without the app behind it: it neither comes back nor asks whether the relay lives. */
export const visitor = (
  book: Book,
  n: number,
  port: number,
  has: Have = book.have.now,
  from?: string,
): Promise<LivePhone> =>
  ourSide({ book: { ...book, have: { ...book.have, now: has } }, documents: undefined! }).stay(
    port,
    n,
    true,
    from,
  )

/** As many as a phone has under way at once. */
const UNDER_WAY = 32

/** Offers entries one after the other; resolves when all are answered. What is refused throws where it is heard. */
export function handIn(phone: LivePhone, entries: readonly Uint8Array[]): Promise<void> {
  return new Promise((resolve, reject) => {
    let [next, answered] = [0, 0]
    const more = () => {
      while (next < entries.length && next - answered < UNDER_WAY) phone.write(entries[next++]!)
      if (answered === entries.length) resolve()
    }
    phone.onAnswered = (count) => {
      answered += count
      more()
    }
    phone.raw.closed = () => reject(new Error(`closed with ${entries.length - answered} entries unanswered`))
    more()
  })
}
