// What comes down a WebSocket, frame by frame as the road sees it.
import * as decoding from 'lib0/decoding'
import { messageYjsSyncStep2, messageYjsUpdate } from 'y-protocols/sync'
import { FROM_RELAY, hear } from '#rulebook/wire.ts'

export interface Frame {
  /** What the relay says, by its name, or a volume's SLICE or END. */
  kind: string
  /** Bytes of the connection before it, and up to its end. */
  from: number
  to: number
}

/** Lines of a volume, and that there are no more. */
export const SLICE = 'slice'
export const END = 'end'

const BINARY = 0x82

/** The relay's whole frames in the first bytes of a connection; none before the handshake is over. */
export function framesIn(bytes: Buffer): Frame[] {
  const frames: Frame[] = []
  const handshake = bytes.indexOf('\r\n\r\n')
  let from = handshake < 0 ? bytes.length : handshake + 4
  while (from + 2 <= bytes.length) {
    const short = bytes[from + 1]!
    const head = short < 126 ? 2 : short === 126 ? 4 : 10
    if (from + head > bytes.length) break
    const length =
      short < 126
        ? short
        : short === 126
          ? bytes.readUInt16BE(from + 2)
          : Number(bytes.readBigUInt64BE(from + 2))
    const to = from + head + length
    // The farewell is not the relay's own word.
    if (to > bytes.length || bytes[from] !== BINARY) break
    frames.push({ kind: kindOf(bytes.subarray(from + head, to)), from, to })
    from = to
  }
  return frames
}

function kindOf(message: Uint8Array): string {
  const decoder = decoding.createDecoder(message)
  const channel = decoding.readVarUint(decoder)
  if (channel === 0) return hear(FROM_RELAY, decoding.readTailAsUint8Array(decoder))!.is
  const isSync = decoding.readVarUint(decoder) === 0
  const kind =
    isSync && { [messageYjsUpdate]: SLICE, [messageYjsSyncStep2]: END }[decoding.readVarUint(decoder)]
  if (!kind) throw new Error(`nothing that the relay says on channel ${channel}`)
  return kind
}
