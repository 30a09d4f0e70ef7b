import type { Watched } from './desk.ts'

/** A watched value turned into another, for what is not a component. */
export const turned = <T, R>(source: Watched<T>, turn: (value: T) => R): Watched<R> => ({
  subscribe: (next, failed) => source.subscribe((value) => next(turn(value)), failed),
})
