import type { EvidenceRow, Reason } from './book.ts'

/** One alarm; its name makes the same one stand only once, however often the relay repeats it. */
export const evidence = (reason: Reason, volume: string, bytes: Uint8Array[], what: string): EvidenceRow => ({
  name: `${reason} ${volume} ${what}`,
  volume,
  reason,
  at: Date.now(),
  bytes,
})
