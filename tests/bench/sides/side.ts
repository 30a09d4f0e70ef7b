import type { Book } from '../book/make.ts'
import type { Documents } from '../book/documents.ts'
import type { SideName } from '../server.ts'
import type { Raw } from './socket.ts'

/** What a phone has when it comes: nothing, all but the last week, or everything. */
export type State = 'nothing' | 'weekAgo' | 'now'

/** A connected phone that takes part in the debate of the load. */
export interface LivePhone {
  raw: Raw
  /** Hands in the entry in these bytes. */
  write(entry: Uint8Array): void
  /** Told the numbers of entries as they arrive; without it a phone only counts bytes. */
  onEntries: ((numbers: number[]) => void) | undefined
  /** Told the numbers of entries that the server has answered for, where it answers. */
  onAnswered: ((count: number) => void) | undefined
}

/** How phones talk with one of the servers: the whole difference between them, as far as the bench goes. */
export interface Side {
  name: SideName
  /** Connects, fetches what is missing over all volumes, resolves when it is there; payload bytes each way. */
  sync(port: number, state: State): Promise<Synced>
  /** A phone that has everything and stays; `n` says which phone of the village it is, `from` its address. */
  stay(port: number, n: number, isReading: boolean, from?: string): Promise<LivePhone>
}
export interface Synced {
  down: number
  up: number
  messages: number
  /** The largest silence between two whole messages (ms): over 30 s a stock y-websocket client gives up. */
  longestSilenceMs: number
  close(): void
}
export interface Ground {
  book: Book
  documents: Documents
}

/** Notes how long nothing whole arrives. */
export function silence() {
  let last = performance.now()
  let longest = 0
  return {
    heard() {
      const now = performance.now()
      longest = Math.max(longest, now - last)
      last = now
    },
    longest: () => longest,
  }
}
