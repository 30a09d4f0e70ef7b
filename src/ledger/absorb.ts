import { nextChain } from '#entry/chains.ts'
import type { Opened } from '#entry/format.ts'
import { FIRST, LINE_CLASS, unpackItem, type Line } from '#entry/lines.ts'
import { ROSTER, wholeVolume } from '#rulebook/volumes.ts'
import type { Admission } from '#rulebook/kinds.ts'
import { admitBy, judgePiece, layOut, rowOf, type Bench, type Owner, type Piece } from './bench.ts'
import {
  emptyVolume,
  standingAs,
  type Book,
  type EvidenceRow,
  type LineRow,
  type Reason,
  type Row,
  type VolumeRow,
} from './book.ts'
import { asHeld, ignoredAs } from './damaged.ts'
import { evidence } from './evidence.ts'
import { compareHeads } from './heads.ts'
import { openAll, type Sealed } from './opening.ts'
import type { RosterKeeper } from './roster-keeper.ts'
import { isSettled, take } from './roster-memory.ts'
import { writing } from './writing.ts'

/** Where a slice begins: its first item is line `from` of the volume. */
export interface Slice {
  volume: string
  epoch: number
  from: number
}
/** gap: lines between are missing, ask again from what is there; frozen: the volume did not hold. */
export type Absorbed = 'done' | 'gap' | 'frozen'

interface Fetched {
  lines: LineRow[]
  opened: (Opened | Sealed)[]
  broken: { reason: Reason; bytes: Uint8Array } | undefined
  alarms: EvidenceRow[]
}

/**
 * The one door for what the relay sends of a volume. Lines continue what is there and are chained onto it, each
 * entry is judged at its place; lines, entries and the volume's place are written in one transaction. What this
 * phone judges otherwise than the relay is ignored, and an alarm is raised; what follows is judged all the same.
 */
export async function absorb(
  book: Book,
  keeper: RosterKeeper,
  owner: Owner,
  slice: Slice,
  items: readonly Uint8Array[],
): Promise<Absorbed> {
  const volume = (await book.volumes.get(slice.volume)) ?? emptyVolume(slice.volume, slice.epoch)
  if (volume.frozen) return 'frozen'
  if (volume.epoch !== slice.epoch || slice.from > volume.k + 1) return 'gap'
  const fresh = items.slice(volume.k + 1 - slice.from)
  if (fresh.length === 0) return 'done'
  const fetched = await fetchLines(book, owner, volume, fresh)
  return keeper.within(() =>
    writing(book, [book.entries, book.lines, book.volumes, book.admissions, book.evidence], async () => {
      const now = (await book.volumes.get(slice.volume)) ?? emptyVolume(slice.volume, slice.epoch)
      // Another tab was faster: what it wrote is the same, or the next try will tell.
      if (now.k !== volume.k || now.epoch !== volume.epoch || now.frozen) return 'gap'
      return store(book, keeper, owner, now, fetched)
    }),
  )
}

/** Unpacks, opens and chains, all before the transaction. Stops at the first item that is no line. */
async function fetchLines(
  book: Book,
  owner: Owner,
  volume: VolumeRow,
  items: Uint8Array[],
): Promise<Fetched> {
  let before: Line = (volume.k > 0 && (await book.lines.get([volume.name, volume.k]))) || FIRST
  const unpacked: { line: Line; entry: Uint8Array }[] = []
  let broken: Fetched['broken']
  for (const item of items) {
    const one = unpackItem(before, item)
    if (!one) {
      broken = { reason: 'bad-bytes', bytes: item }
      break
    }
    unpacked.push(one)
    before = one.line
  }
  const opened: (Opened | Sealed)[] = []
  const lines: LineRow[] = []
  const entries = unpacked.map(({ entry }) => entry)
  const held = await asHeld(book, owner, volume.name, await openAll(book, owner, entries))
  let { chain } = volume
  for (const [n, one] of held.opened.entries()) {
    if (one === 'unreadable') {
      broken = { reason: 'bad-bytes', bytes: unpacked[n]!.entry }
      break
    }
    const { line } = unpacked[n]!
    chain = await nextChain(volume.name, volume.epoch, chain, line, one.id)
    lines.push({ ...line, volume: volume.name, id: one.id, chain })
    opened.push(one)
  }
  return { lines, opened, broken, alarms: held.alarms }
}

async function store(
  book: Book,
  keeper: RosterKeeper,
  owner: Owner,
  volume: VolumeRow,
  { lines, opened, broken, alarms }: Fetched,
): Promise<Absorbed> {
  const pieces = opened.flatMap((one, n): Piece[] =>
    'fields' in one ? [{ opened: one, line: judgedAt(lines[n]!) }] : [],
  )
  const bench = await layOut(book, keeper.catchUp(), owner, pieces)
  const changed = new Map<string, Row>()
  const admitted: Admission[] = []
  for (const [n, one] of opened.entries()) {
    const line = lines[n]!
    const known = bench.rows.get(one.id)
    const row = 'fields' in one ? settle(bench, one, line, admitted) : setAside(one, line)
    if (isAgainst(row, known)) alarms.push(evidence(ignoredAs(one), volume.name, [row.bytes], row.id))
    if (changed.has(row.id) || bench.rows.get(row.id) !== row) changed.set(row.id, row)
    bench.rows.set(row.id, row)
    if (wholeVolume(volume.name) === ROSTER && isNext(bench, line) && isSettled(row)) {
      take(bench.memory.roster, row)
      bench.memory.k = line.k
    }
  }
  const last = lines.length > 0 ? lines[lines.length - 1]! : undefined
  const grown: VolumeRow = last ? { ...volume, k: last.k, chain: last.chain } : volume
  const split = compareHeads(grown, lines)
  if (broken) alarms.push(evidence(broken.reason, volume.name, [broken.bytes], String(grown.k + 1)))
  if (split.alarm) alarms.push(split.alarm)
  const reason = broken?.reason ?? (split.alarm ? 'chain' : undefined)
  await book.lines.bulkPut(lines)
  await book.entries.bulkPut([...changed.values()])
  await book.admissions.bulkPut(admitted)
  await book.evidence.bulkPut(alarms)
  await book.volumes.put(reason ? { ...split.volume, frozen: reason } : split.volume)
  return reason ? 'frozen' : 'done'
}

const judgedAt = ({ volume, i, at, roster }: LineRow): Row['line'] => ({ volume, i, at, roster })

/** The row of an entry at a line: the one it had, where it was judged before; otherwise judged now. */
function settle(bench: Bench, opened: Opened, line: LineRow, admitted: Admission[]): Row {
  const known = bench.rows.get(opened.id)
  // Judged once, at its place. Judging it again on newer ground would make phones disagree for ever.
  if (known?.line && known.line.i === line.i && known.standing.is !== 'waiting') return known
  if (line.class === LINE_CLASS.erased)
    return rowOf(bench, { opened, line: judgedAt(line) }, FOR_NEWER_APP, [])
  const row = judged(bench, { opened, line: judgedAt(line) })
  const admission = admitBy(bench, opened, row)
  if (admission) admitted.push(admission)
  return row
}

const FOR_NEWER_APP = { is: 'waiting', for: 'newer-app' } as const

/** Judges a piece at its line and gives its row. */
export function judged(bench: Bench, piece: Piece): Row {
  const { stands, ...verdict } = judgePiece(bench, piece, 0)
  const { i, at } = piece.line!
  if (verdict.is === 'allowed') return rowOf(bench, piece, { is: 'receipted', i, at }, stands)
  if (verdict.is === 'waiting') return rowOf(bench, piece, { is: 'waiting', for: verdict.for }, stands)
  const { rule, code } = verdict
  const row = rowOf(bench, piece, { is: 'ignored', rule, code }, stands)
  // What its author wrote stays to be read by him, as refused; what another wrote in his name never was his.
  const isOwn = row.own === 1 && piece.opened.signature === 'good' && piece.opened.proven
  return isOwn ? { ...row, ...standingAs({ is: 'refused', rule, code }, row) } : row
}

/** Whether a row stands otherwise than the relay would have it, and that is news. */
export const isAgainst = ({ standing }: Row, known: Row | undefined): boolean =>
  standing.is === 'ignored' || (standing.is === 'refused' && known?.standing.is !== 'refused')

/** An entry of which only the outside can be read: kept for a newer app, or ignored where it is damaged. */
function setAside({ id, bytes, why }: Sealed, line: LineRow): Row {
  const standing: Row['standing'] =
    why === 'unknown-version' ? FOR_NEWER_APP : { is: 'ignored', rule: 'E1', code: 'bad-encoding' }
  const outside = {
    kind: 0,
    subject: '',
    author: undefined,
    device: '',
    seq: 0,
    at: line.at,
    refs: [],
    body: undefined,
  }
  return { ...outside, ...standingAs(standing, outside), id, bytes, own: 0, stands: [], line: judgedAt(line) }
}

/** Whether the roster in memory has everything before this line, so that it may be taken in. */
const isNext = ({ memory }: Bench, line: LineRow) =>
  line.volume === (memory.part === 1 ? ROSTER : `${ROSTER}-${memory.part}`) && line.k === memory.k + 1
