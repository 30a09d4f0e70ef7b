import type { Hex8, Id } from '#entry/format.ts'
import { IN_BALLOTS } from '#rulebook/in-ballots.ts'
import { ballotsOf, ROSTER, wholeVolume } from '#rulebook/volumes.ts'
import type { Admission, Kind } from '#rulebook/kinds.ts'
import type { Roster } from '#rulebook/roster-index.ts'
import { timeOf, type Shown } from '#rulebook/shown.ts'
import { PAUSING } from '#rulebook/pause.ts'
import type { Pauses } from '#rulebook/pauses.ts'
import { ballotCast, voteOpened, type VoteTerms } from '#rulebook/vote.ts'
import { shownOf, type Book, type Row, type TurnoutRow, type VolumeRow } from './book.ts'
import { headOf, type HeadQuery } from './head.ts'
import { createJustWritten } from './just-written.ts'
import { listing, type Listing, type ListQuery } from './listing.ts'
import { live, paced, shared, type Live } from './live.ts'
import { catchUp, noRoster } from './roster-memory.ts'
import { readAbout, readLines } from './slices.ts'

/**
 * Shown to readers: everything but what the relay should not have placed, and what this app cannot read, such as a
 * known kind sealed by a newer app: a page has nothing to show of it.
 */
export const readable = ({ standing, body }: Row) => standing.is !== 'ignored' && body !== undefined

/** Of how many alarms the proof was saved. */
export const ALARMS_SAVED = 'alarmsSaved'

/** Whose phone this is. */
type Me = Pick<Admission, 'device' | 'person'>

/** What a vote's screen needs of the book. */
export interface VoteRows {
  opening: Row | undefined
  /** What stands in the vote's own volume: ballots, and what is said of them. */
  counted: Row[]
  /** Paper ballots and what is said of them, as far as this phone knows, wherever it has them from. */
  papers: Row[]
  /** Ballots of this person, from any of his devices. */
  own: Row[]
  /** Those that this person cast for others, and those that others cast for him. */
  onMandates: Row[]
  turnout: TurnoutRow | undefined
  volumes: VolumeRow[]
  /** This phone. */
  device: Hex8 | undefined
  /** Of everyone who said something of the vote, and of this phone. */
  admissions: Map<Hex8, Admission>
  roster: Roster
}

/** The reading half of the ledger: no judge, no crypto, so that it is there for the first paint. */
export function reader(book: Book) {
  let memory = noRoster()
  const upToDate = async () => (memory = await catchUp(book, memory)).roster
  let reading: Promise<unknown> = Promise.resolve()
  /** One reader reads on at a time, or a line would be counted twice. */
  const inTurn = (): Promise<Roster> => {
    const next = reading.then(upToDate)
    reading = next.catch(() => (memory = noRoster()))
    return next
  }
  async function roster(): Promise<Roster> {
    // What the one reader reads, no live query records. These two are written whenever a line of the roster comes
    // or is settled, so that each query which asks for the roster is asked again then.
    await book.volumes.where('name').startsWith(ROSTER).toArray()
    await book.entries.where('standing.is').equals('waiting').primaryKeys()
    return inTurn()
  }

  async function newestOf(kind: number, newest: number | undefined): Promise<Row[]> {
    const rows = book.entries.where('[kind+order]').between([kind, -Infinity], [kind, Infinity])
    return (await (newest === undefined ? rows : rows.limit(newest)).toArray()).filter(readable)
  }

  async function voteRows(opening: Id, me: Me | undefined): Promise<VoteRows> {
    const rows = (await readAbout(book, opening)).filter(readable)
    const inBallots = rows.filter((row) => IN_BALLOTS.includes(row.kind))
    const ballots = inBallots.filter((row) => row.kind === ballotCast.number)
    const home = ballotsOf(opening)
    const volumes = (await book.volumes.where('name').startsWith(home).toArray()).filter(
      ({ name }) => wholeVolume(name) === home,
    )
    // By the volume, in one go: to ask for each ballot's lines takes a weak phone longer than all the rest.
    const lines = await Promise.all(volumes.map(({ name }) => readLines(book, name)))
    const here = new Set(lines.flat().map(({ id }) => id))
    const devices = new Set(inBallots.map((row) => row.device))
    if (me) devices.add(me.device)
    const admissions = await book.admissions.bulkGet([...devices])
    return {
      opening: await book.entries.get(opening),
      counted: inBallots.filter((row) => here.has(row.id) && row.standing.is === 'receipted'),
      papers: inBallots.filter((row) => row.kind !== ballotCast.number),
      // By person where one is known: a phone admitted anew may be another's, and holds what was cast on it before.
      own: ballots.filter(
        ({ own, author, onBehalfOf }) => !onBehalfOf && (me && author ? author === me.person : own === 1),
      ),
      onMandates: ballots.filter(
        ({ author, onBehalfOf }) => me && onBehalfOf && [author, onBehalfOf].includes(me.person),
      ),
      turnout: await book.turnouts.get(opening),
      volumes,
      device: me?.device,
      admissions: new Map(admissions.flatMap((one) => (one ? [[one.device, one] as const] : []))),
      roster: await roster(),
    }
  }

  /** Rows as readings see them; votes with their times as they stand now, which is asked where any was ever paused. */
  async function shown(rows: readonly Row[]): Promise<Shown[]> {
    const all = rows.filter(readable).map(shownOf)
    if (!all.some(({ kind }) => kind === voteOpened.number)) return all
    const said = (await Promise.all(PAUSING.map((kind) => newestOf(kind, undefined)))).flat()
    if (said.length === 0) return all
    const { pauses } = await roster()
    return all.map((row) =>
      row.kind === voteOpened.number ? withTimes(row as Shown<VoteTerms>, pauses) : row,
    )
  }
  const withTimes = (row: Shown<VoteTerms>, pauses: Pauses): Shown => ({
    ...row,
    body: pauses.termsAt(row, timeOf(row)),
  })

  const justWritten = createJustWritten()
  const watched = new Map<string, Live<Shown[]>>()
  const standing = shared(paced(roster))
  const own = shared(
    paced(async () => {
      const rows = await book.entries.where('[own+order]').between([1, -Infinity], [1, Infinity]).toArray()
      return rows.filter(readable).map(shownOf)
    }),
  )
  /** Alarms are never taken away, so those whose proof was saved are the first ones. */
  async function newAlarms() {
    const all = await book.evidence.count()
    return all && all - (((await book.kept.get(ALARMS_SAVED))?.value as number | undefined) ?? 0)
  }
  /** Asked of the alarms, as each frozen volume has one: there are few of them, and volumes grow all day. */
  const frozen = shared(
    live(async () => {
      const names = new Set((await book.evidence.toArray()).map(({ volume }) => volume))
      const rows = names.size > 0 ? await book.volumes.bulkGet([...names]) : []
      return rows.flatMap((row) => (row?.frozen ? [row.name] : []))
    }),
  )
  const counts = shared(
    live(async () => {
      const rows = await book.entries.where('standing.is').equals('provisional').toArray()
      const handing = rows.filter(({ standing }) => standing.is === 'provisional' && standing.offered)
      return { unsent: rows.length, handing: handing.length, alarms: await newAlarms() }
    }),
  )
  const filesOnlyHere = shared(live(() => book.files.where('state').equals('unsent').primaryKeys()))
  const drafts = shared(live(async () => (await book.unsent.orderBy('savedAt').toArray()).reverse()))

  return {
    about: (subject: string): Live<Shown[]> =>
      justWritten.within(
        subject,
        paced(async () => shown(await readAbout(book, subject))),
      ),
    /** The newest of a matter, once: undefined where only all of it will do. */
    async head(subject: string, query: HeadQuery) {
      const head = await headOf(book, subject, query)
      return head && { ...head, rows: await shown(head.rows) }
    },
    /** The pen has kept an own entry. */
    entered: (row: Row) => justWritten.tell(shownOf(row)),
    /** What is asked for alike is read once: a room's news and what waits in it come of the same rows. */
    watch({ kinds, newest }: { kinds: readonly Kind[]; newest?: number }): Live<Shown[]> {
      const asked = [...kinds.map((kind) => kind.number), 'newest', newest].join(' ')
      const known = watched.get(asked)
      if (known) return known
      const query = shared(
        paced(async () => {
          const rows = (await Promise.all(kinds.map((kind) => newestOf(kind.number, newest)))).flat()
          return shown(rows.sort((a, b) => a.order - b.order))
        }),
      )
      watched.set(asked, query)
      return query
    },
    list: (query: ListQuery): Live<Listing> => paced(() => listing(book, query, shown)),
    own: (): Live<Shown[]> => own,
    roster: (): Live<Roster> => standing,
    vote: (opening: Id, me: Me | undefined): Live<VoteRows> => paced(() => voteRows(opening, me)),
    /** How many entries are only on this phone, how many of these on their way, and how many alarms there are. */
    counts: () => counts,
    alarms: () => live(async () => (await book.evidence.toArray()).sort((a, b) => b.at - a.at)),
    /** Volumes that did not hold, of which nothing more is taken. */
    frozen: (): Live<string[]> => frozen,
    /** A volume as this phone has it: its lines, and what the relay signed of them. */
    async record(name: string) {
      const row = await book.volumes.get(name)
      if (!row) return undefined
      const lines = (await readLines(book, name)).map(({ volume: _, chain: __, ...line }) => line)
      const heads = [row.head, row.ahead].filter((one) => one !== undefined)
      return { volume: name, epoch: row.epoch, lines, heads }
    },
    /** How many files are on their way, or wait for it. */
    filesWaiting: (): Live<number> => live(() => book.files.where('state').anyOf('unsent', 'wanted').count()),
    /** Files that were made here, of which the relay has not said that it has all. */
    filesOnlyHere: () => filesOnlyHere,
    drafts: () => drafts,
    draft: (key: string) => book.unsent.get(key),
    entry: (id: Id) => book.entries.get(id),
    kept: async <T>(name: string) => (await book.kept.get(name))?.value as T | undefined,
  }
}
export type Reader = ReturnType<typeof reader>
