// Everything that a phone's pages read of its rows, as the pages do it.
import { standingOf } from '#desk/vote-standing.ts'
import { shownOf, type Row } from '#ledger/book.ts'
import { readable } from '#ledger/queries.ts'
import { IN_BALLOTS } from '#rulebook/in-ballots.ts'
import { ballotsOf } from '#rulebook/volumes.ts'
import { corrects, isFor, reachOf, readNotices } from '#rulebook/notice-reading.ts'
import { ROLES } from '#rulebook/roster.ts'
import { ofKind, type Shown } from '#rulebook/shown.ts'
import { readThreads } from '#rulebook/thread-reading.ts'
import { ballotCast, voteOpened } from '#rulebook/vote.ts'
import { outcomeOf, phaseOf, presenceOf, rightTo } from '#rulebook/vote-reading.ts'
import { allWordsOf, gistOf, placesOf } from '../../src/rooms/me/readings.ts'
import type { PhoneOnBench } from '#support/phone-on-bench.ts'
import { must } from './surface.ts'

/** Reads it all, and says what must hold of every reading, whatever stands in the rows. */
export function readAll({ bench }: PhoneOnBench, now: number) {
  const { roster } = bench.memory
  const { person } = bench.owner
  const place = { i: Infinity, at: now }
  const rows = [...bench.rows.values()].filter(readable)
  const shown: Shown[] = rows.map(shownOf)
  for (const row of shown) {
    gistOf(row)
    allWordsOf(row)
    placesOf(row, undefined)
  }
  const notices = readNotices(shown, now)
  for (const one of [...notices.shown, ...notices.over]) {
    corrects(one, person, roster, place)
    isFor(one, roster.person(person, place)?.household)
  }
  reachOf(person, roster, place)
  for (const one of readThreads(shown)) must(Number.isFinite(one.lastWordAt), 'a debate has no time')
  for (const one of roster.villagers(place)) for (const role of ROLES) roster.role(one.person, role, place)
  roster.allHouseholds(place)
  for (const vote of ofKind(shown, voteOpened)) {
    phaseOf(vote.body, now)
    rightTo(vote, person, roster, place, now)
    presenceOf(vote, roster, undefined, undefined)
    countOf(bench, rows, vote.id)
  }
}

function countOf(bench: PhoneOnBench['bench'], rows: readonly Row[], vote: string) {
  const opening = bench.rows.get(vote)!
  const all = rows.filter((row) => IN_BALLOTS.includes(row.kind) && row.subject === vote)
  const ballots = all.filter((row) => row.kind === ballotCast.number)
  const papers = all.filter((row) => row.kind !== ballotCast.number)
  const counted = all.filter(
    ({ stands, standing }) => standing.is === 'receipted' && stands.includes(ballotsOf(vote)),
  )
  const volume = { name: ballotsOf(vote), epoch: 1, k: counted.length + 1, chain: new Uint8Array(32) }
  const { admissions, memory } = bench
  const own = ballots.filter((row) => row.own)
  const known = { turnout: undefined, device: undefined, admissions }
  const standing = { opening, counted, papers, own, onMandates: [], volumes: [volume], ...known }
  const { count } = standingOf({ ...standing, roster: memory.roster })
  if (!count) return
  outcomeOf(opening.body as Parameters<typeof outcomeOf>[0], count)
  const figures = [
    ...count.choices,
    count.present,
    count.eligible,
    count.late,
    count.unsettled,
    count.unvouched,
  ]
  must(figures.every(Number.isSafeInteger), `a count of ${figures.join(' ')}`)
  must(count.present <= count.eligible, 'more have voted than may')
}
