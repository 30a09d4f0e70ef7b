import type { Self } from './self.ts'

/** Who writes this phone's book, in the ledger's terms; undefined where nobody has joined. */
export function ownerOf(self: Self | undefined) {
  if (!self?.membership) return undefined
  const { village, person, relayKey, founding } = self.membership
  return { village, person, relayKey, founding, device: self.device, key: self.key }
}
