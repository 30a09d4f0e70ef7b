import { deviceIdOf, newSealingPair, newSigningPair, publicBytes, sign } from '#entry/crypto.ts'
import { CLAIM_PATH, writeClaim } from '#rulebook/enrol.ts'
import { requestMessage } from '#rulebook/roster-rules.ts'
import type { Self } from './self.ts'

// The hand that signs: loaded when somebody joins, writes or greets the relay.
export { seal, sign } from '#entry/crypto.ts'
export { readClaim, writeRequest } from '#rulebook/enrol.ts'
export { checkApproval, checkClaim, claimEntry, isClaimedWith, openFounding } from './admission.ts'

/** New keys for this phone, and its word over them. They cannot leave the browser. */
export async function newSelf(name: string): Promise<Self> {
  const [signing, sealing] = await Promise.all([newSigningPair(), newSealingPair()])
  const [key, sealingKey] = await Promise.all([
    publicBytes(signing.publicKey),
    publicBytes(sealing.publicKey),
  ])
  const nonce = crypto.getRandomValues(new Uint8Array(16))
  const proof = await sign(signing.privateKey, 'xy1request', requestMessage(key, sealingKey, nonce))
  return {
    state: 'none',
    name,
    signing,
    sealing,
    key,
    sealingKey,
    device: await deviceIdOf(key),
    nonce,
    proof,
  }
}

/** A new claim key for a person: its public half for claim.issued, and the link that carries the private half. */
export async function newClaim(village: string, person: string, origin: string) {
  const pair = await newSigningPair(true)
  const claimKey = await publicBytes(pair.publicKey)
  const secret = new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey))
  const link = `${origin}${CLAIM_PATH}${writeClaim({ village, person, claimKey, secret })}`
  return { claimKey, link: () => link }
}
