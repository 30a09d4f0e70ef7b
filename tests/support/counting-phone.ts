// A phone on a wire that counts votes as the app does: opened, judged at their places, and read by the desk's own reading.
import type { Id } from '#entry/format.ts'
import { standingOf } from '#desk/vote-standing.ts'
import { judged } from '#ledger/absorb.ts'
import { admitBy, type Bench } from '#ledger/bench.ts'
import type { Book, Row } from '#ledger/book.ts'
import { openAll } from '#ledger/opening.ts'
import { noRoster, take } from '#ledger/roster-memory.ts'
import { IN_BALLOTS } from '#rulebook/in-ballots.ts'
import { ballotsOf, DEVICES, ROSTER, topicOf } from '#rulebook/volumes.ts'
import { ballotCast } from '#rulebook/vote.ts'
import type { TestPhone } from './test-phone.ts'
import type { Someone, TestVillage } from './village.ts'

/** What a phone says of a vote that is over, from what the relay sent it and from nothing else. */
export async function countedOn(v: TestVillage, who: Someone, phone: TestPhone, thread: Id, vote: Id) {
  const { person, device, key } = v.phones[who]
  const { village, founding, relay } = v
  const owner = { village, person, device, key, relayKey: relay.relayKey, founding }
  const bench: Bench = { rows: new Map(), admissions: new Map(), memory: noRoster(), owner }
  const book = {
    backendDB: () => null,
    admissions: { bulkGet: async (ids: string[]) => ids.map((id) => bench.admissions.get(id)) },
  } as unknown as Book
  const home = ballotsOf(vote)
  for (const volume of [ROSTER, DEVICES, topicOf(thread), home]) {
    await phone.has(volume, v.log.lastPlaces().find((last) => last.volume === volume)!.k)
    const lines = phone.lines(volume)
    const opened = await openAll(
      book,
      owner,
      lines.map(({ entry }) => entry),
    )
    for (const [n, { line }] of lines.entries()) {
      const one = opened[n]!
      if (one === 'unreadable' || 'why' in one || bench.rows.has(one.id)) continue
      const row = judged(bench, {
        opened: one,
        line: { volume, i: line.i, at: line.at, roster: line.roster },
      })
      bench.rows.set(row.id, row)
      admitBy(bench, one, row)
      if (volume === ROSTER) take(bench.memory.roster, row)
    }
  }
  const rows = [...bench.rows.values()]
  const mine = rows.filter((row) => row.subject === vote && IN_BALLOTS.includes(row.kind))
  const standing = standingOf({
    opening: bench.rows.get(vote),
    counted: mine.filter(({ standing }) => standing.is === 'receipted'),
    papers: mine.filter(({ kind }) => kind !== ballotCast.number),
    ...{ own: [], onMandates: [], turnout: undefined, device },
    volumes: [{ name: home, epoch: 1, k: phone.lines(home).length, chain: new Uint8Array(32) }],
    admissions: bench.admissions,
    roster: bench.memory.roster,
  })
  const { count, pairs, late, reasons, against, unvouched, mandates } = standing
  return {
    ...{ count: count!, pairs, late, reasons, against, unvouched },
    // What is one's own differs from phone to phone; what is told to everybody does not.
    mandates: mandates.map(({ body, isBeyond, isReplaced }) => ({ ...body, isBeyond, isReplaced })),
    terms: bench.rows.get(vote)!.body,
    ignored: rows.filter(isIgnored),
  }
}
/** What this phone judged otherwise than the relay. */
const isIgnored = ({ standing }: Row) => standing.is === 'ignored'
