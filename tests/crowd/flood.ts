import http from 'node:http'
import { encodeCbor } from '#entry/format.ts'
import { randomFrom } from '#support/random.ts'
import { stranger } from './stranger.ts'
import { visitor } from './visitor.ts'
import type { CrowdVillage } from './crowd-village.ts'

/** Ways of pouring bytes over a relay; each gives how many it has sent. */
export type Flood = (o: { book: CrowdVillage; port: number; bytes: number }) => Promise<Poured>
export interface Poured {
  bytes: number
  /** Connections, or requests, that it took. */
  came: number
  tookMs: number
}

/** All of it comes from here. */
const ADDRESS = '127.0.200.1'
const AT_ONCE = 20
const junk = (size: number, seed: number): Uint8Array => {
  const random = randomFrom(seed)
  return Uint8Array.from({ length: size }, () => random() * 256)
}

/** Pours by several hands until so much was sent. */
async function pour(bytes: number, once: (n: number) => Promise<number>): Promise<Poured> {
  let [sent, n, came] = [0, 0, 0]
  const began = performance.now()
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (sent < bytes) {
        // Awaited by itself: `sent += await …` would add to what was sent before the wait.
        const more = await once(n++)
        sent += more
        came += 1
      }
    }),
  )
  return { bytes: sent, came, tookMs: performance.now() - began }
}

/** Sockets that never say who they are, with frames as large as are heard. */
const beforeAuth: Flood = ({ port, bytes }) => {
  const frame = junk(60 * 1024, 1)
  frame[0] = 0
  return pour(bytes, async () => {
    await stranger(port, '/v1', { says: frame, localAddress: ADDRESS })
    return frame.length
  })
}

/** A villager's own phone that offers what nobody signed, as fast as it can, and comes back when it is shown the door. */
const afterAuth: Flood = ({ book, port, bytes }) => {
  const entry = junk(12 * 1024, 2)
  return pour(bytes, async () => {
    const phone = await visitor(book, book.pens.length - 1, port, undefined, ADDRESS)
    phone.raw.countOnly()
    let sent = 0
    for (; sent < bytes / AT_ONCE && phone.raw.isOpen; sent += entry.length) {
      phone.write(entry)
      await new Promise(setImmediate)
    }
    phone.raw.cut()
    return sent
  })
}

/** Requests to each door that takes a body. */
const bodies: Flood = ({ port, bytes }) => {
  const paths = ['/v1/offer', '/v1/carry', '/v1/admission', '/v1/request']
  const body = Buffer.from(encodeCbor([junk(60 * 1024, 3)]))
  return pour(
    bytes,
    (n) =>
      new Promise((resolve) => {
        const asked = http.request(
          {
            port,
            host: '127.0.0.1',
            localAddress: ADDRESS,
            method: 'POST',
            path: paths[n % paths.length]!,
            headers: { 'content-type': 'application/cbor', 'content-length': body.length },
          },
          (answer) => answer.resume().on('end', () => resolve(body.length)),
        )
        asked.on('error', () => resolve(body.length))
        asked.end(body)
      }),
  )
}

export const FLOODS: Record<string, Flood> = {
  'before AUTH': beforeAuth,
  'after AUTH': afterAuth,
  'HTTP bodies': bodies,
}
