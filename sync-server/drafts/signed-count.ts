import type { Id } from '#entry/format.ts'
import { isKind } from '#rulebook/kinds.ts'
import { minutesSigned } from '#rulebook/minutes.ts'
import { partOf, topicOf } from '#rulebook/volumes.ts'
import type { Book } from '../book.ts'
import type { Log } from '../log.ts'

/** More than a part ever holds. */
const MOST_LINES = 8192

/** How often the minutes of a debate have been signed: each draft is for the minutes that come next. */
export function signedCount(log: Log, book: Book, thread: Id): number {
  let count = 0
  for (let part = 1; ; part++) {
    const places = log.places(partOf(topicOf(thread), part), 1, MOST_LINES)
    if (!places.length) return count
    for (const { i } of places) {
      const id = log.numbered(i)?.id
      const entry = id && book.reading(id)
      if (entry && isKind(entry, minutesSigned) && entry.fields.refs[0] === thread) count += 1
    }
  }
}
