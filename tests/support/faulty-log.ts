import type { Log } from '#server/log.ts'

/** How a store can go wrong: before anything is written, after all of it is, or by never coming back. */
export const FAULTS = ['fails', 'is full', 'fails after writing', 'hangs', 'hangs after writing'] as const
export type Fault = (typeof FAULTS)[number]

const full = () => Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })
const failed = () => Object.assign(new Error('EIO: i/o error'), { code: 'EIO' })

/** A log over a sound one whose `nth` append from `arm` on goes wrong. */
export function faultyLog(inner: Log) {
  let left = Infinity
  let fault: Fault = 'fails'
  let struck: (() => void) | undefined
  const durable = new Set<string>()
  const never = () => new Promise<void>(() => {})
  const log: Log = {
    ...inner,
    async append(batch) {
      left -= 1
      if (left === 0) {
        if (fault.endsWith('after writing')) await inner.append(batch)
        struck?.()
        if (fault.startsWith('hangs')) return never()
        throw fault === 'is full' ? full() : failed()
      }
      await inner.append(batch)
      for (const { id } of batch.entries) durable.add(id)
    },
  }
  return {
    log,
    /** Ids whose append has come back. */
    durable,
    /** Lets the `nth` append from now on go wrong; resolves when it has. */
    arm: (nth: number, how: Fault): Promise<void> =>
      new Promise((resolve) => {
        left = nth
        fault = how
        struck = resolve
      }),
  }
}
