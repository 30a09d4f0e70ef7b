import { existsSync } from 'node:fs'
import path from 'node:path'
import { leftOut } from '#support/left-out.ts'
import { cpuSecondsOf } from '../bench/server.ts'
import { bundleRelay, startRelay, type RelayProcess } from '../crash/relay-process.ts'

/** What the relay's process holds: after a collection, and in open files, sockets among them. */
export interface Held {
  rss: number
  /** Heap and what hangs on it (bytes). */
  heap: number
  files: number
}

/** The relay in a process of its own, which can be asked what it holds. */
export interface WatchedRelay extends RelayProcess {
  port: number
  held(): Promise<Held>
  /** The most bytes that wait in one of its connections (from this address) for who reads there. */
  waiting(from?: string): Promise<number>
  /** Resolves when no connection from this address is left. */
  goneFrom(from: string): Promise<void>
  /** Bytes that came from this address since it was first asked; it is always the same one. */
  received(from: string): Promise<number>
  /** Processor seconds used so far. */
  cpuSeconds(): number
  /** Moves the relay's clock on. */
  ahead(ms: number): Promise<void>
  /** Ends it as systemd does: everyone is told when to come back. */
  stop(): Promise<void>
}

const WATCH = path.join(import.meta.dirname, 'watch.mjs')
/** Without /proc nobody can say how many files are open. */
export const canWatch = existsSync('/proc/self/fd')
/** What a test that has to know says of itself. */
export const NEEDS_PROC = leftOut('/proc is missing')

let bundled: Promise<string> | undefined

/** Starts the relay as it is now, on a data folder and a port. */
export async function watchedRelay(dataDir: string, port = 0): Promise<WatchedRelay> {
  bundled ??= bundleRelay()
  const relay = await startRelay(await bundled, dataDir, { port, node: ['--expose-gc', '--import', WATCH] })
  const { child } = relay
  let asking: Promise<unknown> = Promise.resolve()
  /** One question at a time: an answer does not say what it answers. */
  const ask = <T>(question: { ask: string; ms?: number; from?: string }): Promise<T> => {
    const answer = asking.then(
      () =>
        new Promise<T>((resolve) => {
          child.once('message', (told) => resolve(told as T))
          child.send(question)
        }),
    )
    asking = answer
    return answer
  }
  const waitingOf = async (from?: string) =>
    (await ask<{ waiting: number[] }>({ ask: 'waiting', from })).waiting
  return {
    ...relay,
    port: Number(new URL(relay.url).port),
    held: () => ask<Held>({ ask: 'held' }),
    waiting: async (from) => Math.max(0, ...(await waitingOf(from))),
    async goneFrom(from) {
      while ((await waitingOf(from)).length > 0) await new Promise((resolve) => setImmediate(resolve))
    },
    received: async (from) => (await ask<{ received: number }>({ ask: 'received', from })).received,
    cpuSeconds: () => cpuSecondsOf(child.pid!),
    ahead: async (ms) => void (await ask({ ask: 'clock', ms })),
    stop: () =>
      new Promise((resolve) => {
        child.once('close', () => resolve())
        child.kill('SIGTERM')
      }),
  }
}
