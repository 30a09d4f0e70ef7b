import type { Batch, Log } from '#server/log.ts'
import { copyOf } from './copied-log.ts'

/** How a store can go wrong: before anything is written, in the middle, after all of it, or by never coming back. */
export const FAULTS = [
  'fails',
  'is full',
  'writes short',
  'fails after writing',
  'hangs',
  'hangs half-way',
  'hangs after writing',
] as const
export type Fault = (typeof FAULTS)[number]

const full = () => Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })
const failed = () => Object.assign(new Error('EIO: i/o error'), { code: 'EIO' })
/** What the system says where a call of this fault comes back. */
export const errorOf = (fault: Fault) => (fault === 'is full' ? full() : failed())

/** The first half of what a batch writes, in the order in which it is written. */
const firstHalf = ({ entries, places, meta = [] }: Batch): Batch => ({
  entries: entries.slice(0, Math.ceil(entries.length / 2)),
  places: places.slice(0, Math.floor(places.length / 2)),
  meta: entries.length || places.length ? [] : meta.slice(0, Math.ceil(meta.length / 2)),
})

/**
 * A log over a sound one whose `nth` append from `arm` on goes wrong.
 *
 * Of a short write the first half can be read as long as the process lives, and is gone when the store is opened
 * anew: a log keeps all of a batch or nothing, so one that finds a torn batch on opening cuts it off, as LMDB does by
 * never reaching its pages (tests/relay/torn.test.ts, on real bytes). What no log may do, keep the half for good, is
 * not played here.
 */
export function faultyLog(inner: Log) {
  let left = Infinity
  let fault: Fault = 'fails'
  let struck: (() => void) | undefined
  let seen = inner
  let readsLeft = Infinity
  let reads = 0
  const durable = new Set<string>()
  const never = () => new Promise<void>(() => {})
  async function goWrong(batch: Batch): Promise<void> {
    if (fault.endsWith('after writing')) await inner.append(batch)
    if (fault === 'writes short' || fault === 'hangs half-way') {
      seen = copyOf(inner)
      await seen.append(firstHalf(batch))
    }
    struck?.()
    if (fault.startsWith('hangs')) return never()
    throw errorOf(fault)
  }
  /** The log as it can be read, unless this is the read that fails. */
  function read(): Log {
    reads += 1
    readsLeft -= 1
    if (readsLeft === 0) throw failed()
    return seen
  }
  const log: Log = {
    async append(batch) {
      left -= 1
      if (left === 0) return goWrong(batch)
      // The torn batch is taken back by the next one that is whole.
      seen = inner
      await inner.append(batch)
      for (const { id } of batch.entries) durable.add(id)
    },
    entry: (id) => read().entry(id),
    numbered: (i) => read().numbered(i),
    bySeq: (device, seq) => read().bySeq(device, seq),
    place: (volume, k) => read().place(volume, k),
    places: (volume, fromK, limit) => read().places(volume, fromK, limit),
    lastPlaces: () => read().lastPlaces(),
    lastNumber: () => read().lastNumber(),
    meta: (key) => read().meta(key),
    metas: (prefix) => read().metas(prefix),
    close: () => inner.close(),
  }
  return {
    log,
    /** Ids whose append has come back. */
    durable,
    /** Lets the `nth` append from now on go wrong; resolves when it has. */
    arm: (nth: number, how: Fault): Promise<void> =>
      new Promise((resolve) => {
        left = nth
        fault = how
        struck = resolve
      }),
    /** Lets the `nth` read from now on fail, and none after it. */
    armRead: (nth: number): void => void (readsLeft = nth),
    /** How often it has been read. */
    reads: () => reads,
  }
}
