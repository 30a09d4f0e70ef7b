import type { Watched } from './desk.ts'

/** A watched value turned into another, for what is not a component. */
export const turned = <T, R>(source: Watched<T>, turn: (value: T) => R): Watched<R> => ({
  subscribe: (next, failed) => source.subscribe((value) => next(turn(value)), failed),
})

/** Two watched values as one; it speaks once both have spoken. */
export const together = <A, B>(a: Watched<A>, b: Watched<B>): Watched<[A, B]> => ({
  subscribe(next, failed) {
    let [left, right]: [[A] | undefined, [B] | undefined] = [undefined, undefined]
    const speak = () => left && right && next([left[0], right[0]])
    const stopA = a.subscribe((value) => {
      left = [value]
      speak()
    }, failed)
    const stopB = b.subscribe((value) => {
      right = [value]
      speak()
    }, failed)
    return () => {
      stopA()
      stopB()
    }
  },
})

/** Any number of watched values as one; it speaks once all have spoken. */
export const allOf = <T>(sources: readonly Watched<T>[]): Watched<T[]> =>
  sources.reduce<Watched<T[]>>(
    (all, one) => turned(together(all, one), ([values, value]) => [...values, value]),
    steady([]),
  )

/** What never changes, as a watched value. */
export const steady = <T>(value: T): Watched<T> => ({
  subscribe(next) {
    next(value)
    return () => {}
  },
})

/** A watched value that leads to another one, which is followed until the first changes. */
export const followed = <T, R>(source: Watched<T>, lead: (value: T) => Watched<R>): Watched<R> => ({
  subscribe(next, failed) {
    let stopInner = () => {}
    const stop = source.subscribe((value) => {
      const stopFormer = stopInner
      stopInner = lead(value).subscribe(next, failed)
      // Behind the next: what both of them ask for is then not asked anew.
      stopFormer()
    }, failed)
    return () => {
      stop()
      stopInner()
    }
  },
})
