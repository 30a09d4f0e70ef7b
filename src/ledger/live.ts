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
