import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { newSigningPair } from '#entry/crypto.ts'

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' }
const fileIn = (dataDir: string) => path.join(dataDir, 'relay-key')

/** The relay's own key from the data directory; undefined where there is none yet. */
export async function loadRelayKey(dataDir: string): Promise<CryptoKeyPair | undefined> {
  const file = fileIn(dataDir)
  if (!existsSync(file)) return undefined
  const jwk = JSON.parse(readFileSync(file, 'utf8')) as JsonWebKey
  const publicHalf = { kty: jwk.kty, crv: jwk.crv, x: jwk.x, y: jwk.y }
  const [privateKey, publicKey] = await Promise.all([
    crypto.subtle.importKey('jwk', jwk, ALGORITHM, false, ['sign']),
    crypto.subtle.importKey('jwk', publicHalf, ALGORITHM, true, ['verify']),
  ])
  return { privateKey, publicKey }
}

/** Makes the relay's key and keeps it readable for its owner alone. A village has one; it is never replaced. */
export async function createRelayKey(dataDir: string): Promise<CryptoKeyPair> {
  const pair = await newSigningPair(true)
  const jwk = await crypto.subtle.exportKey('jwk', pair.privateKey)
  const file = fileIn(dataDir)
  // Beside and then renamed: a crash leaves no half of a key.
  writeFileSync(`${file}.new`, JSON.stringify(jwk), { mode: 0o600, flush: true })
  chmodSync(`${file}.new`, 0o600)
  renameSync(`${file}.new`, file)
  return (await loadRelayKey(dataDir))!
}
