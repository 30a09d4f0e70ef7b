import type { Hex8 } from '#entry/format.ts'
import type { Admission } from '#rulebook/kinds.ts'
import type { Book } from './book.ts'

/** By the open connection: a book that was thrown away and made anew is another, and knows nobody yet. */
const known = new WeakMap<IDBDatabase, Map<Hex8, Admission>>()

/**
 * Whose the devices are that this book knows. An admission once in the book stays as it is, so each is read once:
 * in a first sync that was a third of all that the storage was asked.
 */
export async function admissionsOf(book: Book, devices: Iterable<Hex8>): Promise<Map<Hex8, Admission>> {
  const connection = book.backendDB() as IDBDatabase | null
  const before = (connection && known.get(connection)) ?? new Map<Hex8, Admission>()
  if (connection) known.set(connection, before)
  const found = new Map<Hex8, Admission>()
  const asked: Hex8[] = []
  for (const device of devices) {
    const one = before.get(device)
    if (one) found.set(device, one)
    else asked.push(device)
  }
  if (asked.length === 0) return found
  for (const one of await book.admissions.bulkGet(asked)) {
    if (!one) continue
    before.set(one.device, one)
    found.set(one.device, one)
  }
  return found
}
