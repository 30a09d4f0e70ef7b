import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as syncProtocol from 'y-protocols/sync'
import * as Y from 'yjs'
import { sha256, sign } from '#entry/crypto.ts'
import { joinBytes, type Hex8 } from '#entry/format.ts'
import { FIRST, unpackItem, type Line } from '#entry/lines.ts'
import {
  ASK,
  AUTH,
  authBytes,
  FROM_RELAY,
  hear,
  OFFER,
  tell,
  WIRE_VERSION,
  type Answer,
  type FromRelay,
  type Message,
  type PhoneRoom,
  type Told,
} from '#rulebook/wire.ts'
import type { Relay } from '#server/relay.ts'

/** The two ends of a connection, in the hand or over a socket. */
export interface Wire {
  send(frame: Uint8Array): void
  /** Set by the phone. */
  heard: (frame: Uint8Array) => void
  closed: (code: number) => void
  close(): void
  /** What the relay believes is still on the way; settable in the hand. */
  buffered: number
}

/** A wire without sockets: what the relay sends is heard at once. */
export function inHand(relay: Relay): Wire {
  const session = {
    send: (frame: Uint8Array) => wire.heard(frame),
    close: (code: number) => wire.closed(code),
    buffered: () => wire.buffered,
  }
  const wire: Wire = {
    send: (frame) => relay.hear(session, frame),
    heard: () => {},
    closed: () => {},
    close: () => relay.leave(session),
    buffered: 0,
  }
  // The phone is listening by the time the relay has signed its HELLO.
  relay.connect(session)
  return wire
}

export interface Identity {
  device: Hex8
  keys: CryptoKeyPair
  village: Hex8
  relayKey: Uint8Array
}
export type HaveRow = Told<typeof AUTH>['body']['have'][number]

/** What a phone says of itself, where it is not what is usual. */
interface Greeting {
  wire?: number
  keys?: CryptoKeyPair
  app?: string
  room?: PhoneRoom
}

/** A phone that speaks the wire and keeps what it hears; it checks nothing. */
export function testPhone(wire: Wire, me: Identity) {
  const told: FromRelay[] = []
  const docs = new Map<string, Y.Doc>()
  const channels = new Map<number, string>()
  const frames: { channel: number; payload: Uint8Array }[] = []
  const watchers = new Set<() => void>()
  let closed: number | undefined
  let n = 0

  wire.closed = (code) => {
    closed = code
    for (const look of [...watchers]) look()
  }
  wire.heard = (frame) => {
    const decoder = decoding.createDecoder(frame)
    const channel = decoding.readVarUint(decoder)
    const payload = decoding.readTailAsUint8Array(decoder)
    frames.push({ channel, payload: payload.slice() })
    if (channel === 0) {
      const message = hear(FROM_RELAY, payload) as FromRelay
      if (!message) throw new Error('the relay said something that is no message')
      told.push(message)
      if (message.is === 'OPENED') channels.set(message.body.channel, message.body.volume)
    } else {
      const volume = channels.get(channel)!
      const sync = decoding.createDecoder(payload)
      // Who is here is nothing that a document holds.
      const isSync = decoding.readVarUint(sync) === 0
      if (isSync) syncProtocol.readSyncMessage(sync, encoding.createEncoder(), doc(volume), 'relay')
    }
    for (const look of [...watchers]) look()
  }

  function doc(volume: string): Y.Doc {
    if (!docs.has(volume)) docs.set(volume, new Y.Doc({ gc: false }))
    return docs.get(volume)!
  }

  /** Resolves once a reading of what was heard is there. */
  function until<T>(reading: () => T | undefined | false | 0): Promise<T> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        watchers.delete(look)
        reject(new Error(`waited in vain; closed: ${closed}; heard: ${told.map((one) => one.is).join(' ')}`))
      }, 8000)
      const look = () => {
        const value = reading()
        if (!value) return
        watchers.delete(look)
        clearTimeout(late)
        resolve(value)
      }
      watchers.add(look)
      look()
    })
  }

  const messages = <N extends FromRelay['is']>(is: N) =>
    told.filter((one): one is Extract<FromRelay, { is: N }> => one.is === is)

  const phone = {
    wire,
    told,
    frames,
    docs,
    messages,
    until,
    doc,
    say: <B>(message: Message<B>, body: B) => wire.send(joinBytes(new Uint8Array([0]), tell(message, body))),
    /** Sends a payload on a volume's channel. */
    sendOn(channel: number, payload: Uint8Array) {
      const encoder = encoding.createEncoder()
      encoding.writeVarUint(encoder, channel)
      wire.send(joinBytes(encoding.toUint8Array(encoder), payload))
    },
    channelOf: (volume: string) => [...channels].find(([, name]) => name === volume)?.[0],
    closed: () => until(() => closed),
    isClosed: () => closed !== undefined,
    /** Says who it is and what it has, and waits to be welcomed. */
    async auth(have: HaveRow[] = [], more: Greeting = {}) {
      const hello = await until(() => messages('HELLO')[0])
      const message = authBytes(me.village, hello.body.nonce, await sha256(me.relayKey))
      const signature = await sign((more.keys ?? me.keys).privateKey, 'xy1auth', message)
      const { wire = WIRE_VERSION, app = 'test', room = null } = more
      phone.say(AUTH, { wire, app, device: me.device, signature, have, room })
      return phone
    },
    async welcomed(have: HaveRow[] = [], more: Greeting = {}) {
      await phone.auth(have, more)
      await until(() => messages('WELCOME')[0])
      return phone
    },
    /** Offers entries; resolves with an answer for each, in the order of the entries. */
    async offer(...entries: Uint8Array[]): Promise<Answer[]> {
      const offers = entries.map((entry) => ({ n: ++n, entry }))
      phone.say(OFFER, { offers })
      const answers = () => messages('ANSWER').flatMap((one) => one.body.answers)
      const own = () => offers.map((one) => answers().find((answer) => answer.n === one.n))
      return until(() => (own().every(Boolean) ? (own() as Answer[]) : undefined))
    },
    ask: (ids: string[]) => phone.say(ASK, { ids }),
    /** The lines of a volume as far as they have come. */
    lines(volume: string): { line: Line; entry: Uint8Array }[] {
      let before = FIRST
      return doc(volume)
        .getArray<Uint8Array>('log')
        .toArray()
        .map((item) => {
          const unpacked = unpackItem(before, item)!
          before = unpacked.line
          return unpacked
        })
    },
    /** Resolves once a volume has so many lines. */
    has: (volume: string, count: number) => until(() => phone.lines(volume).length >= count),
    close: () => wire.close(),
  }
  return phone
}
export type TestPhone = ReturnType<typeof testPhone>
