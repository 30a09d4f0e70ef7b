import type { Kind } from '#rulebook/kinds.ts'
import { UNNUMBERED, type Book, type Row } from './book.ts'

/** What the newest of a long matter is read by. */
export interface HeadQuery {
  /** Of these a matter may have thousands: so many of the newest are read. */
  many: Kind
  newest: number
  /** What is done to these, always behind them in the book. */
  deeds: readonly Kind[]
}
export interface Head {
  rows: Row[]
  /** There is nothing more. */
  isWhole: boolean
}

/** More than these of one kind are not read for a first screen. */
export const MOST = 200

/**
 * The newest words of a matter with all that was done to each of them, and all else that was said of the matter, at a
 * cost that does not grow with it. A word is left out where it is not sure that all deeds on it were read: what was
 * hidden or withdrawn since must not be shown. Undefined where the rest alone is too long for a first screen.
 */
export async function headOf(
  book: Book,
  subject: string,
  { many, newest, deeds }: HeadQuery,
): Promise<Head | undefined> {
  const from = (first: number, last: number, most: number) =>
    book.entries
      .where('[subject+kind+order]')
      .between([subject, first, -Infinity], [subject, last, Infinity])
      .limit(most)
      .toArray()
  // As it stands at one moment: what is written in between must not bring a word without its deeds.
  const [words, done, others] = await book.transaction('r', book.entries, () =>
    Promise.all([
      from(many.number, many.number, newest + 1),
      Promise.all(deeds.map(({ number }) => from(number, number, MOST))),
      Promise.all(between([many, ...deeds]).map(([first, last]) => from(first, last, MOST))),
    ]),
  )
  if (others.some((rows) => rows.length === MOST)) return undefined
  // Deeds stand behind what they are done to, so all on a word are here if one before it is.
  const ends = done.map((rows) => (rows.length === MOST ? rows[MOST - 1]!.order : Infinity))
  const cut = Math.min(...ends, words[newest]?.order ?? Infinity)
  // What has no number yet stands by its author's clock, which may have gone back in between.
  if (cut <= -UNNUMBERED) return undefined
  const sure = words.filter(({ order }) => order < cut)
  return { rows: [...others.flat(), ...done.flat(), ...sure], isWhole: cut === Infinity }
}

/** The kinds before, between and behind these, whatever they are. */
function between(kinds: readonly Kind[]): [first: number, last: number][] {
  const numbers = kinds.map(({ number }) => number).sort((a, b) => a - b)
  return [-1, ...numbers].map((before, n) => [before + 1, (numbers[n] ?? Infinity) - 1])
}
