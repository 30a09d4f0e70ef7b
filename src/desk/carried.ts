import { fromBase64url, fromFrames, readFrame, toBase64url, toFrames, type Frame } from '#rulebook/enrol.ts'

// A request or an approval travels from phone to phone as QR codes, or as text through a chat. In a code it is
// base45 (RFC 9285), which QR packs tightly, so that the squares stay coarse; as text it is base64url.
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'

export function toBase45(bytes: Uint8Array): string {
  let written = ''
  for (let n = 0; n < bytes.length; n += 2) {
    const isPair = n + 1 < bytes.length
    let value = isPair ? bytes[n]! * 256 + bytes[n + 1]! : bytes[n]!
    for (let digit = 0; digit < (isPair ? 3 : 2); digit++) {
      written += DIGITS[value % 45]
      value = Math.floor(value / 45)
    }
  }
  return written
}

/** The bytes of base45 text, or undefined where it is none. */
export function fromBase45(written: string): Uint8Array | undefined {
  const digits = [...written].map((digit) => DIGITS.indexOf(digit))
  if (digits.includes(-1) || digits.length % 3 === 1) return undefined
  const bytes: number[] = []
  for (let n = 0; n < digits.length; n += 3) {
    const [one = 0, two = 0, three] = digits.slice(n, n + 3)
    const value = one + 45 * two + 2025 * (three ?? 0)
    if (value > (three === undefined ? 255 : 65535)) return undefined
    if (three !== undefined) bytes.push(value >> 8)
    bytes.push(value & 255)
  }
  return Uint8Array.from(bytes)
}

/** What the QR codes of a payload say, one after the other. */
export const toCodes = (payload: Uint8Array): string[] => toFrames(payload).map(toBase45)
export const toPasted = toBase64url

/** What has been scanned or pasted so far amounts to: all of it, some parts still missing, or nothing of ours. */
export type Heard = { bytes: Uint8Array } | { missing: number; of: number } | 'not-ours'

/** Puts scanned codes together, in any order; pasted text is taken whole. */
export function collector(): (text: string) => Heard {
  let frames: Frame[] = []
  return (text) => {
    // Not trimmed: a blank is a digit of base45, also at the end.
    const coded = fromBase45(text)
    const frame = coded && readFrame(coded)
    if (!frame) {
      const pasted = fromBase64url(text)
      return pasted && pasted.length > 0 ? { bytes: pasted } : 'not-ours'
    }
    // Another payload begins where the number of parts differs, or a known part says something else.
    const same = frames.find((one) => one.part === frame.part)
    if (frames[0]?.of !== frame.of || (same && !sameBytes(same.bytes, frame.bytes))) frames = []
    if (!frames.some((one) => one.part === frame.part)) frames.push(frame)
    const whole = fromFrames(frames)
    return whole instanceof Uint8Array ? { bytes: whole } : { missing: whole.missing, of: frame.of }
  }
}

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, n) => byte === b[n])
