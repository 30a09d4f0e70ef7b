import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs'
import path from 'node:path'
import { newSigningPair, publicBytes, sha256, sign, verify } from '#entry/crypto.ts'
import { toHex } from '#entry/format.ts'
import type { StoredEntry, StoredPlace } from '#server/log.ts'
import { openLmdbLog } from '#server/lmdb-log.ts'
import { bareTelling } from './bare.ts'
import { spreadOf, type Took } from './figures.ts'

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
}

const TIMES = 500
const ENTRY_BYTES = 288
const PAGES = Buffer.alloc(8192)
const PLACES = 64
/** As many are in the store before, so that its tree is as deep as a village's. */
const BEFORE = 20_000
const AT_ONCE = 1000

export async function floorOf(folder: string): Promise<Floor> {
  return {
    disk: flushes(folder),
    store: await appends(folder),
    signature: await checks(),
    telling: await bareTelling(ENTRY_BYTES),
  }
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
  const log = openLmdbLog(path.join(folder, 'floor'))
  const device = '00'.repeat(8)
  let i = 0
  async function next(count: number) {
    const entries: StoredEntry[] = []
    for (let n = 0; n < count; n++) {
      const bytes = crypto.getRandomValues(new Uint8Array(ENTRY_BYTES))
      const id = toHex(await sha256(bytes))
      entries.push({ i: ++i, id, bytes, at: i, roster: 1, device, seq: i, volumes: ['topic/floor'] })
    }
    const places = entries.map((entry): StoredPlace => {
      const chain = new Uint8Array(32)
      return {
        volume: 'topic/floor',
        k: entry.i,
        i: entry.i,
        class: 0,
        client: 1,
        clock: entry.i,
        chain,
        size: 0,
      }
    })
    return { entries, places }
  }
  while (i < BEFORE) await log.append(await next(AT_ONCE))
  const took: number[] = []
  for (let n = 0; n < TIMES; n++) {
    const batch = await next(1)
    const started = performance.now()
    await log.append(batch)
    took.push(performance.now() - started)
  }
  await log.close()
  return spreadOf(took)
}

async function checks(): Promise<Took> {
  const { privateKey, publicKey } = await newSigningPair()
  const key = await publicBytes(publicKey)
  const bytes = crypto.getRandomValues(new Uint8Array(ENTRY_BYTES))
  const signature = await sign(privateKey, 'xy1entry', bytes)
  const took: number[] = []
  for (let n = 0; n < TIMES; n++) {
    const started = performance.now()
    if (!(await verify(key, 'xy1entry', bytes, signature))) throw new Error('a right signature did not hold')
    took.push(performance.now() - started)
  }
  return spreadOf(took)
}
