// What a phone is answered over plain HTTP, by the relay or by whoever stands in its place: it reads it or goes on
// without, and believes no founding but the one that its claim link names.
import { decodeCbor, encodeCbor, sameBytes } from '#entry/format.ts'
import { look } from '#desk/look.ts'
import { checkClaim } from '#identity/hand.ts'
import { CARRIAGE, carried, type Carried } from '#rulebook/carriage.ts'
import { answer } from '#rulebook/wire.ts'
import { HttpSocket } from '#sync/http-socket.ts'
import { admit, fetchFounding } from '#sync/http.ts'
import { examples } from './examples.ts'
import { must, type Surface } from './surface.ts'

const RELAY = 'http://relay'
const RIDE = 'ab'.repeat(16)
/** As many frames as a phone had heard when the answer came. */
const HEARD = 2
const ANSWERS = ['accepted', 'closed', 'refused', 'no-network']

const cbor = (bytes: Uint8Array) =>
  new Response(Uint8Array.from(bytes), { headers: { 'content-type': 'application/cbor' } })
const ridden = (part: Partial<Carried>) =>
  encodeCbor(carried.write({ ride: RIDE, from: 0, got: 0, frames: [], closed: null, ...part }))

const joining: Surface = {
  name: 'answers to who joins',
  share: 20_000,
  async open() {
    const { v, entries, claim } = await examples()
    must((await checkClaim(claim, v.founding)) !== undefined, 'a right founding was not taken')
    const row = answer.write({
      n: 1,
      id: 'ab'.repeat(32),
      code: 'accepted',
      i: 7,
      at: v.clock.now,
      rule: null,
      retryAfterMs: null,
      signature: null,
    })
    return {
      corpus: [v.founding, v.founding, encodeCbor([row]), encodeCbor(entries)],
      async feed(bytes) {
        const get = async () => cbor(bytes)
        const founding = await fetchFounding(RELAY, get)
        must(founding !== undefined && sameBytes(founding, bytes), 'other bytes than were answered')
        const isOurs = sameBytes(bytes, v.founding)
        const looked = await look(claim, async () => founding)
        must(looked.is !== 'village' || isOurs, 'another founding was shown as the village')
        must(!(await checkClaim(claim, bytes)) || isOurs, 'another founding was joined')
        must(ANSWERS.includes(await admit(RELAY, entries, get)), 'an answer of no meaning')
      },
    }
  },
}

/** A ride goes on with the frames that were not heard before, each as it was sent, or it ends as any socket does. */
const carriage: Surface = {
  name: 'answers over plain HTTP',
  share: 20_000,
  async open() {
    const { told } = await examples()
    return {
      corpus: [
        ridden({ frames: told.slice(0, 4) }),
        ridden({ from: HEARD, got: 1, frames: told.slice(0, 1) }),
        ridden({ from: 1, got: 9, frames: told.slice(0, 3) }),
        ridden({ got: 1, closed: 4001 }),
        ridden({ from: HEARD }),
      ],
      async feed(bytes) {
        const before = ridden({ frames: told.slice(0, HEARD) })
        // The third is never answered: the phone has by then read the second, or given it up.
        const answers = [cbor(before), cbor(bytes)]
        const frames: Uint8Array[] = []
        let socket: HttpSocket
        await new Promise<void>((done, failed) => {
          const get = async (url: unknown) => {
            must(url === `${RELAY}${CARRIAGE.path}`, 'asked elsewhere')
            const next = answers.shift()
            if (next) return next
            done()
            return new Response(null, { status: 410 })
          }
          socket = new HttpSocket(RELAY, (url) =>
            get(url).catch((error: Error) => (failed(error), Promise.reject(error))),
          )
          socket.onmessage = ({ data }) => frames.push(new Uint8Array(data))
          socket.onclose = () => done()
          // What cannot be read is asked for again after a second, for which nobody waits here.
          const read = () => (answers.length ? setTimeout(read) : setTimeout(done))
          read()
        })
        socket!.close()
        const heard = carried.read(decodeCbor(bytes))
        const added = heard ? heard.frames.slice(Math.max(0, HEARD - heard.from)) : []
        const right = [...told.slice(0, HEARD), ...added]
        must(
          frames.length === right.length && frames.every((one, n) => sameBytes(one, right[n]!)),
          'other frames than were sent',
        )
      },
    }
  },
}

export const answerSurfaces = [joining, carriage]
