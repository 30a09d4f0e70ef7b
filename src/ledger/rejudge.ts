import type { Opened } from '#entry/format.ts'
import type { Admission } from '#rulebook/kinds.ts'
import { isAgainst, judged } from './absorb.ts'
import { admitBy, layOut, type Owner } from './bench.ts'
import type { Book, EvidenceRow, Row } from './book.ts'
import { ignoredAs } from './damaged.ts'
import { evidence } from './evidence.ts'
import { openAll } from './opening.ts'
import type { RosterKeeper } from './roster-keeper.ts'
import { writing } from './writing.ts'

/** No more at once, so that a tap on "send" never waits behind a long transaction. */
const BATCH = 200

/**
 * Judges again what waited at its line, as far as what it waited for has come; and again what that lets stand,
 * until nothing moves. `isNewer`: this app reads more than the last one, so what waited for a newer app is tried too.
 */
export async function rejudge(
  book: Book,
  keeper: RosterKeeper,
  owner: Owner,
  isNewer = false,
): Promise<void> {
  while (await once(book, keeper, owner, isNewer));
}

async function once(book: Book, keeper: RosterKeeper, owner: Owner, isNewer: boolean): Promise<boolean> {
  const waiting = await book.entries.where('standing.is').equals('waiting').toArray()
  if (waiting.length === 0) return false
  const ready = await keeper.within(() =>
    book.transaction('r', [book.entries, book.lines, book.volumes, book.admissions], async () => {
      const { roster } = await keeper.catchUp()
      return readyOnes(book, waiting, roster.lines, isNewer)
    }),
  )
  if (ready.length === 0) return false
  const opened = (
    await openAll(
      book,
      owner,
      ready.map((row) => row.bytes),
    )
  ).filter(isOpened)
  return keeper.within(() => store(book, keeper, owner, opened))
}

const isOpened = (one: Awaited<ReturnType<typeof openAll>>[number]): one is Opened =>
  typeof one !== 'string' && 'fields' in one

async function readyOnes(book: Book, waiting: Row[], rosterLines: number, isNewer: boolean): Promise<Row[]> {
  const ready: Row[] = []
  for (const row of waiting) {
    if (!row.line || row.standing.is !== 'waiting' || ready.length === BATCH) continue
    const reason = row.standing.for
    if (reason === 'newer-app' && isNewer) ready.push(row)
    if (reason === 'roster' && row.line.roster <= rosterLines) ready.push(row)
    if (reason === 'unknown-device' && (await book.admissions.get(row.device))) ready.push(row)
    if (reason === 'ref-missing') {
      const refs = await book.entries.bulkGet(row.refs)
      if (refs.every((ref) => ref?.standing.is === 'receipted')) ready.push(row)
    }
  }
  return ready
}

const store = (book: Book, keeper: RosterKeeper, owner: Owner, opened: Opened[]): Promise<boolean> =>
  writing(book, [book.entries, book.lines, book.volumes, book.admissions, book.evidence], async () => {
    const first = await book.entries.bulkGet(opened.map(({ id }) => id))
    const pieces = opened.map((one, n) => ({ opened: one, line: first[n]?.line }))
    const bench = await layOut(book, keeper.catchUp(), owner, pieces)
    const admitted: Admission[] = []
    const alarms: EvidenceRow[] = []
    const changed: Row[] = []
    for (const piece of pieces) {
      const known = bench.rows.get(piece.opened.id)
      if (!piece.line || known?.standing.is !== 'waiting') continue
      const row = judged(bench, piece)
      if (row.standing.is === 'waiting' && row.standing.for === known.standing.for) continue
      bench.rows.set(row.id, row)
      changed.push(row)
      if (isAgainst(row, known))
        alarms.push(evidence(ignoredAs(piece.opened), piece.line.volume, [row.bytes], row.id))
      const admission = admitBy(bench, piece.opened, row)
      if (admission) admitted.push(admission)
    }
    await book.entries.bulkPut(changed)
    await book.admissions.bulkPut(admitted)
    await book.evidence.bulkPut(alarms)
    return changed.length > 0
  })
