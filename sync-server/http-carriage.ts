import type { FastifyInstance } from 'fastify'
import { decodeCbor, encodeCbor, toHex } from '#entry/format.ts'
import { CLOSE } from '#rulebook/wire.ts'
import { CARRIAGE, carried, fitting, type Carried } from '#rulebook/carriage.ts'
import type { Relay, Session } from './relay.ts'

interface Ride {
  session: Session
  /** Frames that the phone has not said it got, the first of them being number `base`. */
  out: Uint8Array[]
  base: number
  /** How many of the phone's frames were heard. */
  heard: number
  closed: number | null
  seen: number
  /** The request that waits for something to say. */
  wake: () => void
}

/**
 * Carries sessions over plain HTTP, for networks that let no WebSocket through: the same frames in both directions,
 * each request with what is new from the phone, each answer with what is new from the relay. Both sides say how far
 * they heard, so that a request that was lost on the way is simply made again.
 */
export function createCarriage(relay: Relay, now: () => number) {
  const rides = new Map<string, Ride>()

  function board(address: string): [string, Ride] {
    const ride: Ride = {
      out: [],
      base: 0,
      heard: 0,
      closed: null,
      seen: now(),
      wake: () => {},
      session: null!,
    }
    ride.session = {
      address,
      send(bytes) {
        ride.out.push(bytes)
        ride.wake()
      },
      close(code) {
        ride.closed = code
        ride.wake()
      },
      buffered: () => ride.out.reduce((sum, { length }) => sum + length, 0),
    }
    const id = toHex(crypto.getRandomValues(new Uint8Array(16)))
    rides.set(id, ride)
    relay.connect(ride.session)
    return [id, ride]
  }

  function end(id: string, { session }: Ride) {
    rides.delete(id)
    relay.leave(session)
  }

  /** Waits until there is something to say, or until it is time to say that there is nothing. */
  const somethingToSay = (ride: Ride) =>
    new Promise<void>((resolve) => {
      ride.wake()
      if (ride.out.length || ride.closed !== null) return resolve()
      const timer = setTimeout(resolve, CARRIAGE.holdMs)
      ride.wake = () => {
        clearTimeout(timer)
        ride.wake = () => {}
        resolve()
      }
    })

  return {
    /** One request of a phone; undefined where there is no such ride (any more), or no room for another. */
    async carry(told: Carried, address: string): Promise<Carried | undefined> {
      let id = told.ride
      let ride = rides.get(id)
      if (id === '') {
        const fromHere = [...rides.values()].filter(({ session }) => session.address === address).length
        if (rides.size >= CARRIAGE.rides || fromHere >= CARRIAGE.ridesOfAddress) return undefined
        ;[id, ride] = board(address)
      }
      if (!ride || told.from > ride.heard) return undefined
      ride.seen = now()
      const got = Math.min(Math.max(0, told.got - ride.base), ride.out.length)
      ride.out = ride.out.slice(got)
      ride.base += got
      for (const frame of told.frames.slice(ride.heard - told.from)) {
        ride.heard += 1
        relay.hear(ride.session, frame)
      }
      if (got) relay.drained(ride.session)
      await somethingToSay(ride)
      const frames = fitting(ride.out, CARRIAGE.answerBytes)
      const answer = { ride: id, from: ride.base, got: ride.heard, frames, closed: ride.closed }
      // Told that it is over, it frees its place: who does not get this answer begins anew as well.
      if (ride.closed !== null && frames.length === ride.out.length) end(id, ride)
      return answer
    },

    /** Once a second: phones that ask no more are gone. */
    tick() {
      for (const [id, ride] of rides) {
        if (now() - ride.seen < CARRIAGE.goneMs) continue
        end(id, ride)
        ride.session.close(CLOSE.busy, 'gone')
      }
    },
  }
}

/** Opens the door for rides over HTTP. A ride that is not known (any more) is gone: 410, and the phone begins anew. */
export function addCarriage(app: FastifyInstance, relay: Relay) {
  const carriage = createCarriage(relay, Date.now)
  const clock = setInterval(carriage.tick, 1000)
  app.addHook('onClose', async () => clearInterval(clock))

  app.post(CARRIAGE.path, async ({ body, ip }, reply) => {
    const told = body instanceof Uint8Array ? carried.read(decodeCbor(body)) : undefined
    if (!told) return reply.code(400).send()
    const answer = await carriage.carry(told, ip)
    if (!answer) return reply.code(410).send()
    return reply
      .header('cache-control', 'no-store')
      .type('application/cbor')
      .send(Buffer.from(encodeCbor(carried.write(answer))))
  })
}
