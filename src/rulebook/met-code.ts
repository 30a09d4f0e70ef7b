import { decodeCbor, encodeCbor, type Id } from '#entry/format.ts'
import { hex32, row } from './shape.ts'

const shown = row({ vote: hex32, ballot: hex32 })
/** What the voter's screen shows as a code: which ballot, and of which vote. */
export const metBytes = (vote: Id, ballot: Id): Uint8Array => encodeCbor(shown.write({ vote, ballot }))
/** What such a code says; undefined where it is none. */
export const readMet = (bytes: Uint8Array): { vote: Id; ballot: Id } | undefined =>
  shown.read(decodeCbor(bytes))
