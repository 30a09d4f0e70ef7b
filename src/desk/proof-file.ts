import { toHex } from '#entry/bytes.ts'
import type { Alarm, SignedRecord } from './desk.ts'

/**
 * What did not hold, for others to check: the village, the relay's public key, of each alarm the bytes as the relay
 * sent them (hex), and of each volume named there its lines with the heads that the relay signed over them. A signed
 * head is followed by its signature over "xy1head" and the head's bytes; its chain is recomputed from the lines. That
 * an entry stands in the book is thereby the relay's own word. An entry that was lost stands with the relay's receipt
 * ("xy1receipt") and its signature. What the relay never signs (damaged bytes) shows only what this phone saw.
 */
export function proofFile(
  village: string,
  relayKey: Uint8Array,
  alarms: readonly Alarm[],
  records: readonly SignedRecord[],
): Blob {
  const lines = alarms.map(({ reason, volume, at, bytes }) => ({
    reason,
    volume,
    at,
    bytes: bytes.map(toHex),
  }))
  const volumes = records.map(({ heads, ...record }) => ({
    ...record,
    heads: heads.map(({ head, signature }) => [toHex(head), toHex(signature)]),
  }))
  const proof = {
    what: 'xiangyin-proof',
    version: 2,
    village,
    relayKey: toHex(relayKey),
    alarms: lines,
    volumes,
  }
  return new Blob([JSON.stringify(proof, null, 1)], { type: 'application/json' })
}
