import Dexie from 'dexie'
import type { Book, LineRow, Row } from './book.ts'

/** Rows handed over in one go: between two of them a finger on the screen is heard. */
export const SLICE = 500

/** All about one subject, in slices. */
export async function readAbout(book: Book, subject: string): Promise<Row[]> {
  const rows = new Map<string, Row>()
  let from: [subject: string, kind: unknown, order: unknown] = [subject, Dexie.minKey, Dexie.minKey]
  for (let most = SLICE; ;) {
    const before = rows.size
    const slice = await book.entries
      .where('[subject+kind+order]')
      .between(from, [subject, Dexie.maxKey], true, true)
      .limit(most)
      .toArray()
    for (const row of slice) rows.set(row.id, row)
    const last = slice[slice.length - 1]
    if (!last || slice.length < most) return [...rows.values()]
    from = [subject, last.kind, last.order]
    // Each begins where the last one ended, as several may stand there: if all of them do, more are asked for.
    if (rows.size - before < SLICE / 2) most *= 2
  }
}

/** The lines of a volume, in slices. */
export async function readLines(book: Book, volume: string): Promise<LineRow[]> {
  const lines: LineRow[] = []
  for (;;) {
    const slice = await book.lines
      .where('[volume+k]')
      .between([volume, lines.length > 0 ? lines[lines.length - 1]!.k + 1 : 0], [volume, Infinity])
      .limit(SLICE)
      .toArray()
    lines.push(...slice)
    if (slice.length < SLICE) return lines
  }
}
