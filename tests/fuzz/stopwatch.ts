// A message that takes too long is named while it still runs, by another thread: its own may never come back.
import { Worker } from 'node:worker_threads'

/** What a limit is told of a message, at most; longer ones are cut. */
const KEPT_BYTES = 64 * 1024
const NONE = -1

/** Times each message of a surface. Who takes `busyMs` of the processor, or waits for ever, is named on standard output, and the process is ended. */
export function startStopwatch(name: string, busyMs = 2000) {
  const now = new Int32Array(new SharedArrayBuffer(8)).fill(NONE)
  const bytes = new Uint8Array(new SharedArrayBuffer(KEPT_BYTES))
  const watch = new URL('./stopwatch-thread.mjs', import.meta.url)
  const worker = new Worker(watch, { workerData: { name, busyMs, now, bytes }, execArgv: [] })
  worker.unref()
  return {
    begin(n: number, message: Uint8Array) {
      bytes.set(message.subarray(0, KEPT_BYTES))
      now[1] = Math.min(message.length, KEPT_BYTES)
      Atomics.store(now, 0, n)
    },
    end: () => void Atomics.store(now, 0, NONE),
    stop: () => worker.terminate(),
  }
}
