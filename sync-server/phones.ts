import { decodeCbor, encodeCbor, type Hex8 } from '#entry/format.ts'
import { villageDay } from '#rulebook/village-time.ts'
import { maybe, row, text, whole } from '#rulebook/shape.ts'
import { phoneRoom, type PhoneRoom } from '#rulebook/wire.ts'
import type { Book } from './book.ts'
import type { Log } from './log.ts'

/** What is remembered of a phone. The day and no hour: when a household is awake is nobody's business. */
export interface Met {
  /** The village's day on which it was last here. */
  day: number
  /** Its app, in its own words: a stranger's string. */
  app: string
  room: PhoneRoom | null
}
const met = row({ day: whole(), app: text(0, 40), room: maybe(phoneRoom) })
const PREFIX = 'upkeep/phone/'

/** Which phones have been here, and with what: one small note for each admitted device, beside the book. */
export function openPhones(o: { log: Log; book: Book; now(): number }) {
  const known = new Map<Hex8, Met>()
  const changed = new Set<Hex8>()
  for (const [key, value] of o.log.metas(PREFIX)) {
    const one = met.read(decodeCbor(value))
    if (one) known.set(key.slice(PREFIX.length), one)
  }
  const today = () => villageDay(o.now())

  function remember(device: Hex8, app: string, room: PhoneRoom | null) {
    const before = known.get(device)
    // An app from before it said so, or a browser that does not tell: the last word on it stands.
    const one = { day: Math.max(today(), before?.day ?? 0), app, room: room ?? before?.room ?? null }
    if (before && JSON.stringify(before) === JSON.stringify(one)) return
    known.set(device, one)
    changed.add(device)
  }

  return {
    /** A phone was welcomed. */
    greet: remember,
    /** A phone is still here, on another day. */
    stay(device: Hex8) {
      const before = known.get(device)
      if (before) remember(device, before.app, before.room)
    },
    met: (device: Hex8): Met | undefined => known.get(device),

    /** Forgets phones that may no longer be heard. */
    forget() {
      for (const device of known.keys())
        if (o.book.roster.isRevoked(device, { i: Infinity })) {
          known.delete(device)
          changed.add(device)
        }
    },

    /** What is new since the last time, as notes for the log. */
    takeChanges(): [string, Uint8Array | undefined][] {
      const notes = [...changed].map((device): [string, Uint8Array | undefined] => {
        const one = known.get(device)
        return [PREFIX + device, one && encodeCbor(met.write(one))]
      })
      changed.clear()
      return notes
    },
  }
}
