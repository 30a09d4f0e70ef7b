import * as decoding from 'lib0/decoding'

/** The identity of a Yjs item. */
export interface ItemId {
  client: number
  clock: number
}

/** Where a volume stands: its last item, and the relay's client ids seen so far (one for each of its starts). */
export interface Tail {
  last: ItemId | undefined
  clients: ReadonlySet<number>
}

export const tailAt = (last: ItemId | undefined): Tail => ({
  last,
  clients: new Set(last ? [last.client] : []),
})

interface Item extends ItemId {
  origin: ItemId | undefined
  bytes: Uint8Array
}

const ROOT = 'log'
const BINARY = 3
const HAS_ORIGIN = 0x80

/**
 * Looks at an update without applying it: nothing but items of bytes at the end of `log`, each behind the one
 * before, of the relay's client in unbroken count (a restarted relay begins with a new client at 0), nothing
 * deleted. Gives the items and the new tail; undefined for anything else, which must never reach the document.
 */
export function checkSlice(update: Uint8Array, tail: Tail): { items: Uint8Array[]; tail: Tail } | undefined {
  const read = readItems(update)
  if (!read) return undefined
  const behind = new Map(read.map((item) => [nameOf(item.origin), item]))
  if (behind.size !== read.length) return undefined
  const clients = new Set(tail.clients)
  const items: Uint8Array[] = []
  let { last } = tail
  for (let n = 0; n < read.length; n++) {
    const item = behind.get(nameOf(last))
    if (!item || !follows(item, last, clients)) return undefined
    clients.add(item.client)
    items.push(item.bytes)
    last = { client: item.client, clock: item.clock }
  }
  return { items, tail: { last, clients } }
}

const nameOf = (id: ItemId | undefined) => (id ? `${id.client} ${id.clock}` : '')

const follows = (item: Item, last: ItemId | undefined, clients: Set<number>): boolean =>
  last && item.client === last.client
    ? item.clock === last.clock + 1
    : item.clock === 0 && !clients.has(item.client)

/** The items of an update in Yjs' first encoding; undefined where there is anything but plain appended bytes. */
function readItems(update: Uint8Array): Item[] | undefined {
  try {
    const decoder = decoding.createDecoder(update)
    const items: Item[] = []
    const blocks = decoding.readVarUint(decoder)
    for (let b = 0; b < blocks; b++) {
      const count = decoding.readVarUint(decoder)
      const client = decoding.readVarUint(decoder)
      const clock = decoding.readVarUint(decoder)
      for (let n = 0; n < count; n++) {
        const item = readItem(decoder, { client, clock: clock + n })
        if (!item) return undefined
        items.push(item)
      }
    }
    // Nothing is ever deleted in a volume, and nothing may stand behind.
    return decoding.readVarUint(decoder) === 0 && !decoding.hasContent(decoder) ? items : undefined
  } catch {
    return undefined // lib0 throws at the end of the bytes and on numbers that are too large
  }
}

function readItem(decoder: decoding.Decoder, id: ItemId): Item | undefined {
  const info = decoding.readUint8(decoder)
  if (info !== BINARY && info !== (BINARY | HAS_ORIGIN)) return undefined
  let origin: ItemId | undefined
  if (info & HAS_ORIGIN)
    origin = { client: decoding.readVarUint(decoder), clock: decoding.readVarUint(decoder) }
  else if (decoding.readVarUint(decoder) !== 1 || decoding.readVarString(decoder) !== ROOT) return undefined
  return { ...id, origin, bytes: decoding.readVarUint8Array(decoder) }
}
