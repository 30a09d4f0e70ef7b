import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { placedOf } from '#ledger/book.ts'
import { openBox, pairsIn, type BallotBox } from '#rulebook/ballot-box.ts'
import { countBox, type Count } from '#rulebook/count.ts'
import { IN_BALLOTS } from '#rulebook/in-ballots.ts'
import { isKind, type Placed } from '#rulebook/kinds.ts'
import { isAsCounted, numbersOf } from '#rulebook/outcome-reading.ts'
import { pairSettled } from '#rulebook/paper.ts'
import { Roster } from '#rulebook/roster-index.ts'
import { ROSTER } from '#rulebook/volumes.ts'
import { ballotCast, type VoteTerms } from '#rulebook/vote.ts'
import { placedOf as storedAs } from '#server/stored.ts'
import { read, type reader } from './reader.ts'
import { asked, step, voteHappens, type VoteHistory } from './vote-history.ts'

const SEED = 20261201
const [BATCHES, RUNS_A_BATCH] = [10, 60]

/** What a phone has of the vote. */
function onPhone({ vote }: VoteHistory, { bench }: ReturnType<typeof reader>): BallotBox {
  const rows = [...bench.rows.values()].filter(({ standing }) => standing.is === 'receipted')
  const { roster } = bench.memory
  const opening = roster.pauses.inForce(placedOf(rows.find(({ id }) => id === vote)!)) as Placed<VoteTerms>
  const counted = rows.filter(({ kind, refs }) => IN_BALLOTS.includes(kind) && refs[0] === vote)
  return openBox(opening, counted.map(placedOf), roster, (device) => bench.admissions.get(device))
}

/** The same from the relay's own book. */
function atRelay({ book, lines, vote }: VoteHistory): BallotBox {
  const roster = new Roster()
  const placed = [...new Set(lines.map(({ i }) => i))]
    .sort((a, b) => a - b)
    .map((i) => storedAs(book.numbered(i)!)!)
  const inRoster = new Set(lines.filter(({ volume }) => volume === ROSTER).map(({ i }) => i))
  for (const one of placed) if (inRoster.has(one.place.i)) roster.enter(one)
  const opening = roster.pauses.inForce(placed.find(({ id }) => id === vote)!) as Placed<VoteTerms>
  const counted = placed.filter(
    ({ kind, fields }) => IN_BALLOTS.includes(kind.number) && fields.refs[0] === vote,
  )
  return openBox(opening, counted, roster, (device) => book.device(device))
}

/** Which ballots somebody said to hold for a slot. */
const held = ({ entries }: BallotBox, slot: string) =>
  entries.flatMap((one) => (isKind(one, pairSettled) && one.body.slot === slot ? one.fields.refs[1] : []))

/** What must be so of any count, whatever happened. */
function holds(box: BallotBox, count: Count) {
  const { basis, sort } = box.opening.body
  expect(count.present).toBeLessThanOrEqual(count.eligible)
  expect(count.present).toBe(box.slots.size)
  expect(count.unsettled).toBe(pairsIn(box).length)
  const { phone, proxy, paper, hand } = count.ways
  expect(phone + proxy + paper + hand + count.unsettled).toBe(count.present)
  const inColumns = count.choices.reduce((sum, n) => sum + n, 0)
  if (sort !== 'multiple') expect(inColumns + count.unsettled).toBe(count.present)
  // One person, one slot; where households cast, one household.
  const casters = [...box.slots.values()].flatMap(({ cast }) => cast?.by ?? [])
  if (basis !== 'household') expect(new Set(casters).size).toBe(casters.length)
  for (const [slot, { all, cast, between }] of box.slots) {
    if (basis !== 'household') for (const one of between) expect(one.by).toBe(slot)
    // Paper by itself displaces nothing that somebody signed himself: it was said that it holds.
    const isPaper = cast?.way === 'paper' || cast?.way === 'hand'
    if (isPaper && all.length > 0) expect(held(box, slot)).toContain(cast.id)
  }
}

describe('every phone counts alike, whatever came and in whichever order', () => {
  const seen = new Map<string, number>()
  const note = (what: string, n = 1) => n > 0 && seen.set(what, (seen.get(what) ?? 0) + n)

  it.each(Array.from({ length: BATCHES }, (_, n) => n))(
    `in ${RUNS_A_BATCH} random votes (batch %i)`,
    async (batch) => {
      const turns = fc.array(fc.nat(100), { minLength: 3, maxLength: 12 })
      await fc.assert(
        fc.asyncProperty(
          asked,
          fc.array(step, { minLength: 15, maxLength: 60 }),
          turns,
          turns,
          async (question, steps, some, others) => {
            const history = await voteHappens(question, steps)
            const [first, second] = [read(history, some), read(history, others)]
            const [box, other, relays] = [onPhone(history, first), onPhone(history, second), atRelay(history)]
            const count = countBox(box)
            expect(countBox(other)).toEqual(count)
            expect(countBox(relays)).toEqual(count)
            holds(box, count)

            const published = {
              ...numbersOf(count),
              ...{ decision: '修', responsible: null, money: null, dueAt: null },
            }
            expect(isAsCounted(published, countBox(other))).toBe(true)
            expect(isAsCounted({ ...published, present: count.present + 1 }, count)).toBe(false)

            for (const [what, n] of history.took) note(what, n)
            note('late', count.late)
            note('unsettled', count.unsettled)
            note('unvouched', count.unvouched)
            for (const [way, n] of Object.entries(count.ways)) note(`by ${way}`, n)
            note('seen by an officer', box.met.size)
            const ballots = box.entries.filter(({ kind }) => kind.number === ballotCast.number)
            note(
              'changed his mind',
              ballots.length - new Set(ballots.map(({ fields }) => fields.device)).size,
            )
            note(question.of)
          },
        ),
        { seed: SEED + batch, numRuns: RUNS_A_BATCH },
      )
    },
    60_000,
  )

  it('and all of it did happen', () => {
    const all = [
      'ballot',
      'hand-in',
      'met',
      'paper',
      'witness',
      'settle',
      'settle-for',
      'mandate',
      'paper-mandate',
    ]
    const more = [
      'witness-mandate',
      'proxy',
      'vouch',
      'add',
      'revoke',
      'grant',
      'end',
      'represent',
      'move',
      'pause',
    ]
    const counted = [
      'resume',
      'sign-time',
      'late',
      'unsettled',
      'unvouched',
      'seen by an officer',
      'changed his mind',
    ]
    const ways = ['by phone', 'by proxy', 'by paper', 'by hand']
    for (const what of [...all, ...more, ...counted, ...ways])
      expect([what, (seen.get(what) ?? 0) > 5]).toEqual([what, true])
  })
  afterAll(() =>
    console.log(
      [...seen]
        .sort()
        .map(([what, n]) => `${what} ${n}`)
        .join(', '),
    ),
  )
})
