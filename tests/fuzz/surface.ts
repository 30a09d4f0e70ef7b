import { mutated } from './mutate.ts'

/** A place that takes bytes from strangers. */
export interface Surface {
  name: string
  /** How many of a million messages it gets. */
  share: number
  open(): Promise<OpenSurface>
}

export interface OpenSurface {
  /** Right messages, from which wrong ones are made. */
  corpus: readonly Uint8Array[]
  /** How number `n` of a run is made, where changing bytes would reach nothing. */
  mutate?(seed: number, n: number): Uint8Array
  /** Gives it one message; throws where something happened that must not. */
  feed(bytes: Uint8Array): void | Promise<void>
  /** After each batch: it still does its work, and the book is as it was. */
  check?(): Promise<void>
  close?(): Promise<void>
}

/** Says what must hold, for surfaces outside a test runner. */
export function must(holds: boolean, sentence: string): void {
  if (!holds) throw new Error(sentence)
}

/** Message number `n` of a run. */
export const messageOf = ({ corpus, mutate }: OpenSurface, seed: number, n: number): Uint8Array =>
  mutate ? mutate(seed, n) : mutated(corpus, seed, n)
