import type { Kind } from '#rulebook/kinds.ts'
import type { Shown } from '#rulebook/shown.ts'
import { rowsAbout, UNNUMBERED, type Book, type Row } from './book.ts'

/** What a list of subjects is to be read from. */
export interface ListQuery {
  /** Opens a subject, and is its own. */
  opening: Kind
  kinds: readonly Kind[]
  /** Of these a subject may have thousands: the newest is read, and those that have no number yet. */
  many: Kind
  /** Subjects with one of these kinds are read whole: which of the many count depends on their order there. */
  whole: readonly Kind[]
}
export interface Listing {
  rows: Shown[]
  /** How many more of the many stand in the book than are among the rows, by subject. */
  more: Map<string, number>
}

/** Counts in the index, so that a list costs by how many subjects there are and not by all that was said. */
export async function listing(
  book: Book,
  { opening, kinds, many, whole }: ListQuery,
  shown: (rows: readonly Row[]) => Promise<Shown[]>,
): Promise<Listing> {
  const ofKind = ({ number }: Kind, last = Infinity) =>
    book.entries.where('[kind+order]').between([number, -Infinity], [number, last])
  const [openings, wholes, unnumbered, ...others] = await Promise.all([
    ofKind(opening).toArray(),
    Promise.all(whole.map((kind) => ofKind(kind).toArray())),
    ofKind(many, -UNNUMBERED).toArray(),
    ...kinds.map((kind) => ofKind(kind).toArray()),
  ])
  const isWhole = new Set(wholes.flat().map(({ subject }) => subject))
  const more = new Map<string, number>()
  const under = await Promise.all(
    openings.map(async ({ subject }): Promise<Row[]> => {
      if (isWhole.has(subject)) return rowsAbout(book, subject).toArray()
      const numbered = () =>
        book.entries
          .where('[subject+kind+order]')
          .between([subject, many.number, -UNNUMBERED], [subject, many.number, 0], false)
      const [newest, count] = await Promise.all([numbered().first(), numbered().count()])
      if (count > 1) more.set(subject, count - 1)
      return newest ? [newest] : []
    }),
  )
  const all = [openings, ...wholes, unnumbered, ...others, ...under].flat()
  const rows = new Map(all.map((row) => [row.id, row]))
  return { rows: await shown([...rows.values()]), more }
}
