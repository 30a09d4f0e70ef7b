/** 8 bytes as 16 hex digits: a village, a person, a device, a household. */
export type Hex8 = string
/** 32 bytes as 64 hex digits: an entry's id. */
export type Id = string

/** The largest entry the village accepts, in bytes. Longer things are blobs. */
export const MAX_ENTRY_BYTES = 12 * 1024

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** Lower-case hex of bytes. */
export function toHex(bytes: Uint8Array): string {
  let hex = ''
  for (const byte of bytes) hex += HEX[byte]
  return hex
}

/** Bytes of hex digits. Throws where they are not hex, or not `length` bytes. */
export function fromHex(hex: string, length = hex.length / 2): Uint8Array {
  if (hex.length !== length * 2 || !/^[0-9a-f]*$/.test(hex))
    throw new Error(`not ${length} bytes of hex: ${hex}`)
  const bytes = new Uint8Array(length)
  for (let n = 0; n < length; n++) bytes[n] = parseInt(hex.slice(n * 2, n * 2 + 2), 16)
  return bytes
}

/** Whether two byte strings are equal. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  for (let n = 0; n < a.length; n++) if (a[n] !== b[n]) return false
  return true
}

/** Byte strings one after another. */
export function joinBytes(...parts: Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let offset = 0
  for (const part of parts) {
    joined.set(part, offset)
    offset += part.length
  }
  return joined
}
