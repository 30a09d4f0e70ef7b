import type { Hex8 } from '#entry/format.ts'

/** none; asked: a request was made; unverified: admitted, roster not here yet; member; revoked. */
export type JoinState = 'none' | 'asked' | 'unverified' | 'member' | 'revoked'

/** How an approval says "where the app came from": its field may not be empty. */
export const SAME_ORIGIN = '/'

/** What this phone knows of its own admission; every byte of it was checked when it was taken in. */
export interface Membership {
  village: Hex8
  person: Hex8
  /** The village's first entry: it names the relay's key. */
  founding: Uint8Array
  relayKey: Uint8Array
  /** The relay's address; empty: where the app came from. */
  relay: string
  /** The entry that admits this device, and those that lead from the founding (first) to it. */
  admission: Uint8Array
  chain: Uint8Array[]
}

/** 身份: who this phone is. The private keys cannot be read out, only used. */
export interface Self {
  state: JoinState
  name: string
  signing: CryptoKeyPair
  sealing: CryptoKeyPair
  key: Uint8Array
  sealingKey: Uint8Array
  device: Hex8
  /** The request's nonce and the device's word over it. */
  nonce: Uint8Array
  proof: Uint8Array
  membership?: Membership
  /** What it was before it was revoked and asked anew: this phone still holds that village's book. */
  former?: Membership
}
