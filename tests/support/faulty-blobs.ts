import type { Beginning, BlobStore } from '#server/files/blob-store.ts'
import { errorOf, type Fault } from './faulty-log.ts'

export type BlobCall = keyof BlobStore

/** A store of files over a sound one, of which a call goes wrong where it is told to. */
export function faultyBlobs(inner: BlobStore) {
  let armed: { call: BlobCall; left: number; times: number; fault: Fault; struck(): void } | undefined
  const hanging: { wake(): void; landed: Promise<unknown> }[] = []

  /** `half` and `rest` are all of what the call does, in two steps. */
  async function goWrong<T>(half: () => Promise<unknown>, rest: () => Promise<T>): Promise<T> {
    const { fault, struck } = armed!
    const isLast = --armed!.times === 0
    if (isLast) armed = undefined
    if (fault !== 'fails' && fault !== 'is full' && fault !== 'hangs') await half()
    const done = fault.endsWith('after writing') ? [await rest()] : []
    if (!fault.startsWith('hangs')) {
      if (isLast) struck()
      throw errorOf(fault)
    }
    let wake = () => {}
    const woken = new Promise<void>((resolve) => (wake = resolve))
    // It lands late, as the system's calls do once the disk answers again.
    const landed = woken.then(async () => {
      if (fault === 'hangs') await half()
      return done.length ? done[0]! : rest()
    })
    hanging.push({ wake, landed })
    if (isLast) struck()
    return landed
  }

  const through =
    <A extends unknown[], T>(call: BlobCall, rest: (...args: A) => Promise<T>) =>
    async (...args: A): Promise<T> => {
      if (armed?.call !== call || --armed.left > 0) return rest(...args)
      return goWrong(
        async () => {},
        () => rest(...args),
      )
    }

  const store: BlobStore = {
    begun: through('begun', inner.begun),
    async append(one: Beginning, bytes) {
      if (armed?.call !== 'append' || --armed.left > 0) return inner.append(one, bytes)
      const half = bytes.length >> 1
      return goWrong(
        () => inner.append(one, bytes.subarray(0, half)),
        () => inner.append(one, bytes.subarray(half)),
      )
    },
    finish: through('finish', inner.finish),
    drop: through('drop', inner.drop),
    beginnings: through('beginnings', inner.beginnings),
    size: through('size', inner.size),
    read: through('read', inner.read),
    all: through('all', inner.all),
    hasRoom: through('hasRoom', inner.hasRoom),
  }
  return {
    store,
    /** Lets the `nth` of these calls from now on go wrong, and those behind it up to `times`; resolves at the last. */
    arm: (call: BlobCall, fault: Fault, nth = 1, times = 1): Promise<void> =>
      new Promise((struck) => (armed = { call, fault, left: nth, times, struck })),
    /** The disk is well again: what hung lands now. */
    async heal() {
      armed = undefined
      const late = hanging.splice(0)
      for (const { wake } of late) wake()
      await Promise.all(late.map(({ landed }) => landed))
    },
  }
}
