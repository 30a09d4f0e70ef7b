import { toHex, type Hex8 } from '#entry/format.ts'

// Rooms name devices and people, but know neither bytes nor keys.
export { deviceIdOf } from '#entry/crypto.ts'

/** A new person or household: eight random bytes that say nothing about either. */
export const newHex8 = (): Hex8 => toHex(crypto.getRandomValues(new Uint8Array(8)))
