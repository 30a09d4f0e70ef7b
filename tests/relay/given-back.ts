// What a phone has, and how it gives back to a relay what that has lost.
import { nextChain, NO_CHAIN } from '#entry/chains.ts'
import { idOf } from '#entry/crypto.ts'
import { decodeEntry } from '#entry/format.ts'
import { readHead } from '#entry/heads.ts'
import { REFILL } from '#rulebook/wire.ts'
import { VOLUME_EPOCH } from '#server/shelves.ts'
import type { HaveRow, TestPhone } from '#support/test-phone.ts'

/** Its volumes, as it says on connecting. */
export async function have(phone: TestPhone): Promise<HaveRow[]> {
  const rows: HaveRow[] = []
  for (const volume of phone.docs.keys()) {
    let chain: Uint8Array = NO_CHAIN
    const lines = phone.lines(volume)
    for (const { line, entry } of lines)
      chain = await nextChain(volume, VOLUME_EPOCH, chain, line, await idOf(decodeEntry(entry)!.header))
    rows.push({ volume, epoch: VOLUME_EPOCH, k: lines.length, head8: chain.slice(0, 8) })
  }
  return rows
}

/** Gives back what is recalled, out of what another phone object had received, so many lines a message. */
export async function giveBack(phone: TestPhone, known: TestPhone, volume: string, perMessage = 256) {
  const { from } = (await phone.until(() =>
    phone.messages('RECALL').find(({ body }) => body.volume === volume),
  ))!.body
  const { head } = known
    .messages('HEAD')
    .findLast(({ body }) => readHead(body.head.bytes)!.volume === volume)!.body
  const items = known
    .doc(volume)
    .getArray<Uint8Array>('log')
    .toArray()
    .slice(from - 1)
  for (let n = 0; n < items.length; n += perMessage)
    phone.say(REFILL, { volume, from: from + n, items: items.slice(n, n + perMessage), head })
}
