import { toHex } from '#entry/bytes.ts'
import { sha256 } from '#entry/crypto.ts'
import type { RollLine } from '#rulebook/roll-reading.ts'

const HASH_DIGITS = 16

/** How the hash of a roll begins: whoever has the same roll, in whatever order, has the same one. */
export async function rollHash(lines: readonly RollLine[]): Promise<string> {
  const all = lines.map(({ person, group, household, name }) =>
    JSON.stringify([group ?? null, household, name ?? null, person ?? null]),
  )
  return toHex(await sha256(new TextEncoder().encode(all.sort().join('\n')))).slice(0, HASH_DIGITS)
}
