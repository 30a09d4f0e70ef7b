// A phone that keeps its line to the relay by itself, over real sockets and a road that a test shapes and cuts.
import { WebSocket } from 'ws'
import { commentPosted, threadOpened } from '#rulebook/thread.ts'
import { serve, type Served } from '#server/serve.ts'
import { dial, type Dial } from '#sync/dial.ts'
import { HttpSocket } from '#sync/http-socket.ts'
import type { Outgoing } from '#sync/ports.ts'
import { DAY, foundTestVillage, START, type Someone, type TestVillage } from '#support/village.ts'
import { randomFrom } from '#support/random.ts'
import { pick } from '../bench/book/words.ts'
import { dialled, doorPhone } from '../sync/door-phone.ts'

const SPEAKERS: Someone[] = ['罗二哥', '何委员', '杨代表', '赵网格', '陶书记']
const SIGNS = [...'山水田林路桥渠井茶稻春夏秋冬天地人和风雨雪云东南西北大小多少高低长短']

/** Goes on as real time does, from the start of every test village; it may be put forward, and goes on from there. */
function goingClock() {
  let ahead = START - Date.now()
  return {
    get now() {
      return Date.now() + ahead
    },
    set now(at) {
      ahead = at - Date.now()
    },
  }
}

/** A village whose relay listens, and loses patience as it does outside: by a clock that does not stand still. */
export async function servedVillage(): Promise<{ v: TestVillage; relay: Served }> {
  const v = await foundTestVillage({ clock: goingClock() })
  return {
    v,
    relay: await serve({ relay: v.relay, host: '127.0.0.1', port: 0, publicUrl: '', trustProxy: false }),
  }
}

/** Words of so many signs. */
export const words = (random: () => number, signs: number): string =>
  Array.from({ length: signs }, () => pick(random, SIGNS)).join('')

/** So many matters are debated, with so many words of so many signs to each; gives the bytes of all entries. */
export async function debate(
  v: TestVillage,
  o: { matters: number; comments: number; signs: number; seed: number },
): Promise<number> {
  const random = randomFrom(o.seed)
  let bytes = 0
  for (let matter = 0; matter < o.matters; matter++) {
    const { id } = await v.say('罗二哥', threadOpened, { title: `第${matter}件事`, text: '…' })
    for (let n = 0; n < o.comments; n++) {
      const { bytes: entry } = await v.write(
        SPEAKERS[n % SPEAKERS.length]!,
        commentPosted,
        { text: words(random, o.signs) },
        [id],
      )
      bytes += entry.length
      const [outcome] = await v.relay.offer([entry])
      if (outcome!.code !== 'accepted') throw new Error(`${outcome!.code} ${outcome!.rule}`)
    }
    // So that nobody says more than one may in a day.
    v.clock.now += DAY
  }
  return bytes
}

export type Line = ReturnType<typeof keepsLine>

/** 王大婶's phone, which dials this address and comes back by itself, as the app does. */
export function keepsLine(
  v: TestVillage,
  http: string,
  o: {
    out?: Outgoing[]
    /** Called when the line is off and the phone waits; given what tries at once, as a tap does. */
    off?(line: Dial): void
    Socket?: unknown
    get?: typeof fetch
  } = {},
) {
  const phone = doorPhone(v, o.out ?? [])
  const states: string[] = []
  const made: WebSocket[] = []
  let mostAtOnce = 0
  /** Counts the sockets that stand at the same time. */
  function Socket(url: string) {
    const socket = new ((o.Socket as typeof WebSocket | undefined) ?? WebSocket)(url)
    made.push(socket)
    const standing = made.filter(({ readyState }) => readyState <= 1).length
    mostAtOnce = Math.max(mostAtOnce, standing)
    return socket
  }
  const line = dial({
    url: `${http.replace('http', 'ws')}/v1`,
    http,
    ...dialled(phone),
    link({ state }) {
      if (state) states.push(state)
      phone.look()
      if (state === 'off') queueMicrotask(() => o.off?.(line))
    },
    Socket: Socket as never,
    overHttp: async () => new HttpSocket(http, o.get) as never,
    ...(o.get && { get: o.get }),
  })
  return {
    ...phone,
    line,
    states,
    isCurrent: () => line.session()?.isCurrent() === true,
    isOff: () => states[states.length - 1] === 'off',
    sockets: () => ({ made: made.length, mostAtOnce }),
    async stop() {
      line.stop()
      await line.over
    },
  }
}

const hex = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('hex')

/** Every volume that the phone holds, with its end; and the same as the relay has it: equal when nothing is missing. */
export function both(v: TestVillage, phone: Pick<Line, 'held'>) {
  const followed = v.log.lastPlaces()
  return {
    phone: [...phone.held.values()].map(({ name, k, chain }) => `${name} ${k} ${hex(chain)}`).sort(),
    relay: followed.map(({ volume, k, chain }) => `${volume} ${k} ${hex(chain)}`).sort(),
  }
}
