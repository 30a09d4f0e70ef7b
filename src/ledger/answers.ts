import type { Id } from '#entry/format.ts'
import { LATER } from '#rulebook/verdict.ts'
import { receiptBytes, type Answer, type Receipt } from '#rulebook/wire.ts'
import { standingAs, type Book, type Row } from './book.ts'
import { writing } from './writing.ts'

type Relay = Pick<Receipt, 'village' | 'relayEpoch'>

/**
 * Takes the relay's answers. Accepted and duplicate are receipts; what is kept for later stays in the outbox with
 * the reason; what is refused for good is parked with its rule and text, and the following ones still go. Gives
 * the ids that must be signed anew because their number was already used.
 */
export const takeAnswers = (book: Book, answers: readonly Answer[], relay: Relay): Promise<Id[]> =>
  writing(book, [book.entries], async () => {
    const rows = await book.entries.bulkGet(answers.map(({ id }) => id))
    const changed: Row[] = []
    const forked: Id[] = []
    answers.forEach((answer, n) => {
      const row = rows[n]
      // What stands in the book already has its number; a late answer changes nothing.
      if (!row || row.standing.is !== 'provisional') return
      if (answer.code === 'fork' && row.own) forked.push(row.id)
      else changed.push(answeredRow(row, answer, relay))
    })
    await book.entries.bulkPut(changed)
    return forked
  })

function answeredRow(
  row: Row,
  { id, code, i, at, rule, retryAfterMs, signature }: Answer,
  relay: Relay,
): Row {
  if ((code === 'accepted' || code === 'duplicate') && i !== null && at !== null) {
    const { later: _, ...rest } = row
    const receipt = signature ? { bytes: receiptBytes({ ...relay, id, i, at }), signature } : undefined
    return { ...rest, ...standingAs({ is: 'receipted', i, at }, row), ...(receipt && { receipt }) }
  }
  const isForLater =
    LATER.includes(code) || retryAfterMs !== null || code === 'duplicate' || code === 'accepted'
  if (isForLater) return { ...row, later: code, standing: { is: 'provisional', offered: false } }
  const refused: Row = { ...row, standing: { is: 'refused', rule: rule ?? '', code } }
  return signature ? { ...refused, refusal: { at, signature } } : refused
}

/** Entries as on their way, or no longer; the screen says 正在递交 of those. */
export const markOffered = (book: Book, ids: readonly Id[], offered: boolean): Promise<void> =>
  writing(book, [book.entries], async () => {
    const rows = await book.entries.bulkGet([...ids])
    const changed = rows.filter(
      (row): row is Row => row?.standing.is === 'provisional' && row.standing.offered !== offered,
    )
    await book.entries.bulkPut(changed.map((row) => ({ ...row, standing: { is: 'provisional', offered } })))
  })

/** Nothing is on its way: asked when a connection ends, and at the start, as the last one may have ended hard. */
export const noneOffered = (book: Book): Promise<void> =>
  writing(book, [book.entries], async () => {
    const rows = await book.entries.where('standing.is').equals('provisional').toArray()
    const marked = rows.filter(({ standing }) => standing.is === 'provisional' && standing.offered)
    await book.entries.bulkPut(
      marked.map((row) => ({ ...row, standing: { is: 'provisional', offered: false } })),
    )
  })

/**
 * The relay was restored from an older copy: own entries that it had received, and that no volume has brought
 * back here since, are handed in again; if it does have them, it says "duplicate". So are the files made here.
 */
export const handInAgain = (book: Book): Promise<void> =>
  writing(book, [book.entries, book.files], async () => {
    await book.files
      .where('state')
      .equals('here')
      .modify((file) => void (file.own && Object.assign(file, { state: 'unsent', done: 0 })))
    const own = await book.entries.where('[own+order]').between([1, -Infinity], [1, Infinity]).toArray()
    const lost = own.filter((row) => row.standing.is === 'receipted' && !row.line)
    await book.entries.bulkPut(
      lost.map((row) => ({ ...row, ...standingAs({ is: 'provisional', offered: false }, row) })),
    )
  })

/** Removes an own entry that was refused, once its text was taken elsewhere. */
export const discard = (book: Book, id: Id): Promise<void> =>
  writing(book, [book.entries], async () => {
    const row = await book.entries.get(id)
    if (row?.standing.is === 'refused' && row.own) await book.entries.delete(id)
  })
