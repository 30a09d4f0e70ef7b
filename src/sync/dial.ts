import { CLOSE } from '#rulebook/wire.ts'
import { backoff, NO_ROOM, PROBE, RECONNECT } from './backoff.ts'
import { OVER_HTTP } from './heartbeat.ts'
import type { SharedLink } from './leader.ts'
import type { Caller, Door, Ended, Session, SessionNews } from './ports.ts'
import { isReachable } from './reachability.ts'
import { runSession } from './session.ts'

/** A socket that has not even opened by then never will. */
const OPEN_WITHIN_MS = 20_000
/** A network that turns sockets away does so sooner. */
const TURNED_AWAY_WITHIN_MS = 10_000
/** Codes after which trying again by itself cannot help; a tap tries all the same. */
const isFinal = (code: number) => code >= 4400 && code < 4500

export interface Dial {
  session(): Session | undefined
  /** Tries at once, waiting no longer: the network came back, the page is seen, someone tapped. */
  wake(): void
  stop(): void
  over: Promise<void>
}

/** Keeps a session: connects, waits after failures ever longer and never in step with others, and comes back. */
export function dial(o: {
  url: string
  http: string
  caller: Caller
  door: Door
  news: SessionNews
  link(change: Partial<SharedLink>): void
  /** The relay does not know this device: hands its own admission in, where it was approved without network. */
  introduce(): Promise<boolean>
  revoked(): Promise<void>
  Socket: typeof WebSocket
  /** The way around a network that lets no WebSocket through; loaded only there. */
  overHttp(): Promise<WebSocket>
  get?: typeof fetch
  random?: () => number
}): Dial {
  const again = backoff(RECONNECT, o.random)
  const probe = backoff(PROBE, o.random)
  const noRoom = backoff(NO_ROOM, o.random)
  let session: Session | undefined
  let isStopped = false
  let tries = 0
  let interrupt = () => {}
  let woken = false
  let introduced = false
  /** The last socket never opened though the relay can be reached: the next try goes over plain HTTP. */
  let isBlocked = false
  /**
   * It was waited for in vain, and then the relay could be reached: that may have been a dead spot on the way, so a
   * socket is tried once more; over HTTP a phone would stay for the whole ride, and notice late when that breaks off.
   */
  let wasLate = false

  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = ms === Infinity ? undefined : setTimeout(resolve, ms)
      interrupt = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  async function once(): Promise<Ended> {
    const began = performance.now()
    const socket = isBlocked ? await o.overHttp() : new o.Socket(o.url)
    session = runSession(socket, o.caller, o.door, o.news, isBlocked ? OVER_HTTP : undefined)
    const slow = setTimeout(() => socket.readyState === 0 && session?.close(1006), OPEN_WITHIN_MS)
    const ended = await session.ended
    clearTimeout(slow)
    session = undefined
    // After each ride the socket is tried again: the phone may have come into another network.
    const isLate = performance.now() - began > TURNED_AWAY_WITHIN_MS
    const isReached = !isBlocked && !ended.wasHeard && !isStopped && (await isReachable(o.http, o.get))
    isBlocked = isReached && (!isLate || wasLate)
    wasLate = isReached && !isBlocked
    return ended
  }

  async function run() {
    while (!isStopped) {
      o.link({ state: 'trying' })
      woken = false
      const { code, wasWelcome, retryAfterMs, hasFailed } = await once()
      if (isStopped) break
      if (wasWelcome) again.reset()
      if (wasWelcome && !hasFailed) noRoom.reset()
      if (wasWelcome) introduced = false
      if (isBlocked || wasLate) continue
      // Once in a row: a relay that says "admitted" and still does not know us must not be asked without end.
      if (code === CLOSE.session && !introduced && (introduced = await o.introduce())) continue
      const barredBy = isFinal(code) && code !== CLOSE.session ? code : 0
      if (code === CLOSE.revoked) await o.revoked()
      // Woken while that one was ending: what it came to is no answer to who woke us.
      if (woken && !barredBy) continue
      tries += 1
      o.link({ state: barredBy ? 'barred' : 'off', barredBy, tries })
      // That the relay can be reached is no reason to try sooner: it is this phone that cannot go on.
      if (hasFailed) {
        await waitForRoom()
        continue
      }
      // The relay tells each when to come, so nobody asks before; but whoever were told the same must not come at once.
      if (retryAfterMs && !barredBy) await pause(retryAfterMs)
      if (!woken && !isStopped) await waitFor(barredBy ? Infinity : again.next())
    }
    o.link({ state: 'off', tries })
  }

  /** Waits long, or until a new word of this phone's own was stored: then there is room for others' words, too. */
  async function waitForRoom() {
    let known: Set<string> | undefined
    const stop = o.door.outbox().subscribe(
      (out) => {
        if (known && out.some(({ id }) => !known!.has(id))) interrupt()
        known ??= new Set(out.map(({ id }) => id))
      },
      () => {},
    )
    await pause(noRoom.next())
    stop()
  }

  /** Waits, and meanwhile asks now and then if the relay can be reached: then there is no need to wait longer. */
  async function waitFor(ms: number) {
    let isOver = false
    const ask = async () => {
      if (isOver || isStopped || ms === Infinity) return
      if (await isReachable(o.http, o.get)) interrupt()
      else timer = setTimeout(() => void ask(), probe.next())
    }
    let timer: ReturnType<typeof setTimeout> | undefined = setTimeout(() => void ask(), probe.next())
    await pause(ms)
    isOver = true
    clearTimeout(timer)
  }

  return {
    session: () => session,
    wake() {
      again.reset()
      probe.reset()
      woken = true
      introduced = false
      session?.ask()
      interrupt()
    },
    stop() {
      isStopped = true
      session?.close()
      interrupt()
    },
    over: run(),
  }
}
