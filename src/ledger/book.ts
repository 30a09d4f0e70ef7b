import Dexie, { type Collection, type Table } from 'dexie'
import type { Hex8, Id } from '#entry/format.ts'
import type { SignedHead } from '#entry/heads.ts'
import type { Line } from '#entry/lines.ts'
import type { Admission, Placed } from '#rulebook/kinds.ts'
import { deviceAdded, deviceClaimed, villageFounded } from '#rulebook/roster.ts'
import type { Shown, Standing } from '#rulebook/shown.ts'
import type { Code } from '#rulebook/verdict.ts'
import type { Turnout } from '#rulebook/wire.ts'

/** ignored: the relay gave it a place, this phone's rulebook says no. It stays as evidence and is never shown. */
export type RowStanding = Standing | { is: 'ignored'; rule: string; code: Code }

/** One entry on this phone: what readings see, decoded, and the bytes as accepted. */
export interface Row extends Omit<Shown, 'own' | 'standing'> {
  own: 0 | 1
  standing: RowStanding
  /** The newest first, as an index is read in one go only forwards: see orderOf. */
  order: number
  bytes: Uint8Array
  /** The volume in which it is judged, then those that carry a copy; empty while that is not known. */
  stands: string[]
  /** The line at which it was (or waits to be) judged; none while no volume has brought it. */
  line?: { volume: string; i: number; at: number; roster: number }
  /** Why the relay keeps it for later, if it said so. */
  later?: Code
  /** The relay's signature over its refusal, and the time in it. */
  refusal?: { at: number | null; signature: Uint8Array }
  /** The relay's signed word that it has received it. */
  receipt?: { bytes: Uint8Array; signature: Uint8Array }
}

/** A line of a volume without the entry: several volumes may carry one entry. */
export interface LineRow extends Line {
  volume: string
  id: Id
  chain: Uint8Array
}

/** How far this phone has a volume. */
export interface VolumeRow {
  name: string
  epoch: number
  k: number
  chain: Uint8Array
  /** The newest signed head that these lines agree with, and one that is ahead of them. */
  head?: SignedHead
  ahead?: SignedHead
  frozen?: Reason
}

/** What did not hold. */
export type Reason =
  | 'changed'
  | 'judged-otherwise'
  | 'bad-bytes'
  | 'not-an-append'
  | 'chain'
  | 'fork'
  | 'split'
  | 'wrong-founding'
  | 'time'
  | 'older'
  | 'lost'

/** Kept so that it can be shown to others: the bytes as the relay sent them. */
export interface EvidenceRow {
  name: string
  volume: string
  reason: Reason
  /** This phone's clock (ms). */
  at: number
  bytes: Uint8Array[]
}

export interface DraftRow {
  key: string
  title: string
  path: string
  fields: Record<string, string>
  savedAt: number
}

/** A file that an entry brings, as this phone has it; its bytes stand apart, so that looking at rows stays cheap. */
export interface FileRow {
  hash: Id
  size: number
  /** unsent: only here, or the relay has not all of it; wanted: on its way here; here: all of it. */
  state: 'unsent' | 'wanted' | 'here'
  /** Bytes that the relay has, or that have come from it. */
  done: number
  /** Made on this phone. */
  own: 0 | 1
  /** When it was last looked at (this phone's clock, ms): what was not for longest goes first when room is needed. */
  at: number
  /** absent: the relay does not have it (yet); damaged: what came is not it; refused: the relay does not take it. */
  trouble?: 'absent' | 'damaged' | 'refused'
}

export interface TurnoutRow {
  vote: Id
  turnout: Turnout
  signed: { bytes: Uint8Array; signature: Uint8Array }
}

export type Book = Dexie & {
  entries: Table<Row, Id>
  lines: Table<LineRow, [string, number]>
  volumes: Table<VolumeRow, string>
  admissions: Table<Admission, Hex8>
  unsent: Table<DraftRow, string>
  turnouts: Table<TurnoutRow, Id>
  evidence: Table<EvidenceRow, string>
  kept: Table<{ name: string; value: unknown }, string>
  files: Table<FileRow, Id>
  fileBytes: Table<{ hash: Id; bytes: Uint8Array }, Id>
}

export const BOOK_NAME = 'xiangyin-book'
/** Raised when older apps must no longer write: each write compares it with the book's own `minWriter`. */
export const WRITER = 1
/** Beyond every number a village will ever give. */
export const UNNUMBERED = 1e15

/**
 * Where a row stands among others, the newest first: minus its number in the village. What has none yet stands
 * before all that have, by its author's clock; what is never shown stands behind, in nobody's way.
 */
export function orderOf(standing: RowStanding, at: number): number {
  if (standing.is === 'ignored') return Infinity
  return standing.is === 'receipted' ? -standing.i : -UNNUMBERED - Math.min(at, UNNUMBERED)
}

/** What changes of a row that stands otherwise from now on. */
export const standingAs = (
  standing: RowStanding,
  { at }: Pick<Row, 'at'>,
): Pick<Row, 'standing' | 'order'> => ({
  standing,
  order: orderOf(standing, at),
})

/** Describes the book; nothing is opened yet. `upgrading` is called when a book of an earlier app is rewritten. */
export function describeBook(name = BOOK_NAME, upgrading = () => {}): Book {
  // strict: since Chrome 121 a transaction counts as done before it is on disk, and a battery may be pulled.
  const book = new Dexie(name, { chromeTransactionDurability: 'strict', cache: 'disabled' }) as Book
  book.version(1).stores({
    entries: 'id, [kind+order], subject, [own+order], standing.is',
    lines: '[volume+k], id',
    volumes: 'name',
    admissions: 'device',
    unsent: 'key, savedAt',
    turnouts: 'vote',
    evidence: 'name',
    kept: 'name',
  })
  // The order of rows was turned round.
  book.version(2).upgrade((tx) => {
    upgrading()
    return tx
      .table<Row>('entries')
      .toCollection()
      .modify((row) => void (row.order = orderOf(row.standing, row.at)))
  })
  book.version(3).stores({ files: 'hash, state', fileBytes: 'hash' })
  // A list counts what stands under each subject without reading it.
  book
    .version(4)
    .stores({ entries: 'id, [kind+order], [subject+kind+order], [own+order], standing.is' })
    .upgrade(upgrading)
  // Of each phone it is kept when it was let in: its admission has it.
  book.version(5).upgrade(async (tx) => {
    upgrading()
    const times = new Map<number, number>()
    for (const { number } of [villageFounded, deviceAdded, deviceClaimed])
      await tx
        .table<Row>('entries')
        .where('[kind+order]')
        .between([number, Dexie.minKey], [number, Dexie.maxKey])
        .each(({ standing }) => void (standing.is === 'receipted' && times.set(standing.i, standing.at)))
    await tx
      .table<Admission>('admissions')
      .toCollection()
      .modify((one) => void (one.at = times.get(one.i) ?? 0))
  })
  return book
}

/** All about one subject. */
export const rowsAbout = (book: Book, subject: string): Collection<Row, Id> =>
  book.entries.where('[subject+kind+order]').between([subject, Dexie.minKey], [subject, Dexie.maxKey])

/** A volume of which nothing is here yet. */
export const emptyVolume = (name: string, epoch: number): VolumeRow => ({
  name,
  epoch,
  k: 0,
  chain: new Uint8Array(32),
})

/** A row as readings see it. */
export const shownOf = (row: Row): Shown => ({
  id: row.id,
  kind: row.kind,
  subject: row.subject,
  author: row.author,
  device: row.device,
  seq: row.seq,
  at: row.at,
  refs: row.refs,
  ...(row.onBehalfOf && { onBehalfOf: row.onBehalfOf }),
  body: row.body,
  standing: row.standing as Standing,
  own: row.own === 1,
})

const NO_SHAPE = { read: () => undefined, write: () => null }

/** A row as rules see it; where it has no number yet, it stands behind everything. */
export const placedOf = ({ id, kind, device, seq, at, refs, onBehalfOf, body, standing }: Row): Placed => ({
  id,
  fields: { village: '', kind, device, seq, at, refs, bodyHash: '', enc: 0, onBehalfOf: onBehalfOf ?? null },
  kind: { number: kind, name: '', body: NO_SHAPE },
  body,
  place: standing.is === 'receipted' ? { i: standing.i, at: standing.at } : { i: Infinity, at },
})
