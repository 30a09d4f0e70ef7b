import { newSigningPair, publicBytes } from '#entry/crypto.ts'
import { CLAIM_PATH, writeClaim } from '#rulebook/enrol.ts'
import { claimIssued } from '#rulebook/roster.ts'
import { accepted, DAY, type Someone, type TestVillage } from './village.ts'

/** A claim link's path for someone, issued by the secretary. */
export async function claimPathFor(v: TestVillage, who: Someone): Promise<string> {
  const { person } = v.phones[who]
  const pair = await newSigningPair(true)
  const claimKey = await publicBytes(pair.publicKey)
  await accepted(v.say('陶书记', claimIssued, { person, claimKey, until: v.clock.now + 6 * DAY }))
  const secret = new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey))
  return CLAIM_PATH + writeClaim({ village: v.village, person, claimKey, secret })
}
