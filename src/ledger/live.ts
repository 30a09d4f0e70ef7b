import { liveQuery, type Subscription } from 'dexie'

/** A value that goes on until the returned stop; the desk's Watched. */
export interface Live<T> {
  subscribe(next: (value: T) => void, failed: (error: unknown) => void): () => void
}

/** A query that is asked again at once whenever any tab writes what it read. */
export const live = <T>(query: () => Promise<T>): Live<T> => ({
  subscribe(next, failed) {
    const subscription = liveQuery(query).subscribe({ next, error: failed })
    return () => subscription.unsubscribe()
  },
})

/** After each time it was asked, a query rests so many times as long as that took, at most the second (ms). */
const REST = { times: 5, mostMs: 1000 }

/** A browser that is short of memory ends its storage now and then, and has it again: Dexie says nothing of these. */
const PASSING = ['DatabaseClosedError', 'AbortError']

/**
 * The same for what screens show: at once after some quiet, and while much comes in only as often as leaves time
 * to take it in. Reading holds up writing, and a first sync would otherwise spend half of its time on lists that
 * nobody can read as fast. What was read is told even if it is out of date by then.
 */
export const paced = <T>(query: () => Promise<T>): Live<T> => ({
  subscribe(next, failed) {
    let watching: Subscription | undefined
    let resting: ReturnType<typeof setTimeout> | undefined
    let isOver = false

    function ask() {
      const began = performance.now()
      let asked = 0
      let read: { value: T; at: number } | undefined
      let isTold = false
      watching = liveQuery(async () => {
        // Dexie asks once more when what was read is written; a query of its own does so, after its rest.
        if (asked++ > 0) return
        try {
          read = { value: await query(), at: performance.now() }
        } catch (error) {
          if (PASSING.includes((error as Error).name)) resting = setTimeout(askAnew, REST.mostMs)
          throw error
        }
      }).subscribe({
        next() {
          if (!isTold) next(read!.value)
          isTold = true
          if (asked === 1 || isOver) return
          const rest = Math.min(REST.mostMs, REST.times * (read!.at - began)) - (performance.now() - read!.at)
          if (rest > 0) resting = setTimeout(askAnew, rest)
          else askAnew()
        },
        error: failed,
      })
    }
    function askAnew() {
      watching!.unsubscribe()
      if (!isOver) ask()
    }
    ask()
    return () => {
      isOver = true
      watching?.unsubscribe()
      clearTimeout(resting)
    }
  },
})

/**
 * One query for all who listen to the same: a newcomer is given at once what stands, and the last one to leave ends
 * it. What half of the app shows (the roster, the own entries) is then read once, and not once by each.
 */
export function shared<T>(query: Live<T>): Live<T> {
  const listeners = new Set<Parameters<Live<T>['subscribe']>>()
  let last: { value: T } | undefined
  let stop: (() => void) | undefined

  function end() {
    stop?.()
    stop = last = undefined
  }
  return {
    subscribe(...listener) {
      listeners.add(listener)
      if (last) listener[0](last.value)
      stop ??= query.subscribe(
        (value) => {
          last = { value }
          for (const [next] of [...listeners]) next(value)
        },
        (error) => {
          for (const [, failed] of [...listeners]) failed(error)
        },
      )
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) end()
      }
    },
  }
}
