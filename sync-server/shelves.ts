import { NO_CHAIN, nextChain } from '#entry/chains.ts'
import type { Hex8 } from '#entry/format.ts'
import type { LineClass } from '#entry/lines.ts'
import { partOf, wholeVolume } from '#rulebook/volumes.ts'
import type { Log, StoredEntry, StoredPlace } from './log.ts'
import { lineOf } from './stored.ts'
import type { ItemId } from './yjs-items.ts'

/** A part is full at so many lines or bytes; then the next begins, with a chain of its own. */
export const PART = { lines: 4096, bytes: 512 * 1024 } as const
/** No volume has been re-issued yet. */
export const VOLUME_EPOCH = 1

/** Where a volume's next line goes: behind the last line of its last part. */
interface Shelf {
  part: number
  k: number
  size: number
  chain: Uint8Array
  last: ItemId | undefined
  /** Devices whose admission stands in the volume. */
  devices: Set<Hex8>
}

type Unchained = Omit<StoredPlace, 'chain'> & { stored: StoredEntry }

/**
 * The ends of all volumes. Lines are put down at once, so that what is judged next sees them; their chains,
 * which WebCrypto only gives to who waits, follow before the batch is stored.
 */
export function openShelves(log: Log, client: number) {
  const shelves = new Map<string, Shelf>()
  let unchained: Unchained[] = []
  let introduced: string[] = []

  for (const place of log.lastPlaces()) {
    const name = wholeVolume(place.volume)
    const part = place.volume === name ? 1 : Number(place.volume.slice(name.length + 1))
    const shelf = shelfOf(name)
    if (part < shelf.part) continue
    const { k, size, chain, clock } = place
    shelves.set(name, { ...shelf, part, k, size, chain, last: { client: place.client, clock } })
  }
  for (const [key] of log.metas('device/')) {
    const [, volume, device] = /^device\/(.+) ([0-9a-f]+)$/.exec(key)!
    shelfOf(volume!).devices.add(device!)
  }

  function shelfOf(name: string): Shelf {
    let shelf = shelves.get(name)
    if (!shelf) {
      shelf = { part: 1, k: 0, size: 0, chain: NO_CHAIN, last: undefined, devices: new Set() }
      shelves.set(name, shelf)
    }
    return shelf
  }

  return {
    /** Whether a device's admission stands in a volume. */
    knows: (name: string, device: Hex8): boolean => shelves.get(name)?.devices.has(device) ?? false,

    /** Puts an entry on the next line of a volume. */
    put(name: string, stored: StoredEntry, cls: LineClass) {
      const shelf = shelfOf(name)
      if (shelf.k >= PART.lines || (shelf.k > 0 && shelf.size + stored.bytes.length > PART.bytes)) {
        Object.assign(shelf, { part: shelf.part + 1, k: 0, size: 0, last: undefined })
      }
      shelf.k += 1
      shelf.size += stored.bytes.length
      const clock = shelf.last?.client === client ? shelf.last.clock + 1 : 0
      shelf.last = { client, clock }
      const { k, size, part } = shelf
      unchained.push({ volume: partOf(name, part), k, i: stored.i, class: cls, client, clock, size, stored })
    },

    /** Notes that a device's admission now stands in a volume. */
    admit(name: string, device: Hex8) {
      shelfOf(name).devices.add(device)
      introduced.push(`device/${name} ${device}`)
    },

    /** The lines put down since the last time, with their chains. */
    async takeLines() {
      const taken = unchained
      const keys = introduced
      unchained = []
      introduced = []
      const places: StoredPlace[] = []
      for (const { stored, ...place } of taken) {
        const shelf = shelfOf(wholeVolume(place.volume))
        const before = place.k === 1 ? NO_CHAIN : shelf.chain
        const line = lineOf(stored, place.k, place.class)
        shelf.chain = await nextChain(place.volume, VOLUME_EPOCH, before, line, stored.id)
        places.push({ ...place, chain: shelf.chain })
      }
      return { places, meta: keys.map((key) => [key, new Uint8Array([1])] as const) }
    },
  }
}
