import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayField } from '#rooms/deliberation/pages/office/step-form.ts'
import { villageDay } from '#rulebook/village-time.ts'
import { announcedBefore } from '#support/texts.ts'
import { DAY, HOUR, PEOPLE, START, villageBook, type Book, type Someone } from '#support/book.ts'
import { countVote } from '#rulebook/count.ts'
import type { Placed } from '#rulebook/kinds.ts'
import type { Basis, QuorumId } from '#rulebook/quorum.ts'
import type { Shown } from '#rulebook/shown.ts'
import { rulebookAdopted } from '#rulebook/roster.ts'
import { threadOpened } from '#rulebook/thread.ts'
import { BALLOT_SORTS, ballotCast, voteOpened, type BallotBody, type VoteTerms } from '#rulebook/vote.ts'
import { outcomeOf, phaseOf, presenceOf, rightTo } from '#rulebook/vote-reading.ts'
import {
  blank,
  closesAt as closing,
  filled,
  localTime,
  opensAnew,
  termsIn,
  wrongIn,
  type VoteFields,
} from '../../src/rooms/deliberation/pages/office/vote-form.ts'

const terms = (given: Partial<VoteTerms> = {}): VoteTerms => ({
  question: '修不修路',
  sort: 'approve',
  options: [],
  min: 1,
  max: 1,
  quorum: 'va',
  basis: 'adult',
  group: null,
  closesAt: 0,
  collectMs: 72 * HOUR,
  hidden: true,
  ...given,
})

const shown = ({ id, kind, fields, body, place }: Placed<VoteTerms>): Shown<VoteTerms> => ({
  id,
  kind: kind.number,
  subject: fields.refs[0]!,
  author: PEOPLE.secretary,
  device: fields.device,
  seq: fields.seq,
  at: fields.at,
  refs: fields.refs,
  body,
  standing: { is: 'receipted', ...place },
  own: false,
})

function opened(given: Partial<VoteTerms> = {}) {
  const book = villageBook()
  book.enter(book.write('secretary', rulebookAdopted, { rulebook: 2 }))
  // Everyone's phone is a day old by then.
  book.now += DAY
  const thread = book.enter(book.write('secretary', threadOpened, { title: '路', text: '修不修' }))
  const body = terms({ closesAt: book.now + 7 * DAY, ...announcedBefore(START, given.quorum), ...given })
  const opening = book.enter(book.write('secretary', voteOpened, body, [thread.id])) as Placed<VoteTerms>
  return { book, opening, row: shown(opening) }
}
const closesIn = (days: number) => closing(days, START)
const placeNow = (book: Book) => ({ i: book.placed.length + 1, at: book.now })

test('open, collecting, closed; and unsure where the village time is not known', () => {
  const vote = terms({ closesAt: 1000, collectMs: 500 })
  expect([undefined, 1000, 1001, 1500, 1501].map((now) => phaseOf(vote, now))).toEqual([
    'unsure',
    'open',
    'collecting',
    'collecting',
    'closed',
  ])
})

test('a vote that was closed by a time once signed stays closed, though nobody tells the time now', () => {
  const vote = terms({ closesAt: 1000, collectMs: 500 })
  const phases = [0, 1000, 1001, 1501].map((notBefore) => phaseOf(vote, undefined, notBefore))
  expect(phases).toEqual(['unsure', 'unsure', 'collecting', 'closed'])
  expect(phaseOf(vote, 1501, 900)).toBe('closed')
  const { book, row } = opened()
  const right = (notBefore: number) =>
    rightTo(row, PEOPLE.villager, book.roster, placeNow(book), undefined, notBefore)
  expect(right(row.body.closesAt)).toMatchObject({ is: 'may' })
  expect(right(row.body.closesAt + 1)).toMatchObject({ is: 'may-not', because: 'closed' })
})

test('a vote that opens later is planned until then; one whose time is not known may open', () => {
  const vote = terms({ opensAt: 500, closesAt: 1000, collectMs: 0 })
  expect([undefined, 499, 500, 1001].map((now) => phaseOf(vote, now))).toEqual([
    'unsure',
    'planned',
    'open',
    'closed',
  ])
})

test('[V3] what the screen offers is what the rulebook allows', () => {
  const cases: [QuorumId, Basis][] = [
    ['va', 'adult'],
    ['vra', 'representative'],
    ['ask', 'household'],
    ['ask', 'adult'],
    ['ca', 'member'],
    ['pm', 'partyVoting'],
  ]
  fc.assert(
    fc.property(
      fc.constantFrom(...cases),
      fc.constantFrom(...(Object.keys(PEOPLE) as Someone[])),
      fc.integer({ min: 0, max: 12 * 24 }),
      fc.constantFrom(null, 1, 2, 6),
      ([quorum, basis], who, hours, days) => {
        const opensAt = days && START + days * DAY
        const { book, opening, row } = opened({ quorum, basis, collectMs: 0, opensAt })
        book.now += hours * HOUR
        const right = rightTo(row, PEOPLE[who], book.roster, placeNow(book), book.now)
        const verdict = book.judge(book.write(who, ballotCast, { choices: [0] }, [opening.id]))
        expect(right.is === 'may').toBe(verdict.is === 'allowed')
      },
    ),
  )
})

test('who is without the village time may cast, and for a household only who represents it', () => {
  const { book, row } = opened({ quorum: 'ask', basis: 'household' })
  const right = (who: Someone) => rightTo(row, PEOPLE[who], book.roster, placeNow(book), undefined)
  const rights = (Object.keys(PEOPLE) as Someone[]).map(right)
  expect(rights.some((one) => one.is === 'may' && one.household !== null)).toBe(true)
  expect(rights.some((one) => one.is === 'may-not' && one.because === 'not-representing')).toBe(true)
})

test('a vote that the village has not received cannot be cast in', () => {
  const { book, row } = opened()
  const mine: Shown<VoteTerms> = { ...row, standing: { is: 'provisional', offered: false } }
  expect(rightTo(mine, PEOPLE.villager, book.roster, placeNow(book), book.now)).toMatchObject({
    is: 'may-not',
    because: 'not-open',
  })
  expect(presenceOf(mine, book.roster, undefined, undefined)).toBeUndefined()
})

test('the board says what is missing, from the relay’s word or from this phone’s own count', () => {
  const { book, opening, row } = opened()
  const silent = presenceOf(row, book.roster, undefined, undefined)!
  expect(silent.heard).toBe(false)
  const told = presenceOf(row, book.roster, undefined, { at: 5, present: 1, households: 1, groups: [] })!
  expect(told).toMatchObject({ heard: true, present: 1, reportedAt: 5 })
  for (const way of told.alternatives) expect(way.missing).toBe(way.needed - 1)
  const count = countVote(opening, [], book.roster, () => undefined)
  const counted = presenceOf(row, book.roster, count, undefined)!
  expect(counted).toMatchObject({ heard: true, present: 0, reportedAt: undefined })
  expect(counted.eligible).toBe(silent.eligible)
})

test('by 村民小组 the board says who has taken part and who has not, as persons and as households', () => {
  const { book, opening, row } = opened()
  const ways = (groups: { group: number; present: number; households: number | null }[]) =>
    presenceOf(row, book.roster, undefined, { at: 5, present: 3, households: 1, groups })!.groups
  expect(ways([{ group: 1, present: 3, households: 1 }])).toEqual([
    { group: 1, ways: [way('adult', 3, 6), way('household', 1, 2)] },
    { group: 2, ways: [way('adult', 0, 2), way('household', 0, 1)] },
  ])
  // A relay of before does not say how many households: nothing is said of them, rather than nought.
  expect(ways([{ group: 1, present: 3, households: null }])[0]!.ways).toEqual([way('adult', 3, 6)])
  expect(presenceOf(row, book.roster, undefined, undefined)!.groups).toEqual([])
  const cast = (who: Someone) =>
    book.enter(book.write(who, ballotCast, { choices: [0] }, [opening.id])) as Placed<BallotBody>
  const ballots = (['villager', 'neighbour', 'gridWorker'] as const).map(cast)
  const count = countVote(opening, ballots, book.roster, book.ground('', Infinity).device)
  expect(presenceOf(row, book.roster, count, undefined)!.groups).toEqual([
    { group: 1, ways: [way('adult', 2, 6), way('household', 1, 2)] },
    { group: 2, ways: [way('adult', 1, 2), way('household', 1, 1)] },
  ])
  // Within one group there is nothing to break down.
  const within = opened({ quorum: 'vg', group: 2 })
  const empty = countVote(within.opening, [], within.book.roster, () => undefined)
  expect(presenceOf(within.row, within.book.roster, empty, undefined)!.groups).toEqual([])
})
const way = (basis: Basis, present: number, eligible: number) => ({ basis, present, eligible })

test('the outcome in one word: not quorate, carried, not carried, or an opinion', () => {
  const { book, opening } = opened()
  const count = countVote(opening, [], book.roster, () => undefined)
  const body = opening.body
  expect(outcomeOf(body, count)).toEqual({ is: 'not-quorate' })
  expect(outcomeOf(body, { ...count, quorate: true, carried: 0 })).toEqual({ is: 'carried', choice: 0 })
  expect(outcomeOf(body, { ...count, quorate: true })).toEqual({ is: 'not-carried' })
  const asked = terms({ quorum: 'ask' })
  expect(outcomeOf(asked, count)).toEqual({ is: 'opinion', leading: [] })
  expect(outcomeOf(asked, { ...count, choices: [2, 5, 5] })).toEqual({ is: 'opinion', leading: [1, 2] })
})

test('a vote that is called anew opens in a morning behind its notice, however late in the day it is called', () => {
  const form = { ...blank(), question: '修不修', quorum: 'va' }
  for (let hour = 0; hour < 24; hour++) {
    const now = START + hour * HOUR
    const opens = opensAnew(now, 10)
    expect(opens.slice(11)).toBe('08:00')
    const { opensAt, closesAt } = termsIn({ ...form, opens }, now)
    expect(opensAt! - now).toBeGreaterThanOrEqual(10 * DAY + 8 * HOUR)
    expect(closesAt).toBeGreaterThan(opensAt! + 7 * DAY)
    expect(wrongIn({ ...form, opens }, now)).toEqual({})
  }
  expect(opensAnew(START, 0)).toBe('')
  expect(wrongIn(form, START)).toEqual({ opens: true })
  expect(wrongIn({ ...form, opens: localTime(START + 9 * DAY) }, START)).toEqual({ opens: true })
  // Before the newer rules nothing is asked; and what was posted on paper counts from its day.
  expect(wrongIn(form, START, false)).toEqual({})
  const posted = (days: number) => dayField(villageDay(START) + days)
  expect(wrongIn({ ...form, announced: posted(-10) }, START)).toEqual({})
  expect(wrongIn({ ...form, announced: posted(-9) }, START)).toEqual({ opens: true })
  for (const announced of [posted(1), posted(-90), '1970-01-01', 'x'])
    expect(wrongIn({ ...form, announced }, START)).toEqual({ announced: true })
})

test('a vote like an earlier one has all its terms again, and says why the matter is voted on once more', () => {
  const given: Partial<VoteTerms> = {
    sort: 'multiple',
    options: ['甲', '乙'],
    max: 2,
    quorum: 'ask',
    reasons: 'always',
  }
  const before = terms({ ...given, closesAt: closesIn(14) })
  const form = filled(before, START)
  expect(termsIn(form, START)).toMatchObject({ ...before, why: null })
  expect(wrongIn(form, START)).toEqual({})
  expect(wrongIn(form, START, true, true)).toEqual({ why: true })
  expect(wrongIn({ ...form, why: '问'.repeat(201) }, START, true, true)).toEqual({ why: true })
  expect(wrongIn({ ...form, why: '雨季改了工期' }, START, true, true)).toEqual({})
  // Of what the form offers, the nearest.
  expect(filled(terms({ closesAt: START + DAY }), START).days).toBe('3')
})

test('[V2] what the form lets through, the rulebook lets through', () => {
  const at = (days: number) => localTime(START + days * DAY)
  const through = new Set<string>()
  const fields = fc.record<VoteFields>({
    question: fc.constantFrom('', '修不修', '问'.repeat(201)),
    sort: fc.constantFrom('approve', 'single', 'multiple', 'signup', 'times'),
    options: fc.constantFrom('', '甲', '甲\n乙', ' 甲 \n\n甲', '甲\n乙\n丙', `甲\n${'长'.repeat(61)}`),
    min: fc.constantFrom('0', '1', '2', '', '1.5'),
    max: fc.constantFrom('1', '2', '3', '9', ''),
    quorum: fc.constantFrom('va', 'vra', 'vg', 'ca', 'pm', 'ask'),
    basis: fc.constantFrom('adult', 'household', 'member'),
    group: fc.constantFrom('', '1', '2'),
    days: fc.constantFrom('3', '7', '14', '30'),
    window: fc.constantFrom('0', '72', '168'),
    hidden: fc.constantFrom('', '1'),
    reasons: fc.constantFrom('', 'optional', 'against', 'always'),
    target: fc.constantFrom('', '0', '12', '1.5', '10000', '许多'),
    unit: fc.constantFrom('', ' ', '个工', '长'.repeat(11)),
    opens: fc.constantFrom('', at(1), at(-1), at(59), at(61), 'x'),
    announced: fc.constantFrom(
      '',
      '2000-01-01',
      ...[-12, -10, -9, 1].map((n) => dayField(villageDay(START) + n)),
    ),
    why: fc.constantFrom('', ' '),
    times: fc.constantFrom(
      '',
      at(100),
      at(40),
      `${at(50)}\n\n${at(40)}`,
      `${at(40)}\n${at(1)}`,
      `${at(40)}\nx`,
    ),
  })
  const book = villageBook()
  book.enter(book.write('secretary', rulebookAdopted, { rulebook: 2 }))
  const thread = book.enter(book.write('secretary', threadOpened, { title: '路', text: '修不修' }))
  fc.assert(
    fc.property(fields, (form) => {
      if (Object.keys(wrongIn(form, book.now)).length > 0) return
      through.add(form.sort)
      const entry = book.write('secretary', voteOpened, termsIn(form, book.now), [thread.id])
      expect(book.judge(entry)).toEqual({ is: 'allowed' })
    }),
    { numRuns: 12000 },
  )
  expect([...through].sort()).toEqual([...BALLOT_SORTS].sort())
  expect(wrongIn({ ...blank(), question: '修不修' }, book.now)).toEqual({})
})
