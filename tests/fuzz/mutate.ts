import { bitsFrom } from '#support/random.ts'

/** Bytes on which readers of lengths and numbers tend to stumble. */
const AWKWARD = [
  0x00, 0x01, 0x17, 0x18, 0x19, 0x1a, 0x1b, 0x1f, 0x3b, 0x40, 0x5f, 0x7f, 0x80, 0x9f, 0xf6, 0xff,
]

/** A whole number from nought to below. */
export type Pick = (below: number) => number
type Change = (bytes: Uint8Array, pick: Pick, corpus: readonly Uint8Array[]) => Uint8Array

const join = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]))
const CHANGES: Change[] = [
  (bytes, pick) => bytes.map((byte, at) => (at === pick(bytes.length) ? byte ^ (1 << pick(8)) : byte)),
  (bytes, pick) => {
    const out = bytes.slice()
    if (out.length) out[pick(out.length)] = AWKWARD[pick(AWKWARD.length)]!
    return out
  },
  (bytes, pick) => {
    const out = bytes.slice()
    if (out.length) out[pick(out.length)] = pick(256)
    return out
  },
  (bytes, pick) => bytes.slice(0, pick(bytes.length)),
  (bytes, pick) => bytes.slice(pick(bytes.length)),
  (bytes, pick) => {
    const at = pick(bytes.length + 1)
    return join(
      bytes.slice(0, at),
      Uint8Array.from({ length: 1 + pick(9) }, () => pick(256)),
      bytes.slice(at),
    )
  },
  (bytes, pick) => {
    const [from, length] = [pick(bytes.length), pick(16)]
    return join(bytes.slice(0, from), bytes.slice(from + length))
  },
  (bytes, pick) => {
    const [from, length] = [pick(bytes.length), 1 + pick(32)]
    const part = bytes.slice(from, from + length)
    return join(bytes.slice(0, from), part, part, bytes.slice(from + length))
  },
  (bytes, pick, corpus) => {
    const other = corpus[pick(corpus.length)]!
    return join(bytes.slice(0, pick(bytes.length)), other.slice(pick(other.length)))
  },
  (_, pick) => Uint8Array.from({ length: pick(80) }, () => pick(256)),
]

/** What is picked for message number `n` of a run: the same each time. */
export function pickFor(seed: number, n: number): Pick {
  const bits = bitsFrom(Math.imul(seed, 0x9e3779b1) ^ Math.imul(n + 1, 0x85ebca6b))
  return (below) => bits() % Math.max(1, below)
}

/** Message number `n` of a run: one of the corpus with one to four changes, or as it is now and then. */
export function mutated(corpus: readonly Uint8Array[], seed: number, n: number): Uint8Array {
  const pick = pickFor(seed, n)
  let bytes: Uint8Array = corpus[pick(corpus.length)]!.slice()
  for (let times = pick(5); times > 0; times--) bytes = CHANGES[pick(CHANGES.length)]!(bytes, pick, corpus)
  return bytes
}
