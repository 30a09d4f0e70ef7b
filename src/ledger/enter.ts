import type { Opened } from '#entry/format.ts'
import type { Verdict } from '#rulebook/verdict.ts'
import { judgePiece, layOut, rowOf, type Owner } from './bench.ts'
import type { Book, Row } from './book.ts'
import type { RosterKeeper } from './roster-keeper.ts'
import { writing } from './writing.ts'

/**
 * Enters an own entry, signed before: one strict transaction reads the ground, judges and puts it provisional.
 * A refused one is not stored; the caller still has its text. `sure` is false while the roster has not arrived:
 * then the phone cannot know better and lets the relay decide. `row`: what was put.
 */
export async function enterOwn(
  book: Book,
  keeper: RosterKeeper,
  owner: Owner,
  opened: Opened,
  now: number,
  sure: boolean,
): Promise<{ verdict: Verdict; row?: Row }> {
  return keeper.within(() =>
    writing(book, [book.entries, book.lines, book.volumes, book.admissions], async () => {
      const bench = await layOut(book, keeper.catchUp(), owner, [{ opened }])
      const known = bench.rows.get(opened.id)
      if (known) return { verdict: { is: 'allowed' } }
      const { stands, ...verdict } = judgePiece(bench, { opened }, now)
      const guessed: Verdict = !sure && verdict.is === 'refused' ? { is: 'waiting', for: 'roster' } : verdict
      if (guessed.is === 'refused') return { verdict: guessed }
      const row = rowOf(bench, { opened }, { is: 'provisional', offered: false }, stands)
      await book.entries.put(row)
      return { verdict: guessed, row }
    }),
  )
}
