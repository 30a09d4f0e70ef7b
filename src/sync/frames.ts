import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'

/** Channel 0 is the control channel; each other one is a volume. */
export const CONTROL = 0

/** A message of the one socket: the channel's number, then the payload. */
export function frame(channel: number, payload: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, channel)
  encoding.writeUint8Array(encoder, payload)
  return encoding.toUint8Array(encoder)
}

/** The channel and payload of a message; undefined where it is none. */
export function unframe(bytes: Uint8Array): { channel: number; payload: Uint8Array } | undefined {
  try {
    const decoder = decoding.createDecoder(bytes)
    const channel = decoding.readVarUint(decoder)
    return { channel, payload: decoding.readTailAsUint8Array(decoder) }
  } catch {
    return undefined // lib0 throws at the end of the bytes, and on nothing else
  }
}

const SYNC = 0
const STEP_2 = 1
const UPDATE = 2

/** What a relay may say on a volume's channel: an update, or the step 2 that ends a catch-up. */
export interface VolumeMessage {
  isLast: boolean
  update: Uint8Array
}

/** Reads a y-protocols message; undefined for all that a relay has no business to send. */
export function readVolumeMessage(payload: Uint8Array): VolumeMessage | undefined {
  try {
    const decoder = decoding.createDecoder(payload)
    if (decoding.readVarUint(decoder) !== SYNC) return undefined
    const step = decoding.readVarUint(decoder)
    if (step !== STEP_2 && step !== UPDATE) return undefined
    const update = decoding.readVarUint8Array(decoder)
    return decoding.hasContent(decoder) ? undefined : { isLast: step === STEP_2, update }
  } catch {
    return undefined
  }
}

/** Whether a message of the provider asks where the relay stands. Nothing else may leave: a phone never writes. */
export const isStepOne = (payload: Uint8Array): boolean => payload[0] === SYNC && payload[1] === 0
