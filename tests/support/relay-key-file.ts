import { writeFileSync } from 'node:fs'
import path from 'node:path'

/** The name of the relay's key in a data folder. */
export const HELD_KEY = 'relay-key'

/** Writes a test village's relay key as the relay keeps its own. */
export async function keepKey(dataDir: string, pair: CryptoKeyPair) {
  const jwk = await crypto.subtle.exportKey('jwk', pair.privateKey)
  writeFileSync(path.join(dataDir, HELD_KEY), JSON.stringify(jwk), { mode: 0o600 })
}
