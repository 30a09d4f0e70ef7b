import type { Book, DraftRow } from './book.ts'
import { failureOf, writing } from './writing.ts'

const RESERVE_BYTES = 1024 * 1024
const RESERVE = 'reserve'

/** Text that is being typed. It must find room even on a full phone: a megabyte is held in reserve for it. */
export async function saveDraft(book: Book, draft: DraftRow): Promise<void> {
  try {
    await writing(book, [book.unsent], async () => void (await book.unsent.put(draft)))
  } catch (error) {
    if (failureOf(error) !== 'storage-full') throw error
    // Two transactions: browsers count the room of a deleted row as free only after its commit.
    await writing(book, [], () => book.kept.delete(RESERVE))
    await writing(book, [book.unsent], async () => void (await book.unsent.put(draft)))
  }
}

/** Holds the reserve, where there is room for it and it is not held yet. */
export async function holdReserve(book: Book): Promise<void> {
  if (await book.kept.where('name').equals(RESERVE).count()) return
  const noise = new Uint8Array(RESERVE_BYTES)
  // Noise, as the browser's store would press zeros down to nothing.
  for (let n = 0; n < noise.length; n += 65_536) crypto.getRandomValues(noise.subarray(n, n + 65_536))
  try {
    await writing(book, [], () => book.kept.put({ name: RESERVE, value: noise }))
  } catch (error) {
    if (failureOf(error) === undefined) throw error // full already: then there is nothing to hold
  }
}
