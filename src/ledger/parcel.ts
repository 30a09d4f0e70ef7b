import { decodeCbor, encodeCbor, fromHex, toHex, type Hex8 } from '#entry/format.ts'
import { judgePiece, layOut, rowOf, type Owner, type Piece } from './bench.ts'
import type { Book, Row } from './book.ts'
import { openAll } from './opening.ts'
import { inOfferOrder } from './outbox.ts'
import type { RosterKeeper } from './roster-keeper.ts'
import { writing } from './writing.ts'

/** What stands at the beginning of a file of unsent entries. */
const MARK = 'xiangyin-unsent'
const VERSION = 1
const MAX_BYTES = 20 * 1024 * 1024

export interface Imported {
  taken: number
  known: number
  damaged: number
}

/** A file of entries as they are: signed, so whoever carries it can change nothing. */
export const packUnsent = (village: Hex8, entries: Uint8Array[]): Uint8Array =>
  encodeCbor([MARK, VERSION, fromHex(village, 8), entries])

/** The entries in a file made on a phone of this village; undefined where it is another file. */
export function unpackUnsent(village: Hex8, file: Uint8Array): Uint8Array[] | undefined {
  const value = file.length <= MAX_BYTES ? decodeCbor(file) : undefined
  if (!Array.isArray(value) || value[0] !== MARK || value[1] !== VERSION) return undefined
  const [, , from, entries] = value
  if (!(from instanceof Uint8Array) || toHex(from) !== village || !Array.isArray(entries)) return undefined
  return entries.filter((one): one is Uint8Array => one instanceof Uint8Array)
}

export async function exportUnsent(book: Book, village: Hex8): Promise<Uint8Array> {
  const rows = await book.entries.where('standing.is').equals('provisional').toArray()
  return packUnsent(
    village,
    inOfferOrder(rows).map(({ bytes }) => bytes),
  )
}

/** Takes entries carried from another phone. Each is checked by itself: a bad one is counted and left out. */
export async function importUnsent(
  book: Book,
  keeper: RosterKeeper,
  owner: Owner,
  file: Uint8Array,
  now: number,
): Promise<Imported> {
  const entries = unpackUnsent(owner.village, file)
  if (!entries) return { taken: 0, known: 0, damaged: 1 }
  const opened = await openAll(book, owner, entries)
  const pieces = opened.flatMap((one): Piece[] =>
    typeof one !== 'string' && 'fields' in one ? [{ opened: one }] : [],
  )
  const result: Imported = { taken: 0, known: 0, damaged: entries.length - pieces.length }
  await keeper.within(() =>
    writing(book, [book.entries, book.lines, book.volumes, book.admissions], async () => {
      const bench = await layOut(book, keeper.catchUp(), owner, pieces)
      const rows: Row[] = []
      for (const piece of pieces) {
        if (bench.rows.has(piece.opened.id)) {
          result.known += 1
          continue
        }
        const { stands, ...verdict } = judgePiece(bench, piece, now)
        if (verdict.is === 'refused') {
          result.damaged += 1
          continue
        }
        const row = rowOf(bench, piece, { is: 'provisional', offered: false }, stands)
        bench.rows.set(row.id, row)
        rows.push(row)
        result.taken += 1
      }
      await book.entries.bulkPut(rows)
    }),
  )
  return result
}
