import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { againstIn, counting, lateIn, openBox } from '#rulebook/ballot-box.ts'
import { countBox, countVote } from '#rulebook/count.ts'
import { isKind, type Placed } from '#rulebook/kinds.ts'
import { fulfils, needed, QUORUMS } from '#rulebook/quorum.ts'
import { rulebookAdopted } from '#rulebook/roster.ts'
import { threadOpened } from '#rulebook/thread.ts'
import { ballotCast, voteOpened, type VoteTerms } from '#rulebook/vote.ts'
import {
  DAY,
  HOUR,
  hex8,
  PEOPLE,
  phoneOf,
  START,
  villageBook,
  type Book,
  type Someone,
} from '#support/book.ts'
import { announcedBefore } from '#support/texts.ts'

const YEAR = 365 * DAY
const terms: VoteTerms = {
  question: '路要不要加宽?',
  sort: 'approve',
  options: [],
  min: 1,
  max: 1,
  quorum: 'va',
  basis: 'adult',
  group: null,
  closesAt: START + 5 * DAY,
  collectMs: 72 * HOUR,
  hidden: true,
}
function withVote(given: Partial<VoteTerms> = {}): { book: Book; vote: Placed<VoteTerms> } {
  const book = villageBook()
  const thread = book.enter(book.write('secretary', threadOpened, { title: '路', text: '修不修。' }))
  const vote = book.enter(book.write('secretary', voteOpened, { ...terms, ...given }, [thread.id]))
  return { book, vote: vote as Placed<VoteTerms> }
}
const cast = (book: Book, vote: Placed, who: Someone, choice: number, at = book.now) =>
  book.enter(book.write(who, ballotCast, { choices: [choice] }, [vote.id], at))
const of = (book: Book, vote: Placed<VoteTerms>): Parameters<typeof countVote> => [
  vote,
  book.placed.filter((one) => isKind(one, ballotCast)),
  book.roster,
  book.ground('', Infinity).device,
]
const count = (book: Book, vote: Placed<VoteTerms>) => countVote(...of(book, vote))

describe('counting', () => {
  it('abuse 24: exactly 1/2 is not over half, exactly 2/3 is two thirds', () => {
    expect(fulfils({ num: 1, den: 2, strict: true }, 5, 10)).toBe(false)
    expect(fulfils({ num: 1, den: 2, strict: true }, 6, 10)).toBe(true)
    expect(fulfils({ num: 2, den: 3, strict: false }, 6, 9)).toBe(true)
    expect(fulfils({ num: 2, den: 3, strict: false }, 5, 9)).toBe(false)
  })

  it('against are those whose last ballot says so, or where one is chosen, is not for what most chose', () => {
    const { book, vote } = withVote()
    const person = (who: Someone) => book.ground('', Infinity).device(phoneOf(who))?.person
    cast(book, vote, 'villager', 1)
    cast(book, vote, 'neighbour', 1)
    cast(book, vote, 'villager', 0)
    const against = (of: Parameters<typeof openBox>) => {
      const box = openBox(...of)
      return againstIn(box, countBox(box).choices).map(({ by }) => by)
    }
    expect(against(of(book, vote))).toEqual([person('neighbour')])
    const other = withVote({ sort: 'single', options: ['三月', '五月'], quorum: 'ask' })
    cast(other.book, other.vote, 'neighbour', 1)
    expect(against(of(other.book, other.vote))).toEqual([])
    cast(other.book, other.vote, 'villager', 0)
    // Nobody can say what most chose.
    expect(against(of(other.book, other.vote))).toEqual([])
    cast(other.book, other.vote, 'secretary', 0)
    expect(against(of(other.book, other.vote))).toEqual([person('neighbour')])
  })

  it('what is needed is the least that fulfils, for every number', () => {
    const fractions = Object.values(QUORUMS).flatMap((q) => [...q.anyOf])
    fc.assert(
      fc.property(fc.constantFrom(...fractions), fc.integer({ min: 0, max: 100_000 }), (fraction, total) => {
        const least = needed(fraction, total)
        return fulfils(fraction, least, total) && (least === 0 || !fulfils(fraction, least - 1, total))
      }),
      { seed: 20261124, numRuns: 2000 },
    )
  })

  it('counts over the way that is quorate: two of three households are enough, four of eight adults are not', () => {
    const { book, vote } = withVote()
    cast(book, vote, 'villager', 0)
    cast(book, vote, 'neighbour', 1)
    let result = count(book, vote)
    expect(result).toMatchObject({
      present: 2,
      eligible: 8,
      quorate: false,
      carried: null,
      choices: [1, 1, 0],
    })
    expect(result.alternatives).toEqual([
      { basis: 'adult', present: 2, eligible: 8, needed: 5, missing: 3 },
      { basis: 'household', present: 1, eligible: 3, needed: 2, missing: 1 },
    ])
    cast(book, vote, 'committee', 0)
    result = count(book, vote)
    expect(result).toMatchObject({ quorate: true, carried: 0, choices: [2, 1, 0] })
    cast(book, vote, 'gridWorker', 2)
    // 2 of 4 present: exactly half does not carry; an abstention is present and not in favour.
    expect(count(book, vote)).toMatchObject({ present: 4, carried: null, choices: [2, 1, 1] })
    expect(count(book, vote).groups).toEqual([
      { group: 1, present: 3, households: 2 },
      { group: 2, present: 1, households: 1 },
    ])
  })

  it('one ballot a person: changing one’s mind counts once, the later one', () => {
    const { book, vote } = withVote()
    cast(book, vote, 'villager', 0)
    cast(book, vote, 'villager', 1)
    expect(count(book, vote)).toMatchObject({ present: 1, choices: [0, 1, 0] })
  })

  it('abuse 22: a phone set to 2030 votes, is corrected, votes again: the correction counts', () => {
    const { book, vote } = withVote()
    cast(book, vote, 'villager', 1, START + 4 * YEAR)
    cast(book, vote, 'villager', 0, START)
    expect(count(book, vote)).toMatchObject({ present: 1, choices: [1, 0, 0] })
  })

  it('late ones are named as late', () => {
    const { book, vote } = withVote()
    book.now = START + 6 * DAY
    cast(book, vote, 'villager', 0, START + DAY)
    expect(count(book, vote)).toMatchObject({ present: 1, late: 1 })
    const by = book.ground('', Infinity).device(phoneOf('villager'))?.person
    expect(lateIn(openBox(...of(book, vote)))).toEqual([{ by, castAt: START + DAY, cameAt: START + 6 * DAY }])
  })

  it('it is said whether late ones decide: by being there, and by a mind that was changed', () => {
    const late = ({ book, vote }: ReturnType<typeof withVote>, who: Someone, choice: number) => {
      book.now = START + 6 * DAY
      cast(book, vote, who, choice, START + 2 * DAY)
      return count(book, vote)
    }
    const small = withVote()
    for (const who of ['villager', 'neighbour'] as const) cast(small.book, small.vote, who, 0)
    expect(late(small, 'committee', 0)).toMatchObject({
      late: 1,
      quorate: true,
      carried: 0,
      lateDecides: true,
    })

    const large = withVote()
    for (const who of ['villager', 'neighbour', 'committee'] as const) cast(large.book, large.vote, who, 0)
    expect(late(large, 'gridWorker', 1)).toMatchObject({ late: 1, carried: 0, lateDecides: false })
    expect(late(large, 'neighbour', 1)).toMatchObject({
      late: 2,
      present: 4,
      carried: null,
      lateDecides: true,
    })
  })

  it('a household casts once, whoever represents it', () => {
    const { book, vote } = withVote({ quorum: 'ask', basis: 'household' })
    cast(book, vote, 'villager', 0)
    cast(book, vote, 'committee', 1)
    expect(count(book, vote)).toMatchObject({
      present: 2,
      eligible: 3,
      choices: [1, 1, 0],
      carried: null,
      quorate: true,
    })
  })

  it('of several devices the later by the earlier clock counts, whatever the order of delivery', () => {
    const ballot = fc.record({
      device: fc.constantFrom(hex8(1), hex8(2), hex8(3)),
      seq: fc.nat(20),
      at: fc.nat(1000),
      received: fc.nat(1000),
      i: fc.nat(100_000),
    })
    const ballots = fc
      .uniqueArray(ballot, { selector: (b) => `${b.device}${b.seq}`, minLength: 1, maxLength: 8 })
      .filter((list) => new Set(list.map((b) => b.i)).size === list.length)
    fc.assert(
      fc.property(ballots, fc.integer(), (list, turn) => {
        const placed = list.map((b) => ({
          id: '',
          kind: ballotCast,
          fields: { device: b.device, seq: b.seq, at: b.at },
          body: { choices: [0] },
          place: { i: b.i, at: b.received },
        })) as unknown as Parameters<typeof counting>[0]
        const turned = [...placed.slice(turn % placed.length), ...placed.slice(0, turn % placed.length)]
        expect(counting(turned)).toBe(counting(placed))
        const chosen = counting(placed)!
        for (const other of placed)
          if (other.fields.device === chosen.fields.device)
            expect(other.fields.seq).toBeLessThanOrEqual(chosen.fields.seq)
      }),
      { seed: 20261124, numRuns: 500 },
    )
  })

  it('phones of the village know whose each is', () => {
    const { book } = withVote()
    expect(book.ground('', Infinity).device(phoneOf('villager'))?.person).toBeDefined()
  })
})

describe('where only enough households are there', () => {
  /** Two households by those who represent them, and neighbours beside them: four of eight adults, two of three homes. */
  function meeting(version: 1 | 2, given: Partial<VoteTerms> = {}) {
    const book = villageBook()
    if (version === 2) book.enter(book.write('secretary', rulebookAdopted, { rulebook: 2 }))
    book.now = START + DAY
    const thread = book.enter(book.write('secretary', threadOpened, { title: '路', text: '修不修。' }))
    const asked = { ...terms, ...announcedBefore(START), ...given }
    const vote = book.enter(book.write('secretary', voteOpened, asked, [thread.id]))
    return { book, vote: vote as Placed<VoteTerms> }
  }
  const homes = (book: Book) =>
    (['villager', 'committee', 'neighbour', 'gridWorker', 'migrant', 'secretary'] as const).filter((who) => {
      const person = PEOPLE[who]
      const household = book.roster.person(person, { i: Infinity })?.household
      return household && book.roster.representative(household, { i: Infinity, at: book.now }) === person
    })

  it('the decision is counted over what their representatives cast', () => {
    const { book, vote } = meeting(2)
    const representatives = homes(book)
    expect(representatives.length).toBeGreaterThanOrEqual(2)
    const others = (['supervisor', 'gridWorker', 'migrant', 'neighbour'] as const).filter(
      (who) => !representatives.some((one) => one === who),
    )
    for (const who of representatives.slice(0, 2)) cast(book, vote, who, 0)
    for (const who of others.slice(0, 2)) cast(book, vote, who, 1)
    const all = count(book, vote)
    expect(all).toMatchObject({ present: 4, quorate: true, choices: [2, 2, 0], carried: 0 })
    expect(all.byHousehold).toEqual({ choices: [2, 0, 0], present: 2, eligible: 3 })
    // With enough people it is counted over these.
    cast(book, vote, others[2]!, 1)
    expect(count(book, vote)).toMatchObject({ present: 5, carried: null, byHousehold: null })
  })

  it('was counted over all who were there under the first rulebook', () => {
    const { book, vote } = meeting(1)
    for (const who of homes(book).slice(0, 2)) cast(book, vote, who, 0)
    for (const who of ['supervisor', 'gridWorker'] as const) cast(book, vote, who, 1)
    expect(count(book, vote)).toMatchObject({ quorate: true, carried: null, byHousehold: null })
  })

  it('households may cast themselves, and then only they are counted', () => {
    const { book, vote } = meeting(2, { basis: 'household' })
    const [one, two] = homes(book)
    cast(book, vote, one!, 0)
    expect(count(book, vote).alternatives).toEqual([
      { basis: 'household', present: 1, eligible: 3, needed: 2, missing: 1 },
    ])
    cast(book, vote, two!, 0)
    expect(count(book, vote)).toMatchObject({ quorate: true, carried: 0, eligible: 3, byHousehold: null })
    expect(() => meeting(1, { basis: 'household' })).toThrow(/E7/)
  })
})
