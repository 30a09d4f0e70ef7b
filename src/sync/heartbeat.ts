/** How long a link may be quiet before the relay is asked whether it is there, and how long that may take. */
export interface Patience {
  quietMs: number
  answerMs: { least: number; most: number }
}
/** A good link answers within 4 s: a dead one is noticed after 12. A bad one is given up to 11: 19 in all. */
const ON_A_SOCKET: Patience = { quietMs: 8000, answerMs: { least: 4000, most: 11_000 } }
/** Each question is a request of its own here, and a request that fails says by itself that the link is dead. */
export const OVER_HTTP: Patience = { quietMs: 100_000, answerMs: { least: 60_000, most: 60_000 } }

export interface Heartbeat {
  /** Anything at all was heard. */
  heard(): void
  /** The answer to a ping. */
  pong(n: number): void
  /** Asks at once: someone wants to know now. */
  ask(): void
  stop(): void
}

/**
 * Notices a dead link, of which a browser says nothing for minutes: `ping` after a silence, `dead` when that is
 * not answered in time. `isBusy`: much is on its way up, so that an answer may queue behind it.
 */
export function heartbeat(o: {
  ping(n: number): void
  dead(): void
  isBusy(): boolean
  patience?: Patience
  now?: () => number
}): Heartbeat {
  const { quietMs, answerMs } = o.patience ?? ON_A_SOCKET
  const now = o.now ?? (() => performance.now())
  let n = 0
  let pingedAt = 0
  let roundTrip = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const wait = (ms: number, then: () => void) => {
    clearTimeout(timer)
    timer = setTimeout(then, ms)
  }
  function quiet() {
    n += 1
    pingedAt = now()
    o.ping(n)
    const patience = o.isBusy()
      ? answerMs.most
      : Math.max(answerMs.least, Math.min(answerMs.most, roundTrip * 4))
    wait(patience, o.dead)
  }
  wait(quietMs, quiet)
  return {
    heard: () => wait(quietMs, quiet),
    pong(answered) {
      if (answered === n) roundTrip = now() - pingedAt
    },
    ask: quiet,
    stop: () => clearTimeout(timer),
  }
}
