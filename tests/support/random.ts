/** Whole numbers below 2^32 that come out the same on every machine for the same seed (mulberry32). */
export function bitsFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return (t ^ (t >>> 14)) >>> 0
  }
}

/** The same as numbers from 0 to 1. */
export function randomFrom(seed: number): () => number {
  const bits = bitsFrom(seed)
  return () => bits() / 2 ** 32
}
