import { toHex } from '#entry/bytes.ts'
import { readHead } from '#entry/heads.ts'
import type { Desk } from './desk.ts'

const HASH_DIGITS = 16

/** What the relay has signed of a volume: how many lines it has, and how the hash of their chain begins. */
export async function signedAs(
  desk: Pick<Desk, 'record'>,
  volume: string,
): Promise<{ lines: number; hash: string } | undefined> {
  const signed = (await desk.record(volume))?.heads[0]
  const head = signed && readHead(signed.head)
  return head && { lines: head.k, hash: toHex(head.chain).slice(0, HASH_DIGITS) }
}
