import { packItem, FIRST } from '#entry/lines.ts'
import { HEAD, LIMITS } from '#rulebook/wire.ts'
import type { Heads, Published } from './heads.ts'
import type { Log, StoredPlace } from './log.ts'
import { lineOf } from './stored.ts'
import { frameOf, give, sendOn, together, type Channel, type Visit } from './visits.ts'
import { emptyStep2, encodeItems, updateMessage } from './yjs-items.ts'

/** A catch-up leaves this much waiting at most, so that answers do not queue behind it on a slow link. */
const CATCH_UP_BYTES = 64 * 1024
const SLICE_LINES = 256

interface Slice {
  to: number
  message: Uint8Array
}

/** Sends volumes: a catch-up and a live change are the same thing, a slice from where a phone is. */
export function createReplay(log: Log, heads: Heads) {
  // Three hundred phones follow the same volume; each slice for all of them is cut once, and each head put together.
  const latest = new Map<string, Slice>()
  // Mostly the next phone stands where the one before it stood.
  let last = { volume: '', from: 0, until: 0, slice: undefined as Slice | undefined }
  const headFrames = new WeakMap<Published, Uint8Array>()

  function sliceFor(volume: string, from: number, until: number): Slice {
    if (!last.slice || last.until !== until || last.from !== from || last.volume !== volume)
      last = { volume, from, until, slice: slice(volume, from, until) }
    return last.slice!
  }

  function slice(volume: string, from: number, until: number): Slice {
    const name = `${volume} ${from}`
    const kept = latest.get(name)
    const isFull = kept && (kept.to === until || kept.message.length >= LIMITS.slice / 2)
    if (isFull && kept.to <= until) return kept
    const places = log.places(volume, from, Math.min(SLICE_LINES, until - from + 1))
    const taken: StoredPlace[] = []
    let size = 0
    for (const place of places) {
      const bytes = place.size - (taken.at(-1)?.size ?? log.place(volume, from - 1)?.size ?? 0)
      if (taken.length && size + bytes > LIMITS.slice) break
      taken.push(place)
      size += bytes
    }
    const made = { to: taken.at(-1)!.k, message: updateMessage(itemsOf(volume, taken)) }
    if (latest.size >= 500) latest.clear()
    latest.set(name, made)
    return made
  }

  /** The Yjs update for consecutive lines of one part. */
  function itemsOf(volume: string, places: readonly StoredPlace[]): Uint8Array {
    const before = log.place(volume, places[0]!.k - 1)
    let line = before ? lineOf(log.numbered(before.i)!, before.k, before.class) : FIRST
    const items = places.map((place) => {
      const stored = log.numbered(place.i)!
      const next = lineOf(stored, place.k, place.class)
      const bytes = packItem(line, next, stored.bytes)
      line = next
      return { client: place.client, clock: place.clock, bytes }
    })
    return encodeItems(before, items)
  }

  function headFrame(published: Published): Uint8Array {
    const kept = headFrames.get(published)
    if (kept) return kept
    const { head, signature } = published.head
    const made = frameOf(HEAD, { head: { bytes: head, signature } })
    headFrames.set(published, made)
    return made
  }

  /** Sends on a channel what fits; true when the phone has all there is. */
  function pump(visit: Visit, channel: Channel): boolean {
    const published = heads.of(channel.volume)
    if (channel.sent === undefined || !visit.isOpen) return true
    const until = published?.k ?? 0
    while (channel.sent < until) {
      if (visit.session.buffered() > (channel.owesStep2 ? CATCH_UP_BYTES : LIMITS.slowReader)) {
        visit.isBehind = true
        return false
      }
      const { to, message } = sliceFor(channel.volume, channel.sent + 1, until)
      sendOn(visit, channel, message)
      channel.sent = to
    }
    if (channel.owesStep2) {
      sendOn(visit, channel, emptyStep2())
      channel.owesStep2 = false
    }
    if (channel.owesHead && published) {
      give(visit, headFrame(published))
      channel.owesHead = false
    }
    return true
  }

  return {
    itemsOf,
    /** Sends a connection what it lacks, one volume after the other in the order they were opened. */
    pumpAll(visit: Visit) {
      visit.isBehind = false
      together(visit, () => {
        for (const channel of visit.channels.values()) if (!pump(visit, channel)) return
      })
    },

    /** The same for volumes that have grown, so that what has not costs nothing. */
    pumpSome(visit: Visit, volumes: readonly string[]) {
      together(visit, () => {
        for (const volume of volumes) {
          const channel = visit.byVolume.get(volume)
          if (channel && !pump(visit, channel)) return
        }
      })
    },

    /** How many lines of a part lie wholly within a Yjs state vector. */
    linesWithin(volume: string, has: ReadonlyMap<number, number>): number {
      const runs: { client: number; length: number }[] = []
      for (let k = heads.of(volume)?.k ?? 0; k > 0;) {
        const { client, clock } = log.place(volume, k)!
        runs.unshift({ client, length: clock + 1 })
        k -= clock + 1
      }
      let lines = 0
      for (const { client, length } of runs) {
        const held = Math.min(has.get(client) ?? 0, length)
        lines += held
        if (held < length) break
      }
      return lines
    },
  }
}
export type Replay = ReturnType<typeof createReplay>
