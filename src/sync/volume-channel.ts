import { Awareness } from 'y-protocols/awareness'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { sameBytes } from '#entry/format.ts'
import { isStepOne, readVolumeMessage } from './frames.ts'
import { seedUpdate } from './seed.ts'
import { checkSlice, tailAt, type ItemId } from './slice-check.ts'
import { virtualSocketOn, type VirtualSocket } from './virtual-socket.ts'

/** Reconnecting is the one socket's business; a provider that tried by itself would only be in the way. */
const NEVER_MS = 24 * 3600 * 1000

export interface VolumeNews {
  /** New items in order; `from` is the line number of the first. */
  items(from: number, items: Uint8Array[]): void
  /** The catch-up is complete. */
  caughtUp(): void
  /** The relay sent what is no append. The bytes are the proof; the document did not see them. */
  notAnAppend(bytes: Uint8Array): void
}

/** One followed volume: its document, its provider, and the check that stands before them. */
export interface VolumeChannel {
  volume: string
  epoch: number
  hear(payload: Uint8Array): void
  /** The socket lives: the provider's own watchdog of 30 s must not think otherwise. */
  feed(now: number): void
  close(): void
}

/** Follows a volume from line `k` on, whose Yjs item is `last`. */
export function openVolumeChannel(
  at: { volume: string; epoch: number; k: number; last: ItemId | undefined },
  send: (payload: Uint8Array) => void,
  news: VolumeNews,
): VolumeChannel {
  const doc = new Y.Doc()
  // Before the provider listens, or it would be sent to the relay as a write.
  if (at.last) Y.applyUpdate(doc, seedUpdate(at.last))
  const awareness = new Awareness(doc)
  awareness.setLocalState(null)
  let tail = tailAt(at.last)
  let next = at.k + 1
  let isFrozen = false
  let socket: VirtualSocket | undefined
  let last = new Uint8Array()
  const early: Uint8Array[] = []

  const log = doc.getArray<Uint8Array>('log')
  log.observe((event) => {
    const items = event.delta.flatMap(({ insert }) => (Array.isArray(insert) ? (insert as Uint8Array[]) : []))
    news.items(next, items)
    next += items.length
  })
  const provider = new WebsocketProvider('mux:', at.volume, doc, {
    disableBc: true,
    awareness,
    maxBackoffTime: NEVER_MS,
    WebSocketPolyfill: virtualSocketOn({
      // Awareness and updates of a document that only the relay writes have no place on the wire.
      lets: isStepOne,
      send,
      connected(made) {
        socket = made
        for (const payload of early.splice(0)) pass(payload)
      },
    }),
  })
  provider.on('sync', (isSynced: boolean) => isSynced && news.caughtUp())

  function pass(payload: Uint8Array) {
    // The same message again comes from the way here, not from a relay that lies: it says nothing new.
    if (isFrozen || sameBytes(payload, last)) return
    const message = readVolumeMessage(payload)
    const checked = message && checkSlice(message.update, tail)
    if (!checked) {
      isFrozen = true
      return news.notAnAppend(payload)
    }
    tail = checked.tail
    last = payload.slice()
    socket!.onmessage?.({ data: last.buffer })
    // Later catch-ups on the same channel end with a step 2 of which the provider says nothing any more.
  }

  return {
    volume: at.volume,
    epoch: at.epoch,
    hear(payload) {
      if (socket) pass(payload)
      else early.push(payload)
    },
    feed: (now) => void (provider.wsLastMessageReceived = now),
    close() {
      provider.destroy()
      awareness.destroy()
      doc.destroy()
    },
  }
}
