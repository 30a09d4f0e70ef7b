import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import * as encoding from 'lib0/encoding'
import { encodeItems, type ItemId } from '#server/yjs-items.ts'
import type { Written } from './fill.ts'
import type { Book } from './make.ts'

/** The same book as a peer holds it: a document for each volume, written by as many Yjs clients as there were visits. */
export interface Documents {
  folder: string
  names: string[]
  live: string
  /** State vectors of a phone that was away for the week, and of one that has everything. */
  vectors: { weekAgo: Map<string, Uint8Array>; now: Map<string, Uint8Array> }
  clients: number
  tipOf(name: string): ItemId
}

/** Writes the documents as files that the peers' servers load. */
export function writeDocuments(folder: string, book: Book): Documents {
  mkdirSync(folder, { recursive: true })
  const items = new Map<string, (ItemId & { bytes: Uint8Array })[]>()
  const clocks = new Map<string, number>()
  for (const one of [...rosterOf(book), ...book.said]) {
    // A visit writes in one volume; ids as large as Yjs' random ones.
    const client = 0x40000000 + ((one.visit * 2654435761) % 0x3fffffff)
    const key = `${one.volume} ${client}`
    const clock = clocks.get(key) ?? 0
    clocks.set(key, clock + 1)
    const list = items.get(one.volume) ?? []
    list.push({ client, clock, bytes: one.bytes })
    items.set(one.volume, list)
  }
  const week = new Set(book.week.map(({ bytes }) => bytes))
  const vectors = { weekAgo: new Map<string, Uint8Array>(), now: new Map<string, Uint8Array>() }
  for (const [name, list] of items) {
    writeFileSync(path.join(folder, encodeURIComponent(name)), encodeItems(undefined, list))
    vectors.now.set(name, stateVector(list))
    vectors.weekAgo.set(name, stateVector(list.filter(({ bytes }) => !week.has(bytes))))
  }
  const live = book.said[0]!.volume
  const clients = new Set([...items.values()].flat().map(({ client }) => client)).size
  return {
    folder,
    names: [...items.keys()],
    live,
    vectors,
    clients,
    tipOf: (name) => items.get(name)!.at(-1)!,
  }
}

/** Households, people and offices: what a peer needs of the roster, as it checks no keys of phones. */
const rosterOf = (book: Book): Written[] =>
  book.registered.map((bytes, n) => ({ bytes, volume: 'roster', visit: 1_000_000 + n }))

function stateVector(items: readonly ItemId[]): Uint8Array {
  const clocks = new Map<number, number>()
  for (const { client, clock } of items) clocks.set(client, clock + 1)
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, clocks.size)
  for (const [client, clock] of clocks) {
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, clock)
  }
  return encoding.toUint8Array(encoder)
}
