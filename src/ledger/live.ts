import { liveQuery } from 'dexie'

/** A value that goes on until the returned stop; the desk's Watched. */
export interface Live<T> {
  subscribe(next: (value: T) => void, failed: (error: unknown) => void): () => void
}

/** A query that is asked again whenever any tab writes what it read. */
export const live = <T>(query: () => Promise<T>): Live<T> => ({
  subscribe(next, failed) {
    const subscription = liveQuery(query).subscribe({ next, error: failed })
    return () => subscription.unsubscribe()
  },
})

/**
 * One query for all who listen to the same: a newcomer is given at once what stands, and the last one to leave ends
 * it. What half of the app shows (the roster, the own entries) is then read once, and not once by each.
 */
export function shared<T>(query: () => Promise<T>): Live<T> {
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
      stop ??= live(query).subscribe(
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
