import { decodeCbor, encodeCbor, toHex, type Hex8, type Id, type Opened } from '#entry/format.ts'
import { LINE_CLASS, type Line } from '#entry/lines.ts'
import { volumesOf } from '#rulebook/audience.ts'
import { ballotsOf, bringsAdmissions, DEVICES, partOf, ROSTER, wholeVolume } from '#rulebook/volumes.ts'
import { attachmentsIn } from '#rulebook/attachment.ts'
import { judge, read } from '#rulebook/judge.ts'
import { isKind, type Admission, type Ground, type Placed, type Read } from '#rulebook/kinds.ts'
import { admissionOf, Roster } from '#rulebook/roster-index.ts'
import { deviceRevoked } from '#rulebook/roster.ts'
import { waiting, type Verdict } from '#rulebook/verdict.ts'
import { voteOpened, type VoteTerms } from '#rulebook/vote.ts'
import type { Batch, Log, StoredEntry } from './log.ts'
import { openOwedLines } from './owed-lines.ts'
import { openShelves } from './shelves.ts'
import { placedOf } from './stored.ts'

/** A device, and the entry that admitted it. */
export type Admitted = Admission & { entry: Id }

/** An entry that may stand, and where. */
export interface Standing {
  opened: Opened
  entry: Read
  volumes: string[]
}

/**
 * The relay's reading of the village's book: what judging needs. It runs ahead of the disk by the batch that is
 * being put together, so nothing of it may be told to anyone before that batch is stored.
 */
export function openBook(log: Log, village: Hex8, client: number) {
  const roster = new Roster()
  const admissions = new Map<Hex8, Admitted>()
  const votes = new Map<string, Placed<VoteTerms>>()
  const shelves = openShelves(log, client)
  const drafted = new Map<Id, StoredEntry>()
  const draftedSeqs = new Map<string, Id>()
  const readings = new Map<Id, Placed | undefined>()
  let meta: [string, Uint8Array | undefined][] = []
  const note = (key: string, value: Uint8Array | undefined) => void meta.push([key, value])
  const owed = openOwedLines(log, note)
  let last = { i: log.lastNumber(), at: log.numbered(log.lastNumber())?.at ?? 0 }
  const floor = decodeCbor(log.meta('floor') ?? new Uint8Array()) as number[] | undefined
  if (floor) last = { i: Math.max(last.i, floor[0]!), at: Math.max(last.at, floor[1]!) }

  const entry = (id: Id) => drafted.get(id) ?? log.entry(id)

  for (const name of [ROSTER, DEVICES]) {
    for (let part = 1, k = 1; ;) {
      const [place] = log.places(partOf(name, part), k, 1)
      if (!place && k === 1) break
      const stored = place && log.numbered(place.i)
      if (stored) learn(name, stored)
      if (place) k += 1
      else [part, k] = [part + 1, 1]
    }
  }
  for (const [, id] of log.metas('vote/')) {
    const opening = reading(new TextDecoder().decode(id))
    if (opening && isKind(opening, voteOpened)) votes.set(ballotsOf(opening.id), opening)
  }

  /** Takes an entry that stands in the roster or among the devices into what is known of the village. */
  function learn(name: string, stored: StoredEntry) {
    const placed = reading(stored.id)
    if (!placed) return
    if (name === ROSTER) roster.enter(placed)
    const admission = admissionOf(placed, stored)
    if (admission) admissions.set(admission.device, { ...admission, entry: stored.id })
  }

  function reading(id: Id): Placed | undefined {
    if (readings.has(id)) return readings.get(id)
    const stored = entry(id)
    if (!stored) return undefined
    if (readings.size >= 5000) readings.clear()
    const placed = placedOf(stored)
    readings.set(id, placed)
    return placed
  }

  const inForce = <V extends Placed<VoteTerms> | undefined>(vote: V): V => vote && roster.pauses.inForce(vote)

  const ground = (volume: string | undefined): Ground => ({
    village,
    roster,
    // Whom a rule asks for is introduced before the entry, should it stand: its author, and whose phone it revokes.
    device: (device) => admissions.get(device),
    find: (id) => (volume && entry(id)?.volumes.includes(volume) ? reading(id) : undefined),
  })

  function put(name: string, stored: StoredEntry, cls: 0 | 2) {
    shelves.put(name, stored, cls)
    if (name === ROSTER || name === DEVICES) learn(name, stored)
    const placed = reading(stored.id)
    const admission = placed && admissionOf(placed, stored)
    if (admission && !shelves.knows(name, admission.device)) shelves.admit(name, admission.device)
  }

  /**
   * Where a volume brings admissions, an author's stands before his first words in it, and before that its
   * approver's.
   */
  function introduce(name: string, device: Hex8) {
    const admitted = admissions.get(device)
    if (!admitted || !bringsAdmissions(name) || shelves.knows(ROSTER, device) || shelves.knows(name, device))
      return
    const stored = entry(admitted.entry)!
    introduce(name, stored.device)
    put(name, stored, LINE_CLASS.introduced)
  }

  function noteVote({ id }: StoredEntry) {
    const placed = reading(id)
    if (!placed || !isKind(placed, voteOpened) || votes.has(ballotsOf(id))) return
    votes.set(ballotsOf(id), placed)
    meta.push([`vote/${id.slice(0, 16)}`, new TextEncoder().encode(id)])
  }

  /** Notes which files an entry brings, to be found by their hashes. */
  function noteFiles({ id }: StoredEntry) {
    for (const { hash } of attachmentsIn(reading(id)?.body))
      meta.push([`file/${hash} ${id}`, new Uint8Array([1])])
  }

  return {
    village,
    roster,
    /** The votes by the volumes of their ballots, with their times as they stand now. */
    votes: {
      of: (volume: string) => inForce(votes.get(volume)),
      all: () => [...votes].map(([volume, vote]) => [volume, inForce(vote)] as const),
    },
    entry,
    reading,
    ground,
    device: (device: Hex8) => admissions.get(device),
    devices: (): Admitted[] => [...admissions.values()],
    devicesOf: (person: Hex8) => [...admissions.values()].filter((one) => one.person === person),
    bySeq: (device: Hex8, seq: number) => draftedSeqs.get(`${device} ${seq}`) ?? log.bySeq(device, seq),
    /** The last number and time given. */
    last: () => last,
    numbered: (i: number) => [...drafted.values()].find((one) => one.i === i) ?? log.numbered(i),
    /** The admission that an opened entry carries, if any. */
    admissionIn(opened: Opened): Admission | undefined {
      const known = read(opened)
      return known && admissionOf(known)
    },
    /** The entries that bring a file: how large each says it is, and where it stands. */
    bringing(hash: Id): { size: number; volumes: readonly string[] }[] {
      return log.metas(`file/${hash} `).flatMap(([key]) => {
        const id = key.slice(key.indexOf(' ') + 1)
        const size = attachmentsIn(reading(id)?.body).find((one) => one.hash === hash)?.size
        return size === undefined ? [] : [{ size, volumes: entry(id)?.volumes ?? [] }]
      })
    },
    /** The keys of all devices, in hex. */
    keys: (): Set<string> => new Set([...admissions.values()].map((one) => toHex(one.key))),

    /** Judges an entry where it would stand now. */
    judge(opened: Opened, at: number): { verdict: Verdict; standing?: Standing } {
      const place = { i: last.i + 1, at }
      const known = read(opened)
      const person = admissions.get(opened.fields.device)?.person ?? ''
      const volumes = known && volumesOf(known, person, at, (id) => entry(id)?.volumes[0])
      const verdict = judge(opened, place, ground(volumes?.[0]))
      if (verdict.is !== 'allowed') return { verdict }
      if (!known || !volumes) return { verdict: waiting('ref-missing') }
      return { verdict, standing: { opened, entry: known, volumes } }
    },

    /** Gives an entry its number and puts it, with whom it needs introduced, into its volumes. */
    enter({ opened, entry: known, volumes }: Standing, at: number): StoredEntry {
      const { id, bytes, fields } = opened
      const [judged] = volumes
      introduce(judged!, fields.device)
      // R5 asks whose the revoked device is.
      if (isKind(known, deviceRevoked)) introduce(judged!, known.body.device)
      last = { i: last.i + 1, at }
      const { device, seq } = fields
      const stored: StoredEntry = { i: last.i, id, bytes, at, roster: roster.lines, device, seq, volumes }
      drafted.set(id, stored)
      draftedSeqs.set(`${device} ${seq}`, id)
      put(judged!, stored, LINE_CLASS.present)
      noteVote(stored)
      noteFiles(stored)
      for (const copy of volumes.slice(1)) {
        introduce(copy, fields.device)
        put(copy, stored, LINE_CLASS.introduced)
      }
      return stored
    },

    /** Puts a line back that the relay once signed: number, time and place as they were. */
    restore(opened: Opened, line: Line, part: string): StoredEntry {
      const { id, bytes, fields } = opened
      const name = wholeVolume(part)
      const known = read(opened)
      const person = admissions.get(fields.device)?.person ?? ''
      const volumes = (known && volumesOf(known, person, line.at, (one) => entry(one)?.volumes[0])) ?? [name]
      const { i, at, roster: lines } = line
      const { device, seq } = fields
      const stored = entry(id) ?? { i, id, bytes, at, roster: lines, device, seq, volumes }
      if (!entry(id)) {
        drafted.set(id, stored)
        draftedSeqs.set(`${device} ${seq}`, id)
        last = { i: Math.max(last.i, i), at: Math.max(last.at, at) }
        owed.owe(stored)
      }
      put(name, stored, line.class === LINE_CLASS.introduced ? LINE_CLASS.introduced : LINE_CLASS.present)
      owed.paid({ volume: name, id })
      noteVote(stored)
      noteFiles(stored)
      return stored
    },

    /** No number or time up to these is given again, though their lines may be lost. */
    raise(i: number, at: number) {
      last = { i: Math.max(last.i, i), at: Math.max(last.at, at) }
      meta.push(['floor', encodeCbor([last.i, last.at])])
    },

    /** Whether lines of what came back are still to be put together. */
    isOwing: (): boolean => owed.all().length > 0,

    /** Puts back, in the order of the book, what no phone has brought. */
    settleRestored() {
      const lines = owed.all().map((line) => ({ line, stored: entry(line.id)! }))
      const rank = ({ line, stored }: (typeof lines)[number]) => stored.volumes.indexOf(line.volume)
      lines.sort((a, b) => a.stored.i - b.stored.i || rank(a) - rank(b))
      for (const one of lines) {
        const { volume } = one.line
        introduce(volume, one.stored.device)
        put(volume, one.stored, rank(one) === 0 ? LINE_CLASS.present : LINE_CLASS.introduced)
        owed.paid(one.line)
      }
    },

    /** Something to be stored with the next batch. */
    note,

    /** All that was entered since the last time, ready for the log. */
    async takeBatch(): Promise<Batch> {
      const lines = await shelves.takeLines()
      const batch = { entries: [...drafted.values()], places: lines.places, meta: [...lines.meta, ...meta] }
      meta = []
      return batch
    },
    /** The batch is in the log: from there it is read now. */
    batchStored() {
      drafted.clear()
      draftedSeqs.clear()
    },
  }
}
export type Book = ReturnType<typeof openBook>
