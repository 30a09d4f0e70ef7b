import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs'
import path from 'node:path'
import { percentile } from './figures.ts'

/** How long the disk takes to keep two pages (ms). */
export type Flush = { p50: number; p99: number }
const TIMES = 500
const PAGES = Buffer.alloc(8192)
const PLACES = 64

/** What no server that answers after the flush can be faster than: writing in place and flushing, nothing else. */
export function flushOf(folder: string): Flush {
  const file = openSync(path.join(folder, 'flushed'), 'w')
  const took = Array.from({ length: TIMES }, (_, n) => {
    writeSync(file, PAGES, 0, PAGES.length, (n % PLACES) * PAGES.length)
    const started = performance.now()
    fdatasyncSync(file)
    return performance.now() - started
  }).sort((a, b) => a - b)
  closeSync(file)
  return { p50: percentile(took, 0.5), p99: percentile(took, 0.99) }
}
