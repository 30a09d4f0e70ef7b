import type { Shown } from '#rulebook/shown.ts'
import type { VoteTerms } from '#rulebook/vote.ts'
import type { Live } from './live.ts'

/** Own entries as they are put into the book, for who shows the matter that they belong to. */
export interface JustWritten {
  /** Tells of one that stands on this phone for good: its transaction has ended. */
  tell(row: Shown): void
  /**
   * A matter's rows, with an own word among them as soon as it is kept. Asked anew, a long matter takes a weak phone
   * half a second; the answer still comes, and is passed on where it says something else.
   */
  within(subject: string, rows: Live<Shown[]>): Live<Shown[]>
}

export function createJustWritten(): JustWritten {
  const listeners = new Set<(row: Shown) => void>()
  return {
    tell: (row) => [...listeners].forEach((hear) => hear(row)),
    within: (subject, rows) => ({
      subscribe(next, failed) {
        let last: Shown[] | undefined
        function hear(row: Shown) {
          if (!last || row.subject !== subject || last.some(({ id }) => id === row.id)) return
          next((last = [...last, row]))
        }
        const stop = rows.subscribe((now) => {
          if (last && areAlike(last, now)) return
          next((last = now))
        }, failed)
        listeners.add(hear)
        return () => {
          listeners.delete(hear)
          stop()
        }
      },
    }),
  }
}

/** Whether the same entries stand the same; their order is the reading's business, and the rest of a row is signed, but for a vote's times. */
function areAlike(some: readonly Shown[], others: readonly Shown[]): boolean {
  const known = new Map(some.map((row) => [row.id, marksOf(row)]))
  return some.length === others.length && others.every((row) => known.get(row.id) === marksOf(row))
}
const marksOf = ({ author, standing, own, body }: Shown) =>
  JSON.stringify([author, standing, own, (body as Partial<VoteTerms> | undefined)?.closesAt])
