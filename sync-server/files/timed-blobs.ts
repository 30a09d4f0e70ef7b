import { FILES } from '#rulebook/files.ts'
import { STALLED_MS } from '../offers.ts'
import type { Beginning, BlobStore } from './blob-store.ts'

/** Calls that have not come back, beyond which nothing more is asked of the disk: each holds what it was to write. */
const MOST_LATE = 4 * FILES.atOnce

/**
 * A store that answers within the time that the book's disk is given, too, or fails: who waits is told before his own
 * patience ends, and his place is free for others. A call that hangs may still land: until it has come back, nothing
 * else is done to the beginning that it was about, or its bytes would stand among those sent since.
 */
export function createTimedBlobs(store: BlobStore, now: () => number) {
  interface Call {
    since: number
    isLate: boolean
    name: string | undefined
    giveUp(): void
  }
  const underway = new Set<Call>()
  const late = () => [...underway].filter((call) => call.isLate)

  function ask<T>(call: () => Promise<T>, one?: Beginning): Promise<T> {
    const name = one && `${one.hash}.${one.device}`
    const before = late()
    if (before.length >= MOST_LATE || before.some((call) => name !== undefined && call.name === name))
      return Promise.reject(hung())
    return new Promise((resolve, reject) => {
      const asked = { since: now(), isLate: false, name, giveUp: () => reject(hung()) }
      underway.add(asked)
      void call()
        .then(resolve, reject)
        .finally(() => underway.delete(asked))
    })
  }

  const timed: BlobStore = {
    begun: (one) => ask(() => store.begun(one), one),
    append: (one, bytes) => ask(() => store.append(one, bytes), one),
    finish: (one) => ask(() => store.finish(one), one),
    drop: (one) => ask(() => store.drop(one), one),
    beginnings: () => ask(() => store.beginnings()),
    size: (hash) => ask(() => store.size(hash)),
    read: (hash, from, to) => ask(() => store.read(hash, from, to)),
    all: () => ask(() => store.all()),
    hasRoom: () => ask(() => store.hasRoom()),
  }
  return {
    store: timed,
    /** Once a second: gives up what has not come back in time. */
    tick() {
      for (const call of underway) {
        if (call.isLate || now() - call.since <= STALLED_MS) continue
        call.isLate = true
        call.giveUp()
      }
    },
  }
}

const hung = () => Object.assign(new Error('the disk does not answer'), { code: 'ETIMEDOUT' })
