import type { Hex8, Id, Opened } from '#entry/format.ts'
import { subjectOf, volumesOf } from '#rulebook/audience.ts'
import { judge, read } from '#rulebook/judge.ts'
import { isKind, type Admission, type Ground, type Place, type Read } from '#rulebook/kinds.ts'
import { admissionOf } from '#rulebook/roster-index.ts'
import { deviceRevoked, villageFounded } from '#rulebook/roster.ts'
import { refused, waiting, type Verdict } from '#rulebook/verdict.ts'
import { admissionsOf } from './admissions.ts'
import { placedOf, standingAs, type Book, type Row } from './book.ts'
import type { RosterMemory } from './roster-memory.ts'

/** Whose book this is; the founding's bytes are what every roster must begin with. */
export interface Owner {
  village: Hex8
  person: Hex8
  device: Hex8
  key: Uint8Array
  relayKey: Uint8Array
  founding: Uint8Array
}

/** An entry on the bench, and where the relay put it; without a line, it is this phone's own word so far. */
export interface Piece {
  opened: Opened
  line?: Row['line']
}

/**
 * The bench on which a batch is judged: all that the rules may ask for was fetched before, in one go, as rules
 * cannot wait. What is judged first is there for what follows.
 */
export interface Bench {
  rows: Map<Id, Row>
  admissions: Map<Hex8, Admission>
  memory: RosterMemory
  owner: Owner
}

/** Fetches what a batch may ask for, while the roster is read on. Inside the transaction that will write. */
export async function layOut(
  book: Book,
  reading: Promise<RosterMemory>,
  owner: Owner,
  pieces: Piece[],
): Promise<Bench> {
  const [memory, asked] = await Promise.all([reading, fetchAsked(book, pieces)])
  return { ...asked, memory, owner }
}

async function fetchAsked(book: Book, pieces: Piece[]): Promise<Pick<Bench, 'rows' | 'admissions'>> {
  const rows = new Map<Id, Row>()
  const fetch = async (ids: Id[]) => {
    const asked = [...new Set(ids)].filter((id) => !rows.has(id))
    for (const row of await book.entries.bulkGet(asked)) if (row) rows.set(row.id, row)
  }
  await fetch(pieces.flatMap(({ opened }) => [opened.id, ...opened.fields.refs]))
  // A second signature under an outcome looks at the vote that the outcome is of.
  await fetch([...rows.values()].flatMap(({ refs }) => refs))
  const devices = new Set([...rows.values()].map((row) => row.device))
  for (const { opened } of pieces) {
    devices.add(opened.fields.device)
    const revocation = opened.fields.kind === deviceRevoked.number && read(opened)
    if (revocation && isKind(revocation, deviceRevoked)) devices.add(revocation.body.device)
  }
  return { rows, admissions: await admissionsOf(book, devices) }
}

function groundOf({ rows, admissions, memory, owner }: Bench, volume: string | undefined, i: number): Ground {
  return {
    village: owner.village,
    roster: memory.roster,
    device: (id) => admissions.get(id) ?? (id === owner.device ? ownAdmission(owner) : undefined),
    find(id) {
      const row = rows.get(id)
      // By which volume it came does not matter; where it stands does, and that follows from the entry itself.
      if (!row || volume === undefined || !row.stands.includes(volume)) return undefined
      if (row.standing.is === 'receipted') return row.standing.i < i ? placedOf(row) : undefined
      // An own word may lean on an own word that is not numbered yet.
      return i === Infinity && row.standing.is === 'provisional' ? placedOf(row) : undefined
    },
  }
}

/** What an approval proved counts until the volume with this device's admission has come. */
const ownAdmission = ({ device, person, key }: Owner): Admission => ({ device, person, key, i: 0, at: 0 })

/** Judges a piece: at its line on the ground of that line, or where it would stand now. */
export function judgePiece(
  bench: Bench,
  { opened, line }: Piece,
  now: number,
): Verdict & { stands: string[] } {
  const { roster } = bench.memory
  const place: Place = line ? { i: line.i, at: line.at } : { i: Infinity, at: now }
  const stands = standsIn(bench, opened, place.at)
  // A line counts on as much of the roster as the relay had; with less, this phone could only guess.
  if (line && line.roster > roster.lines) return { ...waiting('roster'), stands }
  if (opened.fields.kind === villageFounded.number && !isOurs(opened, bench.owner)) {
    return { ...refused('R1', 'wrong-village'), stands }
  }
  return { ...judge(opened, place, groundOf(bench, stands[0], place.i)), stands }
}

const isOurs = ({ bytes }: Opened, { founding }: Owner): boolean =>
  bytes.length === founding.length && bytes.every((byte, n) => byte === founding[n])

function standsIn({ rows, admissions, owner }: Bench, opened: Opened, at: number): string[] {
  const entry = read(opened)
  if (!entry) return []
  const author = authorOf(entry, admissions, owner) ?? ''
  return volumesOf(entry, author, at, (id) => rows.get(id)?.stands[0]) ?? []
}

function authorOf(entry: Read, admissions: Map<Hex8, Admission>, owner: Owner): Hex8 | undefined {
  const { device } = entry.fields
  const self = admissionOf(entry)
  if (self?.device === device) return self.person
  return admissions.get(device)?.person ?? (device === owner.device ? owner.person : undefined)
}

/** The row for a piece as judged. */
export function rowOf(
  bench: Bench,
  { opened, line }: Piece,
  standing: Row['standing'],
  stands: string[],
): Row {
  const { id, bytes, fields } = opened
  const entry = read(opened)
  const row: Row = {
    id,
    kind: fields.kind,
    subject: entry ? subjectOf(entry) : '',
    author: entry && authorOf(entry, bench.admissions, bench.owner),
    device: fields.device,
    seq: fields.seq,
    at: fields.at,
    refs: fields.refs,
    ...(fields.onBehalfOf !== null && { onBehalfOf: fields.onBehalfOf }),
    body: entry?.body,
    // A phone that was admitted anew keeps as its own what it wrote under its earlier keys.
    own: fields.device === bench.owner.device || bench.rows.get(id)?.own ? 1 : 0,
    ...standingAs(standing, fields),
    bytes,
    stands,
  }
  return line ? { ...row, line } : row
}

/** Remembers on the bench the device that a standing entry admits; gives it where it was not known before. */
export function admitBy(bench: Bench, opened: Opened, { standing }: Row): Admission | undefined {
  if (standing.is !== 'receipted') return undefined
  const entry = read(opened)
  const admission = entry && admissionOf(entry, standing)
  if (!admission || bench.admissions.has(admission.device)) return undefined
  bench.admissions.set(admission.device, admission)
  return admission
}
