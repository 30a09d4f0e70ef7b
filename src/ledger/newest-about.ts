import Dexie from 'dexie'
import type { Kind } from '#rulebook/kinds.ts'
import type { Shown } from '#rulebook/shown.ts'
import type { Book, Row } from './book.ts'

/** What a long matter is first shown from. */
export interface NewestQuery {
  /** Of these a matter may have thousands: so many of the newest are read. */
  many: Kind
  newest: number
  /** What may be added once the rest of the matter is read, as it takes nothing away. */
  later: readonly Kind[]
}
export interface Newest {
  rows: Shown[]
  /** How many more of the many there are. */
  more: number
}

/** The newest of a matter's words with all that is said of it and of them: at a cost that does not grow with the matter. */
export async function newestAbout(
  book: Book,
  subject: string,
  { many, newest, later }: NewestQuery,
  shown: (rows: readonly Row[]) => Promise<Shown[]>,
): Promise<Newest> {
  const between = (lower: unknown, upper: unknown) =>
    book.entries.where('[subject+kind+order]').between([subject, lower], [subject, upper])
  const words = () => between(many.number, many.number + 1)
  const [count, first] = await Promise.all([words().count(), words().limit(newest).toArray()])
  const more = count - first.length
  // Of a short matter nothing is left for later.
  const apart = [many, ...(more > 0 ? later : [])].map(({ number }) => number).sort((a, b) => a - b)
  const froms = [Dexie.minKey, ...apart.map((number) => number + 1)]
  const others = await Promise.all(froms.map((from, n) => between(from, apart[n] ?? Dexie.maxKey).toArray()))
  return { rows: await shown([...first, ...others.flat()]), more }
}
