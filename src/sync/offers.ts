import type { Id } from '#entry/format.ts'
import { ASK, LIMITS, OFFER, tell, type Answer } from '#rulebook/wire.ts'
import { LONGEST_MS } from './backoff.ts'
import type { Outgoing } from './ports.ts'

/** Room for the message around the entries, and for each one's number. */
const OVERHEAD = 64
/** On a link of 50 kbit/s this takes five seconds; more on its way, and no ping would come through in time. */
const BYTES_IN_FLIGHT = 32 * 1024
const ASKED_AT_ONCE = 256

export interface Offers {
  /** What is to be handed in, in order; called again whenever it changes. */
  have(out: readonly Outgoing[]): void
  /** Takes answers off the flight, so that the next may go. */
  answered(answers: readonly Answer[]): void
  inFlight(): number
  /** Whether everything that was to be handed in has been answered on this connection. */
  isDone(): boolean
  stop(): void
}

/** Hands entries in: at most 64 at once, 16 KB a message, each once a connection; what is lost comes back by id. */
export function offers(send: (payload: Uint8Array) => void, sent: (ids: Id[]) => void): Offers {
  const flight = new Map<Id, number>()
  const answered = new Set<Id>()
  const timers = new Set<ReturnType<typeof setTimeout>>()
  let bytes = 0
  let n = 0
  let out: readonly Outgoing[] = []
  const mustOffer = new Set<Id>()

  const isFresh = ({ id }: Outgoing) => !flight.has(id) && !answered.has(id)

  function go() {
    // What the relay already keeps for later is only asked after: that costs 40 bytes, not the whole entry.
    const asked = out
      .filter((one) => isFresh(one) && one.later && !mustOffer.has(one.id))
      .slice(0, ASKED_AT_ONCE)
    for (const { id } of asked) flight.set(id, 0)
    if (asked.length) send(tell(ASK, { ids: asked.map(({ id }) => id) }))
    let batch: { n: number; entry: Uint8Array }[] = []
    let size = OVERHEAD
    const ids: Id[] = []
    const flush = () => {
      if (batch.length) send(tell(OFFER, { offers: batch }))
      batch = []
      size = OVERHEAD
    }
    for (const one of out) {
      if (!isFresh(one)) continue
      const { id, entry } = one
      const isFull =
        flight.size >= LIMITS.offersInFlight || (bytes > 0 && bytes + entry.length > BYTES_IN_FLIGHT)
      if (isFull) break
      if (size + entry.length + 16 > LIMITS.offerMessage) flush()
      n += 1
      batch.push({ n, entry })
      size += entry.length + 16
      flight.set(id, entry.length)
      bytes += entry.length
      ids.push(id)
    }
    flush()
    if (ids.length) sent(ids)
  }

  return {
    have(next) {
      out = next
      go()
    },
    answered(answers) {
      for (const { id, code, retryAfterMs } of answers) {
        bytes -= flight.get(id) ?? 0
        flight.delete(id)
        if (code !== 'busy') answered.add(id)
        else {
          answered.add(id)
          const again = () => {
            answered.delete(id)
            mustOffer.add(id)
            go()
          }
          const timer = setTimeout(
            () => {
              timers.delete(timer)
              again()
            },
            Math.min(retryAfterMs ?? 5000, LONGEST_MS),
          )
          timers.add(timer)
        }
      }
      go()
    },
    inFlight: () => flight.size,
    isDone: () => flight.size === 0 && timers.size === 0 && !out.some(isFresh),
    stop() {
      for (const timer of timers) clearTimeout(timer)
      timers.clear()
      out = []
    },
  }
}
