import type { Hex8, Id } from '#entry/format.ts'
import type { LineClass } from '#entry/lines.ts'

/** An entry of the village as the relay accepted it: what was said, and the relay's word on it. */
export interface StoredEntry {
  /** Number in the village, from 1. */
  i: number
  id: Id
  bytes: Uint8Array
  /** Receipt time (ms). */
  at: number
  /** How many lines the roster had when the entry was judged. */
  roster: number
  device: Hex8
  seq: number
  /** The volume in which it is judged, then those that carry a copy; names without a part. */
  volumes: string[]
}

/** One line of one part of a volume, and the Yjs item that carries it. */
export interface StoredPlace {
  /** The part's name, such as `board/2026-2`. */
  volume: string
  /** Place in the part, from 1. */
  k: number
  /** The entry's number. */
  i: number
  class: LineClass
  client: number
  clock: number
  chain: Uint8Array
  /** Bytes of all entries of the part up to here. */
  size: number
}

/** What one append writes: all of it or nothing. A meta value of undefined is taken away. */
export interface Batch {
  entries: readonly StoredEntry[]
  places: readonly StoredPlace[]
  meta?: readonly (readonly [key: string, value: Uint8Array | undefined])[]
}

/** The relay's storage. Reads are immediate; only `append` and `close` wait for the disk. */
export interface Log {
  /** Resolves only when the batch would survive a power cut; by then every read shows it. */
  append(batch: Batch): Promise<void>
  entry(id: Id): StoredEntry | undefined
  numbered(i: number): StoredEntry | undefined
  /** The entry that used a device's number. */
  bySeq(device: Hex8, seq: number): Id | undefined
  place(volume: string, k: number): StoredPlace | undefined
  /** Lines of one part from `fromK` on, at most `limit`. */
  places(volume: string, fromK: number, limit: number): StoredPlace[]
  /** The last line of every part there is. */
  lastPlaces(): StoredPlace[]
  /** The highest number given; 0 for an empty log. */
  lastNumber(): number
  meta(key: string): Uint8Array | undefined
  metas(prefix: string): [key: string, value: Uint8Array][]
  close(): Promise<void>
}
