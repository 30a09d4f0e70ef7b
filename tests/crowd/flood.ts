import http from 'node:http'
import { encodeCbor } from '#entry/format.ts'
import { randomFrom } from '#support/random.ts'
import { stranger } from './stranger.ts'
import { visitor } from './visitor.ts'
import type { CrowdVillage } from './crowd-village.ts'
import type { WatchedRelay } from './watched-relay.ts'

/** Ways of pouring bytes over a relay. */
export type Flood = (o: {
  book: CrowdVillage
  relay: WatchedRelay
  bytes: number
  overMs: number
}) => Promise<Poured>
export interface Poured {
  /** Bytes that reached the relay: what a socket still holds when it is cut, and what is shown the door, never did. */
  bytes: number
  /** Connections, or requests, that it took. */
  came: number
  tookMs: number
}

/** All of it comes from here. */
const ADDRESS = '127.0.200.1'
const AT_ONCE = 20
const LOOK_MS = 20
const junk = (size: number, seed: number): Uint8Array => {
  const random = randomFrom(seed)
  return Uint8Array.from({ length: size }, () => random() * 256)
}
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** What each hand is given: its turn for so many bytes, at the flood's pace, and whether enough has arrived. */
interface Hand {
  turn(bytes: number): Promise<void>
  isEnough(): boolean
}

/** Pours by several hands until so much has arrived, and no sooner than in so long. */
async function pour(
  { relay, bytes, overMs }: Parameters<Flood>[0],
  once: (n: number, hand: Hand) => Promise<void>,
): Promise<Poured> {
  let [n, came] = [0, 0]
  const first = await relay.received(ADDRESS)
  const arrived = async () => (await relay.received(ADDRESS)) - first
  const began = performance.now()
  let [due, isOver] = [began, false]
  const hand: Hand = {
    turn(size) {
      due += (size * overMs) / bytes
      return pause(due - performance.now()) as Promise<void>
    },
    isEnough: () => isOver,
  }
  const hands = Array.from({ length: AT_ONCE }, async () => {
    while (!isOver) {
      await once(n++, hand)
      came += 1
    }
  })
  while ((await arrived()) < bytes) await pause(LOOK_MS)
  isOver = true
  const tookMs = performance.now() - began
  await Promise.all(hands)
  return { bytes: await arrived(), came, tookMs }
}

/** Sockets that never say who they are, with frames as large as are heard. */
const beforeAuth: Flood = (o) => {
  const frame = junk(60 * 1024, 1)
  frame[0] = 0
  return pour(o, async (_n, { turn }) => {
    await turn(frame.length)
    await stranger(o.relay.port, '/v1', { says: frame, localAddress: ADDRESS })
  })
}

/** A villager's own phone that offers what nobody signed, and comes back when it is shown the door. */
const afterAuth: Flood = (o) => {
  const entry = junk(12 * 1024, 2)
  return pour(o, async (_n, { turn, isEnough }) => {
    const phone = await visitor(o.book, o.book.pens.length - 1, o.relay.port, undefined, ADDRESS)
    phone.raw.countOnly()
    while (phone.raw.isOpen && !isEnough()) {
      await turn(entry.length)
      phone.write(entry)
    }
    phone.raw.cut()
  })
}

/** Requests to each door that takes a body. */
const bodies: Flood = (o) => {
  const paths = ['/v1/offer', '/v1/carry', '/v1/admission', '/v1/request']
  const body = Buffer.from(encodeCbor([junk(60 * 1024, 3)]))
  const ask = (path: string) =>
    new Promise<void>((resolve) => {
      const asked = http.request(
        {
          port: o.relay.port,
          host: '127.0.0.1',
          localAddress: ADDRESS,
          method: 'POST',
          path,
          headers: { 'content-type': 'application/cbor', 'content-length': body.length },
        },
        (answer) => answer.resume().on('close', resolve),
      )
      asked.on('error', () => resolve())
      asked.end(body)
    })
  return pour(o, async (n, { turn }) => {
    await turn(body.length)
    await ask(paths[n % paths.length]!)
  })
}

export const FLOODS: Record<string, Flood> = {
  'before AUTH': beforeAuth,
  'after AUTH': afterAuth,
  'HTTP bodies': bodies,
}
