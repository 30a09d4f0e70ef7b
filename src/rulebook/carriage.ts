import { bytesUpTo, list, maybe, row, text, whole } from './shape.ts'
import { LIMITS } from './wire.ts'

/** What both ends of a ride over HTTP keep to. */
export const CARRIAGE = {
  path: '/v1/carry',
  /** How long the relay holds a request when it has nothing to say; proxies commonly give up after 60 s. */
  holdMs: 50_000,
  /** A phone that asked nothing for so long has gone. */
  goneMs: 90_000,
  answerBytes: 64 * 1024,
  requestBytes: 48 * 1024,
  rides: 500,
  /** A village behind one address has fewer phones at once; a stranger could otherwise take all places. */
  ridesOfAddress: 100,
} as const

/**
 * One request or answer: the frames from number `from` on that the other end has not said it got, and how many of
 * its frames were heard here (`got`). An empty `ride` begins one. `closed`: the relay's closing code.
 */
export const carried = row({
  ride: text(0, 32),
  from: whole(),
  got: whole(),
  frames: list(bytesUpTo(LIMITS.closesOver), 0, 4096),
  closed: maybe(whole()),
})
export interface Carried {
  ride: string
  from: number
  got: number
  frames: Uint8Array[]
  closed: number | null
}

/** As many of the frames as make no more bytes than that; at least one, so that it always goes on. */
export function fitting(frames: Uint8Array[], most: number): Uint8Array[] {
  let size = 0
  const end = frames.findIndex(({ length }, n) => (size += length) > most && n > 0)
  return end < 0 ? [...frames] : frames.slice(0, end)
}
