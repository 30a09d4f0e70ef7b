import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { emptyStep2, encodeItems, updateMessage, type ItemId } from '#server/yjs-items.ts'
import { readSync, readUpdate } from './frames.ts'
import { silence, type Ground, type LivePhone, type Side, type State, type Synced } from './side.ts'
import { dialRaw, listen, type Raw } from './socket.ts'

const NOTHING = new Uint8Array([0])

/** How a peer names documents on its sockets: a socket for each, or a name before each message. */
export interface Naming {
  name: 'y-websocket' | 'hocuspocus'
  socketsFor(names: string[]): { path: string; names: string[] }[]
  wrap(name: string, payload: Uint8Array): Uint8Array
  unwrap(frame: Uint8Array): { name?: string; payload: Uint8Array }
  /** What comes before the first step 1 of a document. */
  hello(name: string): Uint8Array | undefined
  isSync(sort: number): boolean
}

/** A peer: ordinary two-way Yjs, as its own client speaks it, without awareness and without the 30 s watchdog. */
export function yjsSide(naming: Naming, { documents }: Ground): Side {
  // The newest item that phones of this generator have seen: what somebody who types stands behind.
  let tip: ItemId = documents.tipOf(documents.live)

  /** Opens documents on a socket; `done` once each has brought its step 2. */
  function open(
    raw: Raw,
    names: string[],
    vectorOf: (name: string) => Uint8Array,
    heard: Heard,
  ): Promise<void> {
    const left = new Set(names)
    const answered = new Set<string>()
    return new Promise((resolve, reject) => {
      raw.closed = () => reject(new Error('closed before all was there'))
      listen(raw, (frame) => {
        heard.any?.()
        const { name = names[0]!, payload } = naming.unwrap(frame)
        if (!naming.isSync(payload[0]!)) return
        const { sort, content } = readSync(payload)
        if (sort === 0) {
          raw.send(naming.wrap(name, emptyStep2()))
          answered.add(name)
        } else if (sort === 1) left.delete(name)
        else heard.update?.(content)
        if (left.size === 0 && answered.size === names.length) resolve()
      })
      for (const name of names) {
        const hello = naming.hello(name)
        if (hello) raw.send(hello)
        raw.send(naming.wrap(name, step1(vectorOf(name))))
      }
    })
  }

  return {
    name: naming.name,
    async sync(port, state) {
      const quiet = silence()
      const raws = await Promise.all(
        naming.socketsFor(documents.names).map(async ({ path, names }) => {
          const raw = await dialRaw(port, path)
          await open(raw, names, vectorIn(state), { any: quiet.heard })
          return raw
        }),
      )
      const sum = (key: 'down' | 'up' | 'frames') => raws.reduce((all, raw) => all + raw[key], 0)
      const close = () => raws.forEach((raw) => raw.close())
      const [down, up, messages] = [sum('down'), sum('up'), sum('frames')]
      return { down, up, messages, longestSilenceMs: quiet.longest(), close } satisfies Synced
    },

    async stay(port, _, isReading) {
      const [at] = naming.socketsFor([documents.live])
      const raw = await dialRaw(port, at!.path)
      const client = 1 + Math.floor(Math.random() * 0x3ffffffe)
      let clock = 0
      const phone: LivePhone = {
        raw,
        write(bytes) {
          const update = encodeItems(tip, [{ client, clock: clock++, bytes }])
          raw.send(naming.wrap(documents.live, updateMessage(update)))
        },
        onEntries: undefined,
        onAnswered: undefined,
      }
      await open(raw, at!.names, vectorIn('now'), {
        update(content) {
          if (!phone.onEntries) return
          const read = readUpdate(content)
          if (read.tip) tip = read.tip
          phone.onEntries(read.numbers)
        },
      })
      raw.closed = undefined
      if (!isReading) raw.countOnly()
      return phone
    },
  }

  function vectorIn(state: State) {
    return (name: string) => (state === 'nothing' ? NOTHING : (documents.vectors[state].get(name) ?? NOTHING))
  }
}
interface Heard {
  any?(): void
  update?(content: Uint8Array): void
}

/** Says what a document's phone has. */
function step1(vector: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, 0)
  encoding.writeVarUint(encoder, 0)
  encoding.writeVarUint8Array(encoder, vector)
  return encoding.toUint8Array(encoder)
}

/** y-websocket: the document is the address. */
export const Y_WEBSOCKET: Naming = {
  name: 'y-websocket',
  socketsFor: (names) => names.map((name) => ({ path: `/${name}`, names: [name] })),
  wrap: (_, payload) => payload,
  unwrap: (payload) => ({ payload }),
  hello: () => undefined,
  isSync: (sort) => sort === 0,
}

/** Hocuspocus: one socket, the document's name before each message, and a token first. */
export const HOCUSPOCUS: Naming = {
  name: 'hocuspocus',
  socketsFor: (names) => [{ path: '/', names }],
  wrap(name, payload) {
    const encoder = encoding.createEncoder()
    encoding.writeVarString(encoder, name)
    encoding.writeUint8Array(encoder, payload)
    return encoding.toUint8Array(encoder)
  },
  unwrap(frame) {
    const decoder = decoding.createDecoder(frame)
    const name = decoding.readVarString(decoder)
    return { name, payload: decoding.readTailAsUint8Array(decoder) }
  },
  hello(name) {
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, 2)
    encoding.writeVarUint(encoder, 0)
    encoding.writeVarString(encoder, 'token')
    return HOCUSPOCUS.wrap(name, encoding.toUint8Array(encoder))
  },
  isSync: (sort) => sort === 0 || sort === 4,
}
