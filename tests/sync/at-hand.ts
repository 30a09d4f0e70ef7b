import { createMemoryLog } from '#server/memory-log.ts'
import type { Log } from '#server/log.ts'
import { until, type RealPhone } from './real-phone.ts'

/** All that the relay has is on this phone, and nothing waits to go. */
export const current = (phone: RealPhone) => until(phone.desk.link, ({ state }) => state === 'current')

/** A relay's log as it is now, to set it back to. */
export function copyOf(log: Log): Log {
  const copy = createMemoryLog()
  const entries = Array.from({ length: log.lastNumber() }, (_, n) => log.numbered(n + 1)!)
  const volumes = [...new Set(log.lastPlaces().map(({ volume }) => volume))]
  const places = volumes.flatMap((volume) => log.places(volume, 1, 10_000))
  void copy.append({ entries, places, meta: [...log.metas('')] })
  return copy
}

/** Waits until something is so; throws after eight seconds. */
export async function waitFor(fits: () => unknown) {
  for (let n = 0; !fits(); n++) {
    if (n > 400) throw new Error('waited in vain')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
