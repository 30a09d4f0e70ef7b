import { decodeCbor, encodeCbor } from '#entry/format.ts'
import { bytes, bytesUpTo, hex32, hex8, list, row, text, whole, type Shape } from '#rulebook/shape.ts'
import type { LineClass } from '#entry/lines.ts'
import type { StoredEntry, StoredPlace } from './log.ts'

const entryRow = row({
  i: whole(1),
  id: hex32,
  bytes: bytesUpTo(64 * 1024),
  at: whole(),
  roster: whole(),
  device: hex8,
  seq: whole(),
  volumes: list(text(1, 80), 1, 8),
})

const placeRow = row({
  volume: text(1, 80),
  k: whole(1),
  i: whole(1),
  class: whole(0, 2) as Shape<LineClass>,
  client: whole(),
  clock: whole(),
  chain: bytes(32),
  size: whole(),
})

export const writeEntryRow = (entry: StoredEntry): Uint8Array => encodeCbor(entryRow.write(entry))
export const writePlaceRow = (place: StoredPlace): Uint8Array => encodeCbor(placeRow.write(place))
/** A damaged row throws: the relay must not go on upon a book that it cannot read. */
export const readEntryRow = (stored: Uint8Array): StoredEntry => orThrow(entryRow.read(decodeCbor(stored)))
export const readPlaceRow = (stored: Uint8Array): StoredPlace => orThrow(placeRow.read(decodeCbor(stored)))

function orThrow<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a row of the log is damaged')
  return value
}
