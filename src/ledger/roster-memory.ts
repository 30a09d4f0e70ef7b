import type { Id } from '#entry/format.ts'
import { partOf, ROSTER } from '#rulebook/volumes.ts'
import { Roster } from '#rulebook/roster-index.ts'
import { placedOf, rowsAbout, type Book, type Row, type VolumeRow } from './book.ts'

/** The roster read so far, and where in its volume. */
export interface RosterMemory {
  roster: Roster
  epoch: number
  part: number
  k: number
}

export const noRoster = (): RosterMemory => ({ roster: new Roster(), epoch: -1, part: 1, k: 0 })

/** A line counts once its fate is known; what only a newer app understands cannot change today's rules. */
export const isSettled = ({ standing }: Row): boolean =>
  standing.is === 'receipted' ||
  standing.is === 'ignored' ||
  standing.is === 'refused' ||
  (standing.is === 'waiting' && standing.for === 'newer-app')

/**
 * Reads on in the roster's lines, as far as they are settled, and gives the memory to go on with: the same one,
 * or a new one where the relay has re-issued the volume. Inside a transaction or a live query.
 */
export async function catchUp(book: Book, memory: RosterMemory): Promise<RosterMemory> {
  const volumes = await book.volumes.where('name').startsWith(ROSTER).toArray()
  const epoch = volumes.find(({ name }) => name === ROSTER)?.epoch ?? 0
  let at = memory
  if (at.epoch !== epoch) at = { ...noRoster(), epoch }
  const rowsOf = fetchRows(book)
  while (hasMore(volumes, at) && (await readOn(book, at, rowsOf)));
  return at
}

/** Mostly there is nothing new, and then nothing more is asked. */
const hasMore = (volumes: VolumeRow[], { part, k }: RosterMemory): boolean =>
  volumes.some(({ name, k: last }) =>
    name === partOf(ROSTER, part) ? last > k : name === partOf(ROSTER, part + 1),
  )

/** Lines read in one go: between two of them a finger on the screen is heard. */
const PAGE = 512
/** More rows than these are fetched with the whole roster: IndexedDB has no way to ask for several keys at once. */
const FEW = 24

/** Rows by their ids, undefined where there is none. */
function fetchRows(book: Book): (ids: Id[]) => Promise<(Row | undefined)[]> {
  let whole: Promise<Map<Id, Row>> | undefined
  const all = async () => {
    const rows = await rowsAbout(book, ROSTER).toArray()
    return new Map(rows.map((row) => [row.id, row]))
  }
  return async (ids) => {
    if (ids.length <= FEW && !whole) return book.entries.bulkGet(ids)
    const known = await (whole ??= all())
    // What only a newer app can read has no subject yet.
    const missing = await book.entries.bulkGet(ids.filter((id) => !known.has(id)))
    for (const row of missing) if (row) known.set(row.id, row)
    return ids.map((id) => known.get(id))
  }
}

/** Reads on in one part, to its end or by a page; true where there is more to read. */
async function readOn(book: Book, at: RosterMemory, rowsOf: ReturnType<typeof fetchRows>): Promise<boolean> {
  const name = partOf(ROSTER, at.part)
  const lines = await book.lines
    .where('[volume+k]')
    .between([name, at.k + 1], [name, Infinity])
    .limit(PAGE)
    .toArray()
  for (const row of await rowsOf(lines.map((line) => line.id))) {
    if (!row || !isSettled(row)) return false
    take(at.roster, row)
    at.k += 1
  }
  if (lines.length === PAGE) return true
  const next = await book.lines.get([partOf(ROSTER, at.part + 1), 1])
  if (!next || next.roster > at.roster.lines) return false
  at.part += 1
  at.k = 0
  return true
}

/** Takes in one settled line. */
export function take(roster: Roster, row: Row) {
  if (row.standing.is === 'receipted') roster.enter(placedOf(row))
  else roster.lines += 1
}
