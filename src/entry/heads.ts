import { sign, verify } from './crypto.ts'
import { decodeCbor, encodeCbor, fromHex, toHex, type Hex8 } from './format.ts'

/**
 * The relay's signed word on how long a volume is: `k` lines ending in `chain`, when the village counted `i`
 * entries, at time `at` (ms). The village's own head has volume '' and as chain the hash of all volume heads.
 */
export interface Head {
  village: Hex8
  relayEpoch: number
  volume: string
  volumeEpoch: number
  k: number
  chain: Uint8Array
  i: number
  at: number
}

/** A head with the relay's signature, ready to travel and to be kept as proof. */
export interface SignedHead {
  head: Uint8Array
  signature: Uint8Array
}

const headBytes = (h: Head): Uint8Array =>
  encodeCbor([fromHex(h.village, 8), h.relayEpoch, h.volume, h.volumeEpoch, h.k, h.chain, h.i, h.at])

/** Signs a head with the relay's key. */
export async function signHead(key: CryptoKey, head: Head): Promise<SignedHead> {
  const bytes = headBytes(head)
  return { head: bytes, signature: await sign(key, 'xy1head', bytes) }
}

/** The fields of a head, without looking at the signature; undefined where it is malformed. */
export function readHead(bytes: Uint8Array): Head | undefined {
  const h = decodeCbor(bytes)
  if (!Array.isArray(h) || h.length !== 8) return undefined
  const [village, relayEpoch, volume, volumeEpoch, k, chain, i, at] = h
  if (!(village instanceof Uint8Array) || village.length !== 8 || typeof volume !== 'string') return undefined
  if (!(chain instanceof Uint8Array) || chain.length !== 32) return undefined
  if (typeof relayEpoch !== 'number' || typeof volumeEpoch !== 'number') return undefined
  if (typeof k !== 'number' || typeof i !== 'number' || typeof at !== 'number') return undefined
  return { village: toHex(village), relayEpoch, volume, volumeEpoch, k, chain, i, at }
}

/** The head, where the relay signed it for this village; otherwise undefined. */
export async function checkHead(
  relayKey: Uint8Array,
  village: Hex8,
  signed: SignedHead,
): Promise<Head | undefined> {
  const head = readHead(signed.head)
  if (!head || head.village !== village) return undefined
  return (await verify(relayKey, 'xy1head', signed.head, signed.signature)) ? head : undefined
}
