// The same doors over HTTP: bodies of requests, and frames on rides that began rightly.
import { sha256, sign } from '#entry/crypto.ts'
import { decodeCbor, encodeCbor } from '#entry/format.ts'
import { carried, type Carried } from '#rulebook/carriage.ts'
import { AUTH, authBytes, FROM_RELAY, hear, PING, tell, WIRE_VERSION } from '#rulebook/wire.ts'
import { createHttp } from '#server/http.ts'
import { examples } from './examples.ts'
import { answersOthers, control, frames, watchBook } from './relay-surfaces.ts'
import { must, type Surface } from './surface.ts'

/** Each from another address: the limits by address are tested elsewhere. */
const addressOf = (n: number) => `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`

/** The examples' village behind its HTTP door, with what must hold of every answer. */
async function openDoor() {
  const { v, entries, request } = await examples()
  const app = await createHttp({ relay: v.relay, publicUrl: '', trustProxy: false })
  const onlyOriginals = watchBook(v, entries)
  async function post(url: string, bytes: Uint8Array, remoteAddress: string) {
    const headers = { 'content-type': 'application/cbor' }
    const answer = await app.inject({
      method: 'POST',
      url,
      headers,
      payload: Buffer.from(bytes),
      remoteAddress,
    })
    must(answer.statusCode < 500 || answer.statusCode === 503, `answered ${answer.statusCode}`)
    return answer
  }
  async function check() {
    await answersOthers(v)
    onlyOriginals()
  }
  return { v, entries, request, post, check, close: () => app.close() }
}

const PATHS = ['/v1/admission', '/v1/request', '/v1/offer', '/v1/carry'] as const
const bodies: Surface = {
  name: 'bodies of requests',
  share: 20_000,
  async open() {
    const { v, entries, request, post, check, close } = await openDoor()
    const ride: Carried = { ride: 'ab'.repeat(16), from: 0, got: 0, frames: await frames(), closed: null }
    let n = 0
    return {
      corpus: [encodeCbor(entries), request, encodeCbor(carried.write(ride)), encodeCbor([v.founding])],
      async feed(bytes) {
        await post(PATHS[n++ % PATHS.length]!, bytes, addressOf(n))
      },
      check,
      close,
    }
  },
}

const rides: Surface = {
  name: 'frames on a ride over HTTP',
  share: 10_000,
  async open() {
    const { v, post, check, close } = await openDoor()
    let ride: Carried | undefined
    let n = 0

    /** One request of a ride with these frames; its answer, or nothing where the ride is over. */
    async function carry(on: Carried, sent: Uint8Array[]): Promise<Carried | undefined> {
      const told = {
        ride: on.ride,
        from: on.got,
        got: on.from + on.frames.length,
        frames: sent,
        closed: null,
      }
      const answer = await post('/v1/carry', encodeCbor(carried.write(told)), addressOf(n))
      if (answer.statusCode !== 200) return undefined
      const heard = carried.read(decodeCbor(answer.rawPayload))!
      return heard.closed === null ? heard : undefined
    }

    /** Boards and says who one is, as a phone of the village. */
    async function board(): Promise<Carried> {
      // The buckets refill with time; here time is a number.
      v.clock.now += 60_000
      n += 1
      const begun = (await carry({ ride: '', from: 0, got: 0, frames: [], closed: null }, []))!
      const hello = hear(FROM_RELAY, begun.frames[0]!.subarray(1))
      if (hello?.is !== 'HELLO') throw new Error('a ride began without a greeting')
      const { device, keys } = v.phones.王大婶
      const message = authBytes(v.village, hello.body.nonce, await sha256(v.relay.relayKey))
      const signature = await sign(keys.privateKey, 'xy1auth', message)
      const auth = { wire: WIRE_VERSION, app: 'test', device, signature, have: [], room: null }
      const welcomed = await carry(begun, [control(tell(AUTH, auth))])
      must(
        welcomed?.frames.some((frame) => hear(FROM_RELAY, frame.subarray(1))?.is === 'WELCOME') ?? false,
        'a right phone was not welcomed on a ride',
      )
      return welcomed!
    }
    return {
      corpus: (await frames()).slice(1),
      async feed(bytes) {
        ride ??= await board()
        // Asked for an answer as well, or a relay that has nothing to say would hold the request.
        ride = await carry(ride, [bytes, control(tell(PING, { n: 1 }))])
        await v.relay.idle()
      },
      check,
      close,
    }
  },
}

export const httpSurfaces: Surface[] = [bodies, rides]
