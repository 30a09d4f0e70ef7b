import { readHead, type SignedHead } from '#entry/heads.ts'
import { wholeVolume } from '#rulebook/volumes.ts'
import { standingAs, UNNUMBERED, type Book } from './book.ts'
import { evidence } from './evidence.ts'
import { writing } from './writing.ts'

/**
 * Own entries of which the relay said that it received them, and that are not among all it has sent under `signed`,
 * the village's head with a higher number: they are handed in again, and the head is kept. True where there are any.
 */
export const findLost = (book: Book, signed: SignedHead): Promise<boolean> =>
  writing(book, [book.entries, book.volumes, book.evidence], async () => {
    const upTo = readHead(signed.head)?.k ?? 0
    const own = await book.entries.where('[own+order]').between([1, -UNNUMBERED], [1, 0]).toArray()
    const without = own.filter(
      ({ standing, line }) => standing.is === 'receipted' && standing.i <= upTo && !line,
    )
    if (without.length === 0) return false
    // A volume that did not hold is not listened to any more, so what is missing there may be the phone's own doing.
    const frozen = (await book.volumes.toArray())
      .filter((one) => one.frozen)
      .map(({ name }) => wholeVolume(name))
    const lost = without.filter(({ stands }) => !stands.some((name) => frozen.includes(name)))
    await book.entries.bulkPut(
      lost.map((row) => ({ ...row, ...standingAs({ is: 'provisional', offered: false }, row) })),
    )
    await book.evidence.bulkPut(
      lost.map(({ id, bytes, stands, receipt }) => {
        const word = receipt ? [receipt.bytes, receipt.signature] : []
        return evidence('lost', stands[0] ?? '', [signed.head, signed.signature, bytes, ...word], id)
      }),
    )
    return lost.length > 0
  })
