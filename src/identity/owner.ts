import type { Self } from './self.ts'

/**
 * Who writes this phone's book, in the ledger's terms; undefined where nobody has joined. A phone that was revoked
 * and asks anew keeps its book: what it had not handed in must still be read and saved.
 */
export function ownerOf(self: Self | undefined) {
  const known = self?.membership ?? self?.former
  if (!self || !known) return undefined
  const { village, person, relayKey, founding } = known
  return { village, person, relayKey, founding, device: self.device, key: self.key }
}
