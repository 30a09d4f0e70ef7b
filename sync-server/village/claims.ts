import { newSigningPair, publicBytes, seal, sign } from '#entry/crypto.ts'
import type { Cbor, Hex8 } from '#entry/format.ts'
import { CLAIM_PATH, writeClaim, type ClaimLink } from '#rulebook/enrol.ts'
import { claimMessage } from '#rulebook/roster-rules.ts'
import { CLAIM_DAYS, deviceClaimed } from '#rulebook/roster.ts'
import { secretOf, signingKeyOf, type DeviceKeys } from './keys.ts'

/** How long a claim link holds (ms). */
export const CLAIM_MS = CLAIM_DAYS * 24 * 3600 * 1000

/** A claim key for a person, before the village is known (the founding names it) or after. */
export async function newClaimKey(): Promise<Pick<ClaimLink, 'claimKey' | 'secret'>> {
  const pair = await newSigningPair(true)
  return { claimKey: await publicBytes(pair.publicKey), secret: await secretOf(pair.privateKey) }
}

/** The link that is given away. */
export const linkOf = (publicUrl: string, claim: ClaimLink): string =>
  `${publicUrl.replace(/\/+$/, '')}${CLAIM_PATH}${writeClaim(claim)}`

/** The entry with which a device admits itself by a claim link: signed by the device and by the claim key. */
export async function claimedEntry(
  claim: ClaimLink,
  keys: DeviceKeys,
  seq: number,
  at: number,
): Promise<Uint8Array> {
  const { village, person, claimKey } = claim
  const { key, sealingKey, device } = keys
  const secret = await signingKeyOf(claim.secret)
  const proof = await sign(secret, 'xy1claim', claimMessage(village, key, sealingKey))
  const body = deviceClaimed.body.write({ person, key, sealingKey, claimKey, proof, label: '' }) as Cbor[]
  return (await seal(keys.signing, { village, kind: deviceClaimed.number, device, seq, at, refs: [], body }))
    .bytes
}

/** A new person or household: 8 random bytes that tell nothing. */
export const newHex8 = (): Hex8 => Buffer.from(crypto.getRandomValues(new Uint8Array(8))).toString('hex')
