import type { Log } from '#server/log.ts'

/**
 * Begins a new relay epoch in a book that was put back or built anew: phones then hand in again what it does not know,
 * and do not take it for a relay that lost what it had signed.
 */
export async function beginEpoch(log: Log): Promise<void> {
  const before = Number(new TextDecoder().decode(log.meta('relayEpoch'))) || 1
  // By the clock as well: put back twice from one copy must not be the same epoch.
  const epoch = Math.max(before + 1, Math.floor(Date.now() / 1000))
  const value = new TextEncoder().encode(String(epoch))
  await log.append({ entries: [], places: [], meta: [['relayEpoch', value]] })
}
