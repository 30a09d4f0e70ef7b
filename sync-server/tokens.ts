import { toHex, type Hex8 } from '#entry/format.ts'
import type { Book } from './book.ts'

const VALID_MS = 3600 * 1000
const MOST = 5000

/** Tokens that let a stock client in on behalf of a session: an hour long, and only while the device is active. */
export function createTokens(book: Book, now: () => number) {
  const given = new Map<string, { device: Hex8; person: Hex8; until: number }>()
  return {
    give(who: { device: Hex8; person: Hex8 }): string {
      const token = toHex(crypto.getRandomValues(new Uint8Array(32)))
      if (given.size >= MOST) given.delete(given.keys().next().value!)
      given.set(token, { ...who, until: now() + VALID_MS })
      return token
    },
    holder(token: string): { device: Hex8; person: Hex8 } | undefined {
      const one = given.get(token)
      const isValid = one && now() < one.until && !book.roster.isRevoked(one.device, { i: Infinity })
      return isValid ? { device: one.device, person: one.person } : undefined
    },
  }
}
export type Tokens = ReturnType<typeof createTokens>
