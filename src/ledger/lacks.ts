import { readHead, type Head, type SignedHead } from '#entry/heads.ts'
import { mayReceive } from '#rulebook/audience.ts'
import type { Book, VolumeRow } from './book.ts'

/** Lines on this phone with numbers above all that the relay says it has given. */
export interface Lack {
  volume: string
  /** The first and the last of them, the last one as far as the relay signed them. */
  from: number
  to: number
  /** The relay's own word that it had them; only where it must ask every phone that has them. */
  due?: SignedHead
}

/** No person, vote or office: whoever may receive it so is any villager, and his phone must be asked for it. */
const isEveryones = (volume: string) => mayReceive(volume, '', undefined, 0, () => false)

/** What a relay that greets with this head of the village no longer has, and this phone does. */
export async function lacks(book: Book, { k: last }: Head): Promise<Lack[]> {
  const volumes = (await book.volumes.toArray()).filter((row) => mayReachBeyond(row, last))
  const found = await Promise.all(volumes.map((row) => lackOf(book, row, last)))
  return found.flatMap((one) => one ?? [])
}

/** By the head alone, so that a start reads no lines where nothing is missing. */
function mayReachBeyond({ k, head, frozen }: VolumeRow, last: number): boolean {
  const signed = head && readHead(head.head)
  return !frozen && k > 0 && (!signed || signed.i > last || k > signed.k)
}

async function lackOf(book: Book, { name, k, head }: VolumeRow, last: number): Promise<Lack | undefined> {
  const lines = await book.lines.where('[volume+k]').between([name, 1], [name, k], true, true).toArray()
  const from = lines.find(({ i }) => i > last)?.k
  if (from === undefined) return undefined
  const signed = head && readHead(head.head)
  if (!signed || signed.k < from) return { volume: name, from, to: k }
  return { volume: name, from, to: signed.k, ...(isEveryones(name) ? { due: head } : {}) }
}
