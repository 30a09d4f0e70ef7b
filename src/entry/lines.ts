import { encodeCbor, type Cbor } from './format.ts'

/** Whether a line's body is there, was erased, or the line repeats an earlier one that what follows needs. */
export const LINE_CLASS = { present: 0, erased: 1, introduced: 2 } as const
export type LineClass = (typeof LINE_CLASS)[keyof typeof LINE_CLASS]

/**
 * The relay's word on an entry in a volume: place `k` in the volume (from 1), number `i` in the village
 * (from 1), receipt time `at` (ms), and `roster`, how many lines the roster had when it was judged: a phone
 * that holds as many judges on the same ground.
 */
export interface Line {
  k: number
  i: number
  at: number
  class: LineClass
  roster: number
}

export const FIRST: Line = { k: 0, i: 0, at: 0, class: LINE_CLASS.present, roster: 0 }

/** A line as the chain hashes it. */
export const lineCbor = (line: Line): Cbor => [line.k, line.i, line.at, line.class, line.roster]

/** A volume's item: the line as differences to the one before, then the entry as accepted. */
export function packItem(before: Line, line: Line, entry: Uint8Array): Uint8Array {
  const head: number[] = [line.class]
  for (const difference of [line.i - before.i, line.at - before.at, line.roster - before.roster]) {
    writeSigned(head, difference)
  }
  const item = new Uint8Array(head.length + entry.length)
  item.set(head)
  item.set(entry, head.length)
  return item
}

/** The line and entry of an item that follows `before`, or undefined where it is malformed. */
export function unpackItem(before: Line, item: Uint8Array): { line: Line; entry: Uint8Array } | undefined {
  const cls = item[0] as LineClass | undefined
  if (cls !== 0 && cls !== 1 && cls !== 2) return undefined
  const cursor = { offset: 1 }
  const i = readSigned(item, cursor)
  const at = readSigned(item, cursor)
  const roster = readSigned(item, cursor)
  if (i === undefined || at === undefined || roster === undefined) return undefined
  const line: Line = {
    k: before.k + 1,
    i: before.i + i,
    at: before.at + at,
    class: cls,
    roster: before.roster + roster,
  }
  if (line.i < 1 || line.at < 0 || line.roster < 0) return undefined
  return { line, entry: item.subarray(cursor.offset) }
}

/** Zigzag, then seven bits a byte. Arithmetic instead of shifts: times need more than 32 bits. */
function writeSigned(into: number[], value: number) {
  let rest = value < 0 ? -value * 2 - 1 : value * 2
  while (rest >= 128) {
    into.push((rest % 128) + 128)
    rest = Math.floor(rest / 128)
  }
  into.push(rest)
}

function readSigned(bytes: Uint8Array, cursor: { offset: number }): number | undefined {
  let value = 0
  for (let factor = 1; factor < 2 ** 53; factor *= 128) {
    const byte = bytes[cursor.offset++]
    if (byte === undefined) return undefined
    value += (byte % 128) * factor
    if (byte < 128)
      return Number.isSafeInteger(value) ? (value % 2 ? -(value + 1) / 2 : value / 2) : undefined
  }
  return undefined
}

/** The bytes of a line, for the chain. */
export const lineBytes = (line: Line): Uint8Array => encodeCbor(lineCbor(line))
