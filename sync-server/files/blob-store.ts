import type { Hex8, Id } from '#entry/format.ts'

/**
 * A file on its way in: which, and from whom. Each device has its own beginning of a file, so that nobody's wrong
 * bytes can spoil what another hands in.
 */
export interface Beginning {
  hash: Id
  device: Hex8
}

/** Where files lie by the SHA-256 of their bytes, apart from the book. One contract suite for every implementation. */
export interface BlobStore {
  /** How many bytes have come; 0 where nothing has begun. */
  begun(one: Beginning): Promise<number>
  /** Puts bytes behind those that have come. Resolves only when they would survive a power cut. */
  append(one: Beginning, bytes: Uint8Array): Promise<void>
  /**
   * What has come is all of it: true where it has the hash that it was begun under, and from then on stands under it,
   * also after a power cut. Otherwise it is thrown away.
   */
  finish(one: Beginning): Promise<boolean>
  /** Throws a beginning away. */
  drop(one: Beginning): Promise<void>
  /** All beginnings, with when something last came (ms since 1970). */
  beginnings(): Promise<(Beginning & { at: number })[]>
  /** The size of a whole file; undefined where it has not come. */
  size(hash: Id): Promise<number | undefined>
  /** Bytes of a whole file, from `from` up to and without `to`; fewer at its end, undefined where it has not come. */
  read(hash: Id, from: number, to: number): Promise<Uint8Array | undefined>
  /** Every whole file. */
  all(): Promise<{ hash: Id; size: number }[]>
  /** Whether there is room: the book lies on the same disk and goes first. */
  hasRoom(): Promise<boolean>
}
