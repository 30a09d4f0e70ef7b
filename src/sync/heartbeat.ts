/** Quiet for so long, and the relay is asked whether it is there. */
const QUIET_MS = 8000
/** A good link answers within 4 s: a dead one is noticed after 12. A bad one is given up to 11: 19 in all. */
const ANSWER_MS = { least: 4000, most: 11_000 }

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
  now?: () => number
}): Heartbeat {
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
      ? ANSWER_MS.most
      : Math.max(ANSWER_MS.least, Math.min(ANSWER_MS.most, roundTrip * 4))
    wait(patience, o.dead)
  }
  wait(QUIET_MS, quiet)
  return {
    heard: () => wait(QUIET_MS, quiet),
    pong(answered) {
      if (answered === n) roundTrip = now() - pingedAt
    },
    ask: quiet,
    stop: () => clearTimeout(timer),
  }
}
