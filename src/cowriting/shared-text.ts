import { fromBase64, toBase64 } from 'lib0/buffer'
import { Awareness, removeAwarenessStates } from 'y-protocols/awareness'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { DRAFT_TEXT, type DraftLine, type DraftNews } from '#rulebook/draft.ts'
import type { Code } from '#rulebook/verdict.ts'
import { virtualSocketOn, type VirtualSocket } from '#sync/virtual-socket.ts'
import { differenceOf } from './difference.ts'

/** Reconnecting is the one socket's business. */
const NEVER_MS = 24 * 3600 * 1000
const BOX = 'box'
const EARLIER = 'earlier'

/** A text that several write at the same time, also apart and without network. */
export interface SharedText {
  /** As the box shows it. */
  text(): string
  /** The box now holds this, and the cursor stands at `cursor`. */
  typed(text: string, cursor: number): void
  /** While a word is being composed, what others write waits: it would tear the word out of the hands. */
  compose(isComposing: boolean): void
  /** Who else has it open, by the relay's word. */
  here(): string[]
  state(): 'away' | 'open' | Code
  /** All of it, to be kept on this phone. */
  kept(): string
  /** Asks for it anew, after it was refused. */
  again(): void
  close(): void
}

/** Opens the text; `kept`: what this phone kept of it; `line`: gives the one socket's end of it. */
export function openSharedText(o: {
  name: string
  kept: string
  line(hear: (what: DraftNews) => void): DraftLine
  /** Where the cursor stands in the box, and what is selected: from and to, none where it is not in it. */
  cursor(): readonly number[]
  /** Something is new; where others have written, with where the cursor belongs now. */
  changed(cursor?: number[]): void
}): SharedText {
  const doc = new Y.Doc()
  if (o.kept) Y.applyUpdate(doc, fromBase64(o.kept), EARLIER)
  const awareness = new Awareness(doc)
  const box = boxOn(doc, o)
  let state: 'away' | 'open' | Code = 'away'
  let provider: WebsocketProvider | undefined
  let socket: VirtualSocket | undefined
  /** What came before the provider listened. */
  let early: Uint8Array[] = []

  const told = (what: DraftNews) => {
    if (what.is === 'heard') return hear(what.payload)
    state = what.is === 'denied' ? what.code : what.is === 'opened' ? 'open' : 'away'
    if (state === 'open') begin()
    // Who was here by the relay's word is not known to be here any more.
    else removeAwarenessStates(awareness, others(), 'away')
    o.changed()
  }
  let line = o.line(told)
  awareness.on('change', () => o.changed())
  begin()

  /** A provider compares what both sides have when its socket opens: so each connection has a new one. */
  function begin() {
    end()
    // Others take it for new only with a higher count than the last one they heard, and the first is 0.
    awareness.setLocalState({})
    provider = new WebsocketProvider('mux:', o.name, doc, {
      disableBc: true,
      awareness,
      maxBackoffTime: NEVER_MS,
      WebSocketPolyfill: virtualSocketOn({
        send: (payload) => line.say(payload),
        connected(made) {
          socket = made
          feed()
          for (const payload of early.splice(0)) hear(payload)
        },
      }),
    })
  }
  function end() {
    // Closed first, or the provider would say that this page is gone.
    socket?.close()
    provider?.destroy()
    ;[socket, early] = [undefined, []]
  }
  function hear(payload: Uint8Array) {
    if (!socket) return void early.push(payload)
    socket.onmessage?.({ data: payload.slice().buffer })
    feed()
  }
  /** The one socket has a heartbeat; the provider's own watchdog would close a line on which nobody writes. */
  function feed() {
    provider!.wsLastMessageReceived = Infinity
  }
  function others() {
    return [...awareness.getStates().keys()].filter((client) => client !== doc.clientID)
  }

  return {
    ...box,
    here: () => [
      ...new Set(
        [...awareness.getStates().values()].flatMap(({ person }) => (person ? [String(person)] : [])),
      ),
    ],
    state: () => state,
    kept: () => toBase64(Y.encodeStateAsUpdate(doc)),
    again() {
      line.close()
      line = o.line(told)
    },
    close() {
      line.close()
      end()
      awareness.destroy()
      doc.destroy()
    },
  }
}

/** A writer's box: a copy of the text that follows it, but for while a word is being composed. */
function boxOn(doc: Y.Doc, o: Pick<Parameters<typeof openSharedText>[0], 'cursor' | 'changed'>) {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc), EARLIER)
  const text = copy.getText(DRAFT_TEXT)
  let typedLast: [string, number] | undefined
  let held: Uint8Array[] | undefined

  copy.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin === BOX) Y.applyUpdate(doc, update, BOX)
  })
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin === BOX) o.changed()
    else if (held) held.push(update)
    else take([update])
  })
  doc.on('destroy', () => copy.destroy())

  /** What others wrote comes into the box; the cursor stays with the words that it stands at. */
  function take(updates: Uint8Array[]) {
    let places = [...o.cursor()]
    const move = ({ delta }: Y.YTextEvent) => (places = places.map((at) => movedBy(delta, at)))
    text.observe(move)
    for (const update of updates) Y.applyUpdate(copy, update)
    text.unobserve(move)
    o.changed(places)
  }
  function typed(next: string, cursor: number) {
    typedLast = [next, cursor]
    if (held) return
    const difference = differenceOf(text.toString(), next, cursor)
    if (!difference) return
    const { at, gone, come } = difference
    copy.transact(() => {
      text.delete(at, gone)
      text.insert(at, come)
    }, BOX)
  }
  return {
    text: () => (held && typedLast ? typedLast[0] : text.toString()),
    typed,
    compose(isComposing: boolean) {
      if (isComposing) {
        if (!held) [held, typedLast] = [[], undefined]
        return
      }
      const [waiting, last] = [held, typedLast]
      held = undefined
      if (last) typed(...last)
      take(waiting ?? [])
    },
  }
}

/** Where a place in a text is after a change. */
function movedBy(delta: Y.YTextEvent['delta'], at: number): number {
  let [index, place] = [0, at]
  for (const { retain = 0, insert = '', delete: gone = 0 } of delta) {
    const come = (insert as string).length
    if (index < place) place = Math.max(index, place - gone) + come
    index += retain + come
  }
  return place
}
