import type { Watched } from './desk.ts'

/** The first value that fits, of something that goes on. */
export const firstOf = <T>(watched: Watched<T>, fits: (value: T) => boolean = () => true): Promise<T> =>
  new Promise((resolve, reject) => {
    const stop = watched.subscribe((value) => {
      if (!fits(value)) return
      resolve(value)
      // It may speak before it has given us the stop.
      queueMicrotask(() => stop())
    }, reject)
  })
