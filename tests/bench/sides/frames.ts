import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'
import { numberOf } from '../book/words.ts'
import type { ItemId } from '#server/yjs-items.ts'

/** A y-protocols sync message: its sort (0 step 1, 1 step 2, 2 update) and what it carries. */
export function readSync(payload: Uint8Array): { sort: number; content: Uint8Array } {
  const decoder = decoding.createDecoder(payload)
  decoding.readVarUint(decoder)
  return { sort: decoding.readVarUint(decoder), content: decoding.readVarUint8Array(decoder) }
}

/** The numbers of the entries in a Yjs update, in order, and its last item: what a phone reads off it. */
export function readUpdate(update: Uint8Array): { numbers: number[]; tip: ItemId | undefined } {
  const numbers: number[] = []
  let tip: ItemId | undefined
  for (const struct of Y.decodeUpdate(update).structs) {
    const content = (struct as { content?: { content?: unknown } }).content?.content
    if (!(content instanceof Uint8Array)) continue
    numbers.push(numberOf(content))
    tip = struct.id
  }
  return { numbers, tip }
}
