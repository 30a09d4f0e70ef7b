import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs'
import path from 'node:path'
import { spreadOf, type Took } from './figures.ts'
import { openCheck, openFilled } from './keeping.ts'

/** What a delivery of ours cannot do without: nobody is told of what is not checked and on disk. */
export interface Floor {
  /** The disk alone: two pages written in place and flushed. */
  disk: Took
  /** The relay's store: one entry of usual size, and its line. */
  store: Took
  /** Checking the signature of such an entry. */
  signature: Took
  /** Writing as many bytes to a thousand phones, by a process that does nothing else. */
  telling: Took
  /** The same by one that checks a signature and keeps an entry in the relay's store before, and nothing else. */
  kept: Took
  /** How far apart the p99 of one round lie (ms), round by round. */
  apart: Apart
}

export interface Apart {
  /** Ours from the sooner of the peers. */
  behind: number[]
  /** The process that checks, keeps and writes from the one that only writes. */
  promise: number[]
}

const TIMES = 500
const PAGES = Buffer.alloc(8192)
const PLACES = 64

/** `telling`, `kept` and `apart`: as measured in turn with the loads. */
export async function floorOf(
  folder: string,
  inTurn: Pick<Floor, 'telling' | 'kept' | 'apart'>,
): Promise<Floor> {
  return { disk: flushes(folder), store: await appends(folder), signature: await checks(), ...inTurn }
}

function flushes(folder: string): Took {
  const file = openSync(path.join(folder, 'flushed'), 'w')
  const took = Array.from({ length: TIMES }, (_, n) => {
    writeSync(file, PAGES, 0, PAGES.length, (n % PLACES) * PAGES.length)
    const started = performance.now()
    fdatasyncSync(file)
    return performance.now() - started
  })
  closeSync(file)
  return spreadOf(took)
}

async function appends(folder: string): Promise<Took> {
  const store = await openFilled(folder)
  const took: number[] = []
  for (let n = 0; n < TIMES; n++) {
    const batch = await store.next(1)
    const started = performance.now()
    await store.append(batch)
    took.push(performance.now() - started)
  }
  await store.close()
  return spreadOf(took)
}

async function checks(): Promise<Took> {
  const check = await openCheck()
  const took: number[] = []
  for (let n = 0; n < TIMES; n++) {
    const started = performance.now()
    await check()
    took.push(performance.now() - started)
  }
  return spreadOf(took)
}
