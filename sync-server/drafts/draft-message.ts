import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import type { Hex8 } from '#entry/format.ts'

const SYNC = 0
const AWARENESS = 1
const QUERY = 3
const [STEP_1, STEP_2, UPDATE] = [0, 1, 2]

/** That somebody's page with the draft is open: its number in Yjs, and how often it has said so. */
export interface Presence {
  client: number
  clock: number
  isHere: boolean
}

/** What a phone may say on a draft's channel, in the words of y-protocols. */
export type DraftHeard =
  | { is: 'step-1'; vector: Uint8Array }
  | { is: 'update'; update: Uint8Array }
  | { is: 'presence'; all: Presence[] }
  | { is: 'who-is-here' }
  | { is: 'malformed' }

/** Pages of one connection and the echoes of those of others: more is no draft of a village. */
const MOST_PRESENCES = 64

/** Reads a message of a phone; whatever else it says of itself than that it is here, is not looked at. */
export function hearDraft(payload: Uint8Array): DraftHeard {
  try {
    const decoder = decoding.createDecoder(payload)
    const sort = decoding.readVarUint(decoder)
    if (sort === QUERY) return { is: 'who-is-here' }
    if (sort === SYNC) {
      const step = decoding.readVarUint(decoder)
      const content = decoding.readVarUint8Array(decoder).slice()
      if (decoding.hasContent(decoder)) return { is: 'malformed' }
      if (step === STEP_1) return { is: 'step-1', vector: content }
      return step === STEP_2 || step === UPDATE ? { is: 'update', update: content } : { is: 'malformed' }
    }
    if (sort !== AWARENESS) return { is: 'malformed' }
    const inner = decoding.createDecoder(decoding.readVarUint8Array(decoder))
    const count = decoding.readVarUint(inner)
    if (count > MOST_PRESENCES) return { is: 'malformed' }
    const all = Array.from({ length: count }, () => ({
      client: decoding.readVarUint(inner),
      clock: decoding.readVarUint(inner),
      isHere: decoding.readVarString(inner) !== 'null',
    }))
    return { is: 'presence', all }
  } catch {
    return { is: 'malformed' } // lib0 throws at the end of the bytes and on numbers that are too large
  }
}

const syncMessage = (step: number, content: Uint8Array): Uint8Array => {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, SYNC)
  encoding.writeVarUint(encoder, step)
  encoding.writeVarUint8Array(encoder, content)
  return encoding.toUint8Array(encoder)
}
/** Asks a phone for what it has beyond this state vector. */
export const stepOne = (vector: Uint8Array): Uint8Array => syncMessage(STEP_1, vector)
export const stepTwo = (update: Uint8Array): Uint8Array => syncMessage(STEP_2, update)
export const draftUpdate = (update: Uint8Array): Uint8Array => syncMessage(UPDATE, update)

/** Says who is here, in the relay's own words: nobody can claim to be another. */
export function presenceMessage(all: readonly (Presence & { person: Hex8 })[]): Uint8Array {
  const inner = encoding.createEncoder()
  encoding.writeVarUint(inner, all.length)
  for (const { client, clock, isHere, person } of all) {
    encoding.writeVarUint(inner, client)
    encoding.writeVarUint(inner, clock)
    encoding.writeVarString(inner, isHere ? JSON.stringify({ person }) : 'null')
  }
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, AWARENESS)
  encoding.writeVarUint8Array(encoder, encoding.toUint8Array(inner))
  return encoding.toUint8Array(encoder)
}
