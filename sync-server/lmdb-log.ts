import { open } from 'lmdb'
import { fromHex, toHex } from '#entry/format.ts'
import { asHolder, isHeldElsewhere, type Holder } from './holder.ts'
import { readEntryRow, readPlaceRow, writeEntryRow, writePlaceRow } from './log-rows.ts'
import type { Batch, Log } from './log.ts'

/** How the log was found when it was opened. */
export interface Found {
  /** Whether the process before ended without closing it: a crash, or a power cut. */
  interrupted: boolean
  /** The last number that is whole on disk. */
  lastNumber: number
}

const OPENED = 'opened'
type Key = (string | number)[]

/** The log on disk, and what only a log on disk can do. */
export interface LmdbLog extends Log {
  found: Found
  /** Takes the book for this process alone; gives the number of the process that has it, where one does. */
  hold(): number | undefined
  /** Writes a whole and consistent copy into an empty folder, also while another process writes. */
  copyTo(folder: string): Promise<void>
}

/**
 * The log on disk, in LMDB. A transaction holds a batch wholly or not at all, so a crash leaves no half of one.
 */
export function openLmdbLog(path: string): LmdbLog {
  // With overlapping sync lmdb-js calls a batch flushed even if its last write has failed, the one that says where all
  // lies. Without it such a batch is refused; and it takes no longer, as batches follow each other here anyway.
  const db = open<Buffer, Key>({ path, encoding: 'binary', maxDbs: 1, overlappingSync: false })
  // Copied: what LMDB lends must not be looked at after the next write.
  const get = (key: Key) => own(db.get(key))
  const lastNumber = () =>
    Number([...db.getKeys({ start: ['n', Infinity], end: ['n', 0], reverse: true, limit: 1 })][0]?.[1] ?? 0)
  const found: Found = { interrupted: get(['m', OPENED]) !== undefined, lastNumber: lastNumber() }
  checkTail()
  const mine = asHolder()

  function checkTail() {
    const id = get(['n', found.lastNumber])
    if (found.lastNumber && !(id && get(['e', toHex(id)])))
      throw new Error('the last entry of the log is missing')
  }

  function write({ entries, places, meta = [] }: Batch) {
    for (const entry of entries) {
      db.put(['e', entry.id], bytesOf(writeEntryRow(entry)))
      db.put(['n', entry.i], bytesOf(fromHex(entry.id, 32)))
      db.put(['s', entry.device, entry.seq], bytesOf(fromHex(entry.id, 32)))
    }
    for (const place of places) {
      db.put(['p', place.volume, place.k], bytesOf(writePlaceRow(place)))
      db.put(['l', place.volume], bytesOf(writePlaceRow(place)))
    }
    for (const [key, value] of meta) {
      if (value) db.put(['m', key], bytesOf(value))
      else db.remove(['m', key])
    }
    db.put(['m', OPENED], bytesOf(mine))
  }

  const byId = (id: Uint8Array | undefined) => {
    const stored = id && get(['e', toHex(id)])
    return stored && readEntryRow(stored)
  }

  return {
    found,
    async append(batch) {
      // A child transaction: a plain one keeps what was put before something threw.
      await db.childTransaction(() => write(batch))
      await db.flushed
    },
    hold: () =>
      db.transactionSync(() => {
        const holder: Holder | undefined = isHeldElsewhere(get(['m', OPENED]))
        if (!holder) db.put(['m', OPENED], bytesOf(mine))
        return holder?.pid
      }),
    copyTo: (folder) => db.backup(folder, true),
    entry(id) {
      const stored = get(['e', id])
      return stored && readEntryRow(stored)
    },
    numbered: (i) => byId(get(['n', i])),
    bySeq(device, seq) {
      const id = get(['s', device, seq])
      return id && toHex(id)
    },
    place(volume, k) {
      const stored = get(['p', volume, k])
      return stored && readPlaceRow(stored)
    },
    places: (volume, fromK, limit) =>
      [...db.getRange({ start: ['p', volume, fromK], end: ['p', volume, Infinity], limit })].map(
        ({ value }) => readPlaceRow(own(value)!),
      ),
    lastPlaces: () =>
      [...db.getRange({ start: ['l'], end: ['m'] })].map(({ value }) => readPlaceRow(own(value)!)),
    lastNumber,
    meta: (key) => get(['m', key]),
    metas: (prefix) =>
      [...db.getRange({ start: ['m', prefix], end: ['m', `${prefix}\uffff`] })].map(({ key, value }) => [
        String(key[1]),
        own(value)!,
      ]),
    async close() {
      await db.transaction(() => {
        if (!isHeldElsewhere(get(['m', OPENED]))) db.remove(['m', OPENED])
      })
      await db.flushed
      await db.close()
    },
  }
}

const bytesOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
const own = (value: Buffer | undefined): Uint8Array | undefined => value && new Uint8Array(value)
