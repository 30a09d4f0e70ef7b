import { toHex } from '#entry/bytes.ts'
import type { Alarm } from './desk.ts'

/**
 * What did not hold, for others to check: the village, the relay's public key, and of each alarm the bytes as the
 * relay sent them (hex). A signed head is followed by its signature over "xy1head" and the head's bytes.
 */
export function proofFile(village: string, relayKey: Uint8Array, alarms: readonly Alarm[]): Blob {
  const lines = alarms.map(({ reason, volume, at, bytes }) => ({
    reason,
    volume,
    at,
    bytes: bytes.map(toHex),
  }))
  const proof = { what: 'xiangyin-proof', version: 1, village, relayKey: toHex(relayKey), alarms: lines }
  return new Blob([JSON.stringify(proof, null, 1)], { type: 'application/json' })
}
