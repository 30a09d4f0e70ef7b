import { WebSocket } from 'ws'
import { nextChain, NO_CHAIN } from '#entry/chains.ts'
import { idOf, sign } from '#entry/crypto.ts'
import { decodeEntry, type Id } from '#entry/format.ts'
import { FIRST, unpackItem, type Line } from '#entry/lines.ts'
import type { Caller, Door, Outgoing, Place, Session, SessionNews } from '#sync/ports.ts'
import { runSession } from '#sync/session.ts'
import type { TestVillage } from '#support/village.ts'
import { quietDoor } from './quiet-door.ts'

/** What such a phone keeps of a volume: its place, its last line, and the ids of its entries in order. */
interface Held extends Place {
  line: Line
  ids: Id[]
}

/** These items after what is held, chained on as a ledger does it; throws where one is no line. */
async function grown(held: Held, items: readonly Uint8Array[]): Promise<Held> {
  let { line, chain } = held
  const ids = [...held.ids]
  for (const item of items) {
    const one = unpackItem(line, item)
    const entry = one && decodeEntry(one.entry)
    if (!entry) throw new Error(`no line after ${held.name} ${line.k}`)
    const id = await idOf(entry.header)
    line = one.line
    chain = await nextChain(held.name, held.epoch, chain, line, id)
    ids.push(id)
  }
  return { ...held, line, k: line.k, chain, ids }
}

/** The real session of a phone, with a ledger that only remembers what it has of each volume, and goes on from it. */
export function doorPhone(v: TestVillage, out: Outgoing[] = []) {
  const volumes = new Map<string, number>()
  const held = new Map<string, Held>()
  let twice = 0
  let alarms = 0
  const answers: string[] = []
  const watchers = new Set<() => void>()
  const tell = () => watchers.forEach((look) => look())
  let showOut: ((out: Outgoing[]) => void) | undefined
  const door: Door = {
    ...quietDoor,
    async absorb({ volume, epoch, from }, items) {
      const none = { name: volume, epoch, k: 0, chain: NO_CHAIN, line: FIRST, ids: [] }
      const before = held.get(volume) ?? none
      if (from > before.k + 1) return 'gap'
      twice += Math.min(items.length, before.k + 1 - from)
      const after = await grown(before, items.slice(before.k + 1 - from))
      held.set(volume, after)
      volumes.set(volume, after.k)
      return 'done'
    },
    async answered(all) {
      answers.push(...all.map(({ code }) => code))
      const ids = all.map(({ id }) => id)
      showOut?.((out = out.filter(({ id }) => !ids.includes(id))))
    },
    outbox: () => ({
      subscribe(next) {
        showOut = next
        next(out)
        return () => (showOut = undefined)
      },
    }),
    places: async () => [...held.values()],
    place: async (volume) => held.get(volume),
  }
  const { device, person, keys } = v.phones.王大婶
  const caller: Caller = {
    village: v.village,
    person,
    device,
    relayKey: v.relay.relayKey,
    greet: (message: Uint8Array) => sign(keys.privateKey, 'xy1auth', message),
    sign: () => Promise.reject(new Error('not asked to sign')),
  }
  const failures: unknown[] = []
  const news: SessionNews = {
    time: () => {},
    heard: tell,
    changed: tell,
    requests: () => {},
    welcome: () => {},
    isCarrying: () => false,
    draft: () => {},
    relayEpoch: async () => false,
    alarm: () => void (alarms += 1),
    failed: (error) => void failures.push(error),
  }
  const until = (fits: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!fits()) return
        watchers.delete(look)
        resolve()
      }
      watchers.add(look)
      look()
    })
  /** Connects over a socket, by default a WebSocket to this port. */
  const connect = (port: number, socket?: unknown): Session =>
    runSession((socket ?? new WebSocket(`ws://127.0.0.1:${port}/v1`)) as never, caller, door, news)
  return {
    connect,
    caller,
    door,
    news,
    volumes,
    held,
    answers,
    failures,
    until,
    look: tell,
    /** How many of the lines that came were here already. */
    twice: () => twice,
    /** What is still to be handed in. */
    waiting: () => out.map(({ id }) => id),
    alarms: () => alarms,
    /** Writes something to hand in. */
    write(next: Outgoing) {
      out = [...out, next]
      showOut?.(out)
    },
  }
}

/** What a dialled line needs of a phone that keeps its keys and was not revoked. */
export const dialled = ({
  caller,
  door,
  news,
}: Pick<ReturnType<typeof doorPhone>, 'caller' | 'door' | 'news'>) => ({
  caller,
  door,
  news,
  introduce: async () => false,
  revoked: async () => {},
})
