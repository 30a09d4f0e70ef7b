import { partOf, ROSTER } from '#rulebook/audience.ts'
import { Roster } from '#rulebook/roster-index.ts'
import { placedOf, type Book, type Row } from './book.ts'

/** The roster read so far, and where in its volume. */
export interface RosterMemory {
  roster: Roster
  epoch: number
  part: number
  k: number
}

export const noRoster = (): RosterMemory => ({ roster: new Roster(), epoch: -1, part: 1, k: 0 })

/** A line counts once its fate is known; what only a newer app understands cannot change today's rules. */
const settled = (row: Row | undefined): boolean => {
  if (!row) return false
  const { standing } = row
  return standing.is === 'receipted' || standing.is === 'ignored' || isForNewerApp(row)
}
const isForNewerApp = ({ standing }: Row) => standing.is === 'waiting' && standing.for === 'newer-app'

/**
 * Reads on in the roster's lines, as far as they are settled, and gives the memory to go on with: the same one,
 * or a new one where the relay has re-issued the volume. Inside a transaction or a live query.
 */
export async function catchUp(book: Book, memory: RosterMemory): Promise<RosterMemory> {
  const volume = await book.volumes.get(ROSTER)
  const epoch = volume?.epoch ?? 0
  let at = memory
  if (at.epoch !== epoch) at = { ...noRoster(), epoch }
  while (volume && (await readOn(book, at)));
  return at
}

/** Lines read in one go: between two of them a finger on the screen is heard. */
const PAGE = 128

/** Reads on in one part, to its end or by a page; true where there is more to read. */
async function readOn(book: Book, at: RosterMemory): Promise<boolean> {
  const name = partOf(ROSTER, at.part)
  const lines = await book.lines
    .where('[volume+k]')
    .between([name, at.k + 1], [name, Infinity])
    .limit(PAGE)
    .toArray()
  const rows = await book.entries.bulkGet(lines.map((line) => line.id))
  for (const row of rows) {
    if (!settled(row)) return false
    take(at.roster, row!)
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
