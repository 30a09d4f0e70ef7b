import { deviceIdOf, newSealingPair, newSigningPair, publicBytes, sign } from '#entry/crypto.ts'
import type { Hex8 } from '#entry/format.ts'
import type { JoinRequest } from '#rulebook/enrol.ts'
import { requestMessage } from '#rulebook/roster-rules.ts'

const SIGNING = { name: 'ECDSA', namedCurve: 'P-256' }

/** A device made on this computer: what a phone holds for its owner. */
export interface DeviceKeys {
  device: Hex8
  signing: CryptoKey
  key: Uint8Array
  sealingKey: Uint8Array
}

/** Makes a device. `extractable` only where its private half must outlive this process. */
export async function newDevice(extractable = false): Promise<DeviceKeys> {
  const [pair, sealing] = await Promise.all([newSigningPair(extractable), newSealingPair()])
  const [key, sealingKey] = await Promise.all([publicBytes(pair.publicKey), publicBytes(sealing.publicKey)])
  return { device: await deviceIdOf(key), signing: pair.privateKey, key, sealingKey }
}

/** The private half as pkcs8, to be written down. */
export const secretOf = async (signing: CryptoKey): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.exportKey('pkcs8', signing))

/** A private half that was written down. */
export const signingKeyOf = (secret: Uint8Array): Promise<CryptoKey> =>
  crypto.subtle.importKey('pkcs8', secret as Uint8Array<ArrayBuffer>, SIGNING, false, ['sign'])

/** What the device's owner shows a registrar to be let in. */
export async function requestOf(keys: DeviceKeys, name: string): Promise<JoinRequest> {
  const { key, sealingKey } = keys
  const nonce = crypto.getRandomValues(new Uint8Array(16))
  const proof = await sign(keys.signing, 'xy1request', requestMessage(key, sealingKey, nonce))
  return { name, key, sealingKey, nonce, proof, label: '' }
}
