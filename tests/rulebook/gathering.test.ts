import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { joinedIn, openBox } from '#rulebook/ballot-box.ts'
import { countVote } from '#rulebook/count.ts'
import { ANSWER, bestTimes, progressOf, SIGN_UP } from '#rulebook/gathering.ts'
import { isKind, type Placed } from '#rulebook/kinds.ts'
import { rulebookAdopted } from '#rulebook/roster.ts'
import { threadOpened } from '#rulebook/thread.ts'
import { ALLOWED, refused } from '#rulebook/verdict.ts'
import { ballotCast, voteOpened, type BallotBody, type VoteTerms } from '#rulebook/vote.ts'
import { DAY, HOUR, PEOPLE, START, villageBook, type Book, type Someone } from '#support/book.ts'

const CLOSES = START + 5 * DAY
const common = {
  question: '抬石头',
  options: [],
  min: 1,
  max: 1,
  quorum: 'ask' as const,
  basis: 'adult' as const,
  group: null,
  closesAt: CLOSES,
  collectMs: 0,
  hidden: false,
}
const list = (given: Partial<VoteTerms> = {}): VoteTerms => ({
  ...common,
  sort: 'signup',
  target: 20,
  unit: '个工',
  reasons: 'optional',
  ...given,
})
const times = (given: Partial<VoteTerms> = {}): VoteTerms => ({
  ...common,
  sort: 'times',
  times: [CLOSES + DAY, CLOSES + 2 * DAY, CLOSES + 3 * DAY],
  ...given,
})

function village({ adopted = true } = {}) {
  const book = villageBook()
  if (adopted) book.enter(book.write('secretary', rulebookAdopted, { rulebook: 2 }))
  const thread = book.enter(book.write('secretary', threadOpened, { title: '路', text: '修不修。' }))
  const write = (terms: VoteTerms) => book.write('secretary', voteOpened, terms, [thread.id])
  return { book, write, open: (terms: VoteTerms) => book.enter(write(terms)) as Placed<VoteTerms> }
}
const ballot = (book: Book, who: Someone, vote: Placed, body: BallotBody) =>
  book.write(who, ballotCast, body, [vote.id])
const join = (amount: number | null, reason?: string): BallotBody => ({
  choices: [SIGN_UP.join],
  amount,
  reason: reason ?? null,
})
const out: BallotBody = { choices: [SIGN_UP.out] }
const counted = (book: Book, vote: Placed<VoteTerms>) =>
  [
    vote,
    book.placed.filter((one) => isKind(one, ballotCast) && one.fields.refs[0] === vote.id),
    book.roster,
    book.ground('', Infinity).device,
  ] as const

describe('sign-up lists and finding a time', () => {
  it('[V8] they ask for no quorum; a list is open and has a target, times lie behind the closing', () => {
    const { book, write } = village()
    for (const right of [list(), list({ unit: null }), list({ basis: 'household' }), times()])
      expect(book.judge(write(right))).toBe(ALLOWED)
    expect(book.judge(write(times({ hidden: true, collectMs: 72 * HOUR })))).toBe(ALLOWED)
    for (const wrong of [
      list({ quorum: 'va' }),
      list({ hidden: true }),
      list({ target: null }),
      list({ times: [CLOSES + DAY, CLOSES + 2 * DAY] }),
      times({ quorum: 'va' }),
      times({ times: null }),
      times({ times: [CLOSES, CLOSES + DAY] }),
      times({ times: [CLOSES + DAY, CLOSES + DAY] }),
      times({ times: [CLOSES + 2 * DAY, CLOSES + DAY] }),
      times({ target: 3 }),
      times({ sort: 'approve' }),
      list({ sort: 'approve' }),
    ])
      expect(book.judge(write(wrong)), JSON.stringify(wrong)).toEqual(refused('V8', 'out-of-scope'))
    expect(book.judge(write(list({ options: ['一', '二'] })))).toEqual(refused('V2', 'out-of-scope'))
  })

  it('[E7] they stand only where version 2 of the rulebook is in force', () => {
    const { book, write } = village({ adopted: false })
    for (const terms of [list(), times(), { ...list(), sort: 'approve' as const }])
      expect(book.judge(write(terms))).toEqual(refused('E7', 'out-of-scope'))
  })

  it('[V9] who signs up says how many where units are counted, and may step out', () => {
    const { book, open } = village()
    const [units, heads] = [open(list()), open(list({ unit: null }))]
    const says = (vote: Placed, body: BallotBody) => book.judge(ballot(book, 'villager', vote, body))
    expect(says(units, join(3, '带钢钎'))).toBe(ALLOWED)
    expect(says(units, out)).toBe(ALLOWED)
    expect(says(heads, join(null))).toBe(ALLOWED)
    for (const [vote, body] of [
      [units, join(null)],
      [units, { ...out, amount: 1 }],
      [units, { choices: [0, 1], amount: 1 }],
      [units, { choices: [2] }],
      [heads, join(2)],
    ] as const)
      expect(says(vote, { ...body, choices: [...body.choices] })).toEqual(refused('V9', 'out-of-scope'))
    expect(says(units, join(1000))).toEqual(refused('E1', 'bad-encoding'))
  })

  it('[V9] each time gets an answer', () => {
    const { book, open } = village()
    const vote = open(times())
    const says = (...choices: number[]) => book.judge(ballot(book, 'villager', vote, { choices }))
    expect(says(ANSWER.yes, ANSWER.no, ANSWER.no)).toBe(ALLOWED)
    expect(says(ANSWER.no, ANSWER.no, ANSWER.no)).toBe(ALLOWED)
    expect(says(0, 1)).toEqual(refused('V9', 'out-of-scope'))
    expect(says(0, 1, 2, 0)).toEqual(refused('V9', 'out-of-scope'))
    expect(says(0, 1, 3)).toEqual(refused('V9', 'out-of-scope'))
  })

  it('[V4] nobody joins or steps out after the closing', () => {
    const { book, open } = village()
    const vote = open(list())
    book.now = CLOSES + 1
    for (const body of [join(1), out])
      expect(book.judge(ballot(book, 'villager', vote, body))).toEqual(refused('V4', 'closed'))
  })
})

describe('what they come to', () => {
  it('a list has its names by when they joined: who alters his number keeps his line, who came back has a new one', () => {
    const { book, open } = village()
    const vote = open(list())
    const says = (who: Someone, body: BallotBody) => book.enter(ballot(book, who, vote, body))
    const names = () => joinedIn(openBox(...counted(book, vote))).map(({ by, amount }) => [by, amount])
    says('villager', join(3))
    says('neighbour', join(2, '下午才有空'))
    says('migrant', join(9))
    says('villager', join(5))
    says('migrant', out)
    expect(names()).toEqual([
      [PEOPLE.villager, 5],
      [PEOPLE.neighbour, 2],
    ])
    says('villager', out)
    says('villager', join(1))
    expect(names()).toEqual([
      [PEOPLE.neighbour, 2],
      [PEOPLE.villager, 1],
    ])
    expect(joinedIn(openBox(...counted(book, vote)))[0]!.note).toBe('下午才有空')
    const count = countVote(...counted(book, vote))
    expect(count).toMatchObject({ choices: [2, 1], amount: 3, carried: null })
    expect(progressOf(vote.body, count)).toEqual({ amount: 3, target: 20, missing: 17 })
    expect(progressOf(vote.body, { amount: 21 }).missing).toBe(0)
  })

  it('without a unit each who joins counts as one', () => {
    const { book, open } = village()
    const vote = open(list({ unit: null }))
    for (const who of ['villager', 'neighbour'] as const) book.enter(ballot(book, who, vote, join(null)))
    expect(countVote(...counted(book, vote)).amount).toBe(2)
  })

  it('the best time is when most can come, of equal ones what suits most; ties are all named', () => {
    expect(bestTimes({ choices: [2, 1, 0], ifNeedBe: [0, 2, 3] })).toEqual([1])
    expect(bestTimes({ choices: [2, 2, 1], ifNeedBe: [1, 1, 2] })).toEqual([0, 1])
    expect(bestTimes({ choices: [0, 0], ifNeedBe: [0, 0] })).toEqual([])
  })

  it('whatever people say in whatever order, each counts once, by his last word', () => {
    const people = ['villager', 'neighbour', 'migrant', 'committee', 'representative'] as const
    const said = fc.record({
      who: fc.constantFrom(...people),
      answers: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 3, maxLength: 3 }),
      amount: fc.option(fc.integer({ min: 1, max: 999 })),
    })
    fc.assert(
      fc.property(fc.array(said, { maxLength: 12 }), fc.nat(), (all, turn) => {
        const { book, open } = village()
        const [signUp, seek] = [open(list()), open(times())]
        for (const { who, answers, amount } of all) {
          book.enter(ballot(book, who, signUp, amount === null ? out : join(amount)))
          book.enter(ballot(book, who, seek, { choices: answers }))
        }
        const last = people.flatMap((who) => all.filter((one) => one.who === who).slice(-1))
        const turned = ([vote, ballots, ...rest]: ReturnType<typeof counted>) => {
          const at = ballots.length ? turn % ballots.length : 0
          return [vote, [...ballots.slice(at), ...ballots.slice(0, at)], ...rest] as const
        }
        for (const of of [counted(book, signUp), turned(counted(book, signUp))]) {
          const count = countVote(...of)
          const joined = last.filter(({ amount }) => amount !== null)
          expect(count.choices).toEqual([joined.length, last.length - joined.length])
          expect(count.amount).toBe(joined.reduce((sum, { amount }) => sum + amount!, 0))
          const names = joinedIn(openBox(...of))
          expect(new Set(names.map(({ by }) => by)).size).toBe(joined.length)
          expect(names).toEqual(joinedIn(openBox(...counted(book, signUp))))
          expect(names.reduce((sum, { amount }) => sum + amount, 0)).toBe(count.amount)
        }
        for (const of of [counted(book, seek), turned(counted(book, seek))]) {
          const count = countVote(...of)
          const of3 = (answer: number) =>
            [0, 1, 2].map((n) => last.filter(({ answers }) => answers[n] === answer).length)
          expect([count.choices, count.ifNeedBe]).toEqual([of3(ANSWER.yes), of3(ANSWER.ifNeedBe)])
          for (const n of bestTimes(count))
            for (const m of [0, 1, 2])
              expect(count.choices[n]! + count.ifNeedBe[n]!).toBeGreaterThanOrEqual(
                count.choices[m]! + count.ifNeedBe[m]!,
              )
        }
      }),
      { seed: 20261129, numRuns: 60 },
    )
  })
})
