/**
 * Waiting times that grow, each drawn anew between the least and the full time, all alike likely: a village must not
 * knock in step, and whoever is lifted to the least would.
 */
export interface Backoff {
  next(): number
  reset(): void
}

export function backoff(
  o: { firstMs: number; mostMs: number; factor: number; leastMs?: number },
  random: () => number = Math.random,
): Backoff {
  const least = o.leastMs ?? 0
  let full = o.firstMs
  return {
    next() {
      const wait = Math.round(least + random() * (full - least))
      full = Math.min(o.mostMs, full * o.factor)
      return wait
    },
    reset: () => void (full = o.firstMs),
  }
}

/** For the socket. A village is to be in step within a minute after an outage: nobody waits longer than 45 s. */
export const RECONNECT = { firstMs: 1000, mostMs: 45_000, factor: 2, leastMs: 200 }
/** For a phone that cannot store what comes: each try fetches it anew, and the room is not there in a minute. */
export const NO_ROOM = { firstMs: 120_000, mostMs: 1_800_000, factor: 2, leastMs: 30_000 }
/** For a part of a file: it may be lost because the cell is full, and the next one fares no better at once. */
export const PART = { firstMs: 1000, mostMs: 60_000, factor: 2, leastMs: 200 }
/** For the question whether the relay can be reached at all. */
export const PROBE = { firstMs: 30_000, mostMs: 300_000, factor: 1.5, leastMs: 10_000 }
/** No relay sends a phone away for longer; beyond 24 days a timer would even fire at once, and again without end. */
export const LONGEST_MS = 3600_000
