import type { SignedHead } from '#entry/heads.ts'
import { readHead } from '#entry/heads.ts'
import { FIRST, packItem, type Line } from '#entry/lines.ts'
import type { Book } from './book.ts'

/** Room for the message around the items. */
const OVERHEAD = 1024

export interface Refill {
  volume: string
  from: number
  items: Uint8Array[]
  head: SignedHead
}

/** Lines that the relay lost, from `from` up to the last head it had signed, in messages of a size it takes. */
export async function refills(book: Book, volume: string, from: number, maxBytes: number): Promise<Refill[]> {
  const signed = (await book.volumes.get(volume))?.head
  const head = signed && readHead(signed.head)
  if (!head || head.k < from) return []
  const lines = await book.lines
    .where('[volume+k]')
    .between([volume, from], [volume, head.k], true, true)
    .toArray()
  const rows = await book.entries.bulkGet(lines.map(({ id }) => id))
  let before: Line = (from > 1 && (await book.lines.get([volume, from - 1]))) || FIRST
  const messages: Refill[] = []
  let size = Infinity
  lines.forEach((line, n) => {
    const item = packItem(before, line, rows[n]!.bytes)
    before = line
    const open = messages[messages.length - 1]
    if (!open || size + item.length > maxBytes - OVERHEAD || open.items.length === 256) {
      messages.push({ volume, from: line.k, items: [item], head: signed })
      size = item.length
    } else {
      open.items.push(item)
      size += item.length + 3
    }
  })
  return messages
}
