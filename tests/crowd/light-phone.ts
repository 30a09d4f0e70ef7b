import { WebSocket } from 'ws'
import { sign } from '#entry/crypto.ts'
import { sameBytes } from '#entry/format.ts'
import { dial, type Dial } from '#sync/dial.ts'
import { HttpSocket } from '#sync/http-socket.ts'
import type { Door, Place } from '#sync/ports.ts'
import type { Have } from '../bench/book/have.ts'
import type { Book } from '../bench/book/make.ts'
import type { Pen } from '../bench/book/pen.ts'
import { quietDoor } from '../sync/quiet-door.ts'

/** A phone with the app's own dialling, session and volumes; its ledger keeps only the end of each volume. */
export interface LightPhone {
  line: Dial
  /** When its sockets were made, and when they opened (ms, as performance.now). */
  made: number[]
  opened: number[]
  mostAtOnce(): number
  /** How often it took the way around a network that lets no socket through. */
  rides(): number
  /** Whether it stands at these ends, each under a head that the relay signed. */
  isAt(ends: Have): boolean
  /** Where it stands, as it says when it comes. */
  has(): Have
  /** How many entries came to it. */
  came(): number
  /** Called when some have. */
  onCame(heard: () => void): void
  /** Called whenever anything changed. */
  onLook(looked: () => void): void
  failures: unknown[]
  stop(): Promise<void>
}

const nothing = async () => {}

/** Somebody's phone that holds all of the book and keeps its line. */
export function lightPhone(o: {
  book: Book
  pen: Pen
  http: string
  /** Which loopback address it comes from: as many as there are phones, as in a village. */
  localAddress: string
  random?: () => number
}): LightPhone {
  const { book, pen } = o
  const held = new Map<string, Place>(
    book.have.now.map(({ volume, epoch, k, head8 }) => [volume, { name: volume, epoch, k, chain: head8 }]),
  )
  const heads = new Map<string, Place>()
  const lines = new Map([...held].map(([name, { k }]) => [name, k]))
  const sockets: { readyState: number }[] = []
  let mostAtOnce = 0
  let [came, rides] = [0, 0]
  let heard = () => {}
  let look = () => {}
  /** A head is taken once the lines have come as far, whichever came first: what a place says, the relay signed. */
  function stand(volume: string) {
    const head = heads.get(volume)
    if (head && lines.get(volume) === head.k) held.set(volume, head)
    look()
  }

  const door: Door = {
    ...quietDoor,
    async absorb({ volume, from }, items) {
      const before = lines.get(volume) ?? 0
      if (from > before + 1) return 'gap'
      const after = Math.max(before, from - 1 + items.length)
      lines.set(volume, after)
      came += after - before
      heard()
      stand(volume)
      return 'done'
    },
    async head({ volume, volumeEpoch: epoch, k, chain }) {
      heads.set(volume, { name: volume, epoch, k, chain })
      stand(volume)
    },
    places: async () => [...held.values()],
    place: async (volume) => held.get(volume),
    freeze: async (volume, reason) => void phone.failures.push(`${volume}: ${reason}`),
  }

  function Socket(url: string) {
    const socket = new WebSocket(url, { localAddress: o.localAddress, perMessageDeflate: false })
    phone.made.push(performance.now())
    socket.on('open', () => phone.opened.push(performance.now()))
    sockets.push(socket)
    mostAtOnce = Math.max(mostAtOnce, sockets.filter(({ readyState }) => readyState <= 1).length)
    return socket
  }

  const phone: LightPhone = {
    line: undefined!,
    made: [],
    opened: [],
    mostAtOnce: () => mostAtOnce,
    rides: () => rides,
    isAt: (ends) =>
      phone.line.session()?.isCurrent() === true &&
      ends.every(({ volume, k, head8 }) => {
        const place = held.get(volume)
        return place?.k === k && sameBytes(place.chain.slice(0, 8), head8)
      }),
    has: () =>
      [...held.values()].map(({ name, epoch, k, chain }) => ({
        volume: name,
        epoch,
        k,
        head8: chain.slice(0, 8),
      })),
    came: () => came,
    onCame: (next) => void (heard = next),
    onLook(next) {
      look = next
      look()
    },
    failures: [],
    async stop() {
      phone.line.stop()
      await phone.line.over
    },
  }
  phone.line = dial({
    url: `${o.http.replace('http', 'ws')}/v1`,
    http: o.http,
    caller: {
      village: book.village,
      person: pen.person,
      device: pen.keys.device,
      relayKey: book.relayKey,
      greet: (message) => sign(pen.keys.signing, 'xy1auth', message),
      sign: () => Promise.reject(new Error('not asked to sign')),
    },
    door,
    news: {
      time: () => {},
      heard: () => {},
      changed: () => look(),
      requests: () => {},
      welcome: () => {},
      isCarrying: () => false,
      draft: () => {},
      relayEpoch: async () => false,
      alarm: () => void phone.failures.push('alarm'),
      failed: (error) => void phone.failures.push(error),
    },
    link: () => look(),
    introduce: async () => false,
    revoked: nothing,
    Socket: Socket as never,
    async overHttp() {
      rides += 1
      return new HttpSocket(o.http) as never
    },
    ...(o.random && { random: o.random }),
  })
  return phone
}

/** The loopback address of the nth phone. */
export const addressOf = (n: number): string => `127.0.${1 + Math.floor(n / 250)}.${1 + (n % 250)}`
