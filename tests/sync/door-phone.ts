import { WebSocket } from 'ws'
import { sign } from '#entry/crypto.ts'
import type { Caller, Door, Outgoing } from '#sync/ports.ts'
import { runSession, type Session, type SessionNews } from '#sync/session.ts'
import type { TestVillage } from '#support/village.ts'

/** The real session of a phone, with a ledger that only remembers how far it has each volume. */
export function doorPhone(v: TestVillage, out: Outgoing[] = []) {
  const volumes = new Map<string, number>()
  const answers: string[] = []
  const watchers = new Set<() => void>()
  const tell = () => watchers.forEach((look) => look())
  let showOut: ((out: Outgoing[]) => void) | undefined
  const nothing = async () => {}
  const door: Door = {
    async absorb({ volume, from }, items) {
      if (from !== (volumes.get(volume) ?? 0) + 1) return 'gap'
      volumes.set(volume, from + items.length - 1)
      return 'done'
    },
    async answered(all) {
      answers.push(...all.map(({ code }) => code))
      const ids = all.map(({ id }) => id)
      showOut?.((out = out.filter(({ id }) => !ids.includes(id))))
    },
    offered: nothing,
    noneOffered: nothing,
    handInAgain: nothing,
    outbox: () => ({
      subscribe(next) {
        showOut = next
        next(out)
        return () => (showOut = undefined)
      },
    }),
    places: async () => [],
    place: async () => undefined,
    head: nothing,
    time: async () => true,
    turnout: nothing,
    reset: nothing,
    freeze: nothing,
    refills: async () => [],
    keep: nothing,
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
    relayEpoch: async () => false,
    alarm: () => {},
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
  return { connect, caller, door, news, volumes, answers, failures, until }
}
