import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'

/** The identity of a Yjs item: who made it, and that client's how-manieth it is. */
export interface ItemId {
  client: number
  clock: number
}

/** Yjs' number for binary content, and the flag that an item names the one it stands behind. */
const BINARY = 3
const HAS_ORIGIN = 0x80
const ROOT = 'log'

/**
 * A Yjs update (V1) that appends items to the array `log`, written by hand: the relay keeps rows, never a
 * Y.Doc, so catching up costs what is sent and no more. `previous` is the item before the first.
 */
export function encodeItems(
  previous: ItemId | undefined,
  items: readonly (ItemId & { bytes: Uint8Array })[],
) {
  const encoder = encoding.createEncoder()
  const runs = runsOf(items)
  encoding.writeVarUint(encoder, runs.length)
  let before = previous
  const blocks = runs.map((run) => {
    const block = encoding.createEncoder()
    encoding.writeVarUint(block, run.length)
    encoding.writeVarUint(block, run[0]!.client)
    encoding.writeVarUint(block, run[0]!.clock)
    for (const item of run) {
      writeItem(block, before, item.bytes)
      before = item
    }
    return { client: run[0]!.client, bytes: encoding.toUint8Array(block) }
  })
  // Yjs writes the higher clients first; so do we, that our updates are the very ones it would write.
  blocks.sort((a, b) => b.client - a.client)
  for (const { bytes } of blocks) encoding.writeUint8Array(encoder, bytes)
  encoding.writeVarUint(encoder, 0) // nothing deleted, ever
  return encoding.toUint8Array(encoder)
}

function writeItem(encoder: encoding.Encoder, before: ItemId | undefined, bytes: Uint8Array) {
  encoding.writeUint8(encoder, before ? BINARY | HAS_ORIGIN : BINARY)
  if (before) {
    encoding.writeVarUint(encoder, before.client)
    encoding.writeVarUint(encoder, before.clock)
  } else {
    encoding.writeVarUint(encoder, 1)
    encoding.writeVarString(encoder, ROOT)
  }
  encoding.writeVarUint8Array(encoder, bytes)
}

function runsOf<T extends ItemId>(items: readonly T[]): T[][] {
  const runs: T[][] = []
  for (const item of items) {
    const run = runs.at(-1)
    if (run && run[0]!.client === item.client) run.push(item)
    else runs.push([item])
  }
  return runs
}

const SYNC = 0
const STEP_1 = 0
const STEP_2 = 1
const UPDATE = 2
/** Awareness, auth and query-awareness of y-websocket: not for volumes, and no harm in them. */
const IGNORED = [1, 2, 3]
const EMPTY_UPDATE = [0, 0]

const syncMessage = (sort: number, update: Uint8Array): Uint8Array => {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, SYNC)
  encoding.writeVarUint(encoder, sort)
  encoding.writeVarUint8Array(encoder, update)
  return encoding.toUint8Array(encoder)
}

/** An update as y-protocols sends it. */
export const updateMessage = (update: Uint8Array): Uint8Array => syncMessage(UPDATE, update)
/** The step 2 that says: that is all. What there was to send went before it, in slices. */
export const emptyStep2 = (): Uint8Array => syncMessage(STEP_2, Uint8Array.from(EMPTY_UPDATE))

/** What a phone may say on a volume: where it stands. Anything with content is a write, and nobody may. */
export type Heard =
  { is: 'step-1'; has: Map<number, number> } | { is: 'nothing' } | { is: 'write' } | { is: 'malformed' }

/** Reads a y-protocols message of a phone on a volume's channel. */
export function hearVolume(payload: Uint8Array): Heard {
  try {
    const decoder = decoding.createDecoder(payload)
    const sort = decoding.readVarUint(decoder)
    if (IGNORED.includes(sort)) return { is: 'nothing' }
    if (sort !== SYNC) return { is: 'malformed' }
    const step = decoding.readVarUint(decoder)
    const content = decoding.readVarUint8Array(decoder)
    if (decoding.hasContent(decoder)) return { is: 'malformed' }
    if (step === STEP_1) return { is: 'step-1', has: readStateVector(content) }
    if (step !== STEP_2 && step !== UPDATE) return { is: 'malformed' }
    const isEmpty = content.length === 2 && content.every((byte) => byte === 0)
    return { is: isEmpty ? 'nothing' : 'write' }
  } catch {
    return { is: 'malformed' } // lib0 throws at the end of the bytes and on numbers that are too large
  }
}

function readStateVector(bytes: Uint8Array): Map<number, number> {
  const decoder = decoding.createDecoder(bytes)
  const has = new Map<number, number>()
  const count = decoding.readVarUint(decoder)
  for (let n = 0; n < count; n++) has.set(decoding.readVarUint(decoder), decoding.readVarUint(decoder))
  return has
}
