import type { Log } from '#server/log.ts'
import { createMemoryLog } from '#server/memory-log.ts'

/** A relay's log as it is now, to set it back to. */
export function copyOf(log: Log): Log {
  const copy = createMemoryLog()
  const entries = Array.from({ length: log.lastNumber() }, (_, n) => log.numbered(n + 1) ?? []).flat()
  const volumes = [...new Set(log.lastPlaces().map(({ volume }) => volume))]
  const places = volumes.flatMap((volume) => log.places(volume, 1, 10_000))
  // A log in memory has all of it before it answers.
  void copy.append({ entries, places, meta: [...log.metas('')] })
  return copy
}
