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

/** What a claim link carries behind `/claim#`: the village, the person, and the claim key's two halves. */
const claimLink = row({ village: hex8, person: hex8, claimKey: bytes(65), secret: bytesUpTo(200) })
/** `secret` is the private half as pkcs8. */
export type ClaimLink = Of<typeof claimLink>
export const CLAIM_PATH = '/claim#'
export const writeClaim = (c: ClaimLink): string => toBase64url(encodeCbor(claimLink.write(c)))
/** The claim in a link's fragment (with or without its #), or undefined where it is damaged. */
export function readClaim(fragment: string): ClaimLink | undefined {
  const b = fromBase64url(fragment.replace(/^#/, ''))
  return b && claimLink.read(decodeCbor(b))
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** Bytes as text that survives links and chat programs. */
export function toBase64url(b: Uint8Array): string {
  let written = ''
  for (let n = 0; n < b.length; n += 3) {
    const [one, two = 0, three = 0] = b.subarray(n, n + 3)
    const bits = (one! << 16) | (two << 8) | three
    const digits = b.length - n > 2 ? 4 : b.length - n + 1
    for (let d = 0; d < digits; d++) written += DIGITS[(bits >> (18 - 6 * d)) & 63]
  }
  return written
}

/** The bytes of base64url text, blanks and line ends left out; undefined where it is none. */
export function fromBase64url(written: string): Uint8Array | undefined {
  const digits = [...written.replace(/\s/g, '')].map((digit) => DIGITS.indexOf(digit))
  if (digits.includes(-1) || digits.length % 4 === 1) return undefined
  const b = new Uint8Array(Math.floor((digits.length * 3) / 4))
  for (let n = 0; n < b.length; n++) {
    const at = Math.floor((n * 4) / 3)
    const shift = (n % 3) * 2
    b[n] = (digits[at]! << (2 + shift)) | (digits[at + 1]! >> (4 - shift))
  }
  return b
}
