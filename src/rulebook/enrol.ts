import { decodeCbor, encodeCbor } from '#entry/format.ts'
import { bytes, bytesUpTo, hex32, hex8, list, row, text, whole, type Of } from './shape.ts'

/** A QR frame holds at most this many bytes, so that a cheap camera reads it from a cheap screen. */
export const FRAME_BYTES = 800

/** What a phone that wants in shows: its keys, a nonce, its word over them, and the name its owner typed. */
const request = row({
  name: text(1, 40),
  key: bytes(65),
  sealingKey: bytes(65),
  nonce: bytes(16),
  proof: bytes(64),
  label: text(0, 40),
})
export type JoinRequest = Of<typeof request>
export const writeRequest = (r: JoinRequest): Uint8Array => encodeCbor(request.write(r))
export const readRequest = (b: Uint8Array): JoinRequest | undefined => request.read(decodeCbor(b))

/**
 * What the approving phone shows in return: the founding's id, the relay's address, the device.added entry and
 * the entries that lead from it to the founding (founding first), so that all can be checked without network.
 */
const approval = row({
  founding: hex32,
  relay: text(1, 200),
  person: hex8,
  admission: bytesUpTo(1024),
  chain: list(bytesUpTo(1024), 1, 4),
})
export type Approval = Of<typeof approval>
export const writeApproval = (a: Approval): Uint8Array => encodeCbor(approval.write(a))
export const readApproval = (b: Uint8Array): Approval | undefined => approval.read(decodeCbor(b))

const frame = row({ part: whole(1, 9), of: whole(1, 9), bytes: bytesUpTo(FRAME_BYTES) })
export type Frame = Of<typeof frame>

/** Cuts bytes into QR frames. */
export function toFrames(payload: Uint8Array): Uint8Array[] {
  const room = FRAME_BYTES - 8
  const of = Math.max(1, Math.ceil(payload.length / room))
  return Array.from({ length: of }, (_, n) =>
    encodeCbor(frame.write({ part: n + 1, of, bytes: payload.slice(n * room, (n + 1) * room) })),
  )
}
export const readFrame = (b: Uint8Array): Frame | undefined => frame.read(decodeCbor(b))

/** The bytes once all frames are there (in any order, repeats welcome); until then how many are missing. */
export function fromFrames(frames: readonly Frame[]): Uint8Array | { missing: number } {
  const of = frames[0]?.of ?? 1
  const parts = Array.from({ length: of }, (_, n) => frames.find((f) => f.part === n + 1 && f.of === of))
  const missing = parts.filter((part) => !part).length
  if (missing) return { missing }
  const joined: number[] = []
  for (const part of parts) joined.push(...part!.bytes)
  return Uint8Array.from(joined)
}
