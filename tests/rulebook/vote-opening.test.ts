import { describe, expect, it } from 'vitest'
import { countVote } from '#rulebook/count.ts'
import type { Placed } from '#rulebook/kinds.ts'
import { peopleImported, rulebookAdopted } from '#rulebook/roster.ts'
import { threadOpened } from '#rulebook/thread.ts'
import { ALLOWED, refused } from '#rulebook/verdict.ts'
import { ballotCast, voteOpened, type VoteTerms } from '#rulebook/vote.ts'
import { villageDay } from '#rulebook/village-time.ts'
import { vote } from '#support/texts.ts'
import { DAY, HOUR, HOUSEHOLDS, PEOPLE, START, villageBook, type Book } from '#support/book.ts'

const OPENS = START + 2 * DAY
const CLOSES = START + 5 * DAY
const later = (given: Partial<VoteTerms> = {}) =>
  vote(START, { opensAt: OPENS, closesAt: CLOSES, collectMs: 72 * HOUR, ...given })

function village({ adopted = true } = {}) {
  const book = villageBook()
  if (adopted) book.enter(book.write('secretary', rulebookAdopted, { rulebook: 2 }))
  const thread = book.enter(book.write('secretary', threadOpened, { title: '路', text: '修不修。' }))
  const write = (terms: VoteTerms) => book.write('secretary', voteOpened, terms, [thread.id])
  return { book, write, open: (terms: VoteTerms) => book.enter(write(terms)) as Placed<VoteTerms> }
}
const cast = (book: Book, opening: Placed, at = book.now) =>
  book.judge(book.write('villager', ballotCast, { choices: [0] }, [opening.id], at))

describe('a vote that opens later', () => {
  it('[V10] takes no ballot received before, whatever the author’s clock says; from then on it does', () => {
    const { book, open } = village()
    const opening = open(later())
    for (const now of [START, OPENS - 1]) {
      book.now = now
      for (const at of [now, OPENS, CLOSES]) expect(cast(book, opening, at)).toEqual(refused('V10', 'closed'))
    }
    book.now = OPENS
    // A slow clock does no harm: by the relay's time it is open.
    for (const at of [OPENS, START]) expect(cast(book, opening, at)).toBe(ALLOWED)
    book.now = CLOSES + HOUR
    expect(cast(book, opening, CLOSES)).toBe(ALLOWED)
    expect(cast(book, opening)).toEqual(refused('V4', 'closed'))
  })

  it('[V10] has the roll of its own place in the book, not of when it opens', () => {
    const { book, open } = village()
    const opening = open(later())
    const line = { person: PEOPLE.child, name: '张小妹', household: HOUSEHOLDS[2], voter: true }
    book.enter(book.write('secretary', peopleImported, { lines: [{ ...line, member: true, away: false }] }))
    book.now = OPENS
    const young = book.write('child', ballotCast, { choices: [0] }, [opening.id])
    expect(book.judge(young)).toEqual(refused('V3', 'not-eligible'))
    expect(countVote(opening, [], book.roster, book.ground('', Infinity).device).eligible).toBe(8)
  })

  it('[V2] opens before it closes; one that comes after its time is open at once', () => {
    const { book, write, open } = village()
    for (const opensAt of [CLOSES, CLOSES + 1])
      expect(book.judge(write(later({ opensAt })))).toEqual(refused('V2', 'out-of-scope'))
    book.now = OPENS + HOUR
    expect(cast(book, open(later()))).toBe(ALLOWED)
  })

  it('[E7] stands only where version 2 of the rulebook is in force', () => {
    const { book, write } = village({ adopted: false })
    expect(book.judge(write(later()))).toEqual(refused('E7', 'out-of-scope'))
    expect(book.judge(write(later({ opensAt: null })))).toBe(ALLOWED)
  })

  it('[V2] an opinion may be asked of one group, and is counted over that one; [E7] not before version 2', () => {
    const ofOne: Partial<VoteTerms> = { quorum: 'ask', basis: 'adult', group: 1, opensAt: null }
    const old = village({ adopted: false })
    expect(old.book.judge(old.write(later(ofOne)))).toEqual(refused('E7', 'out-of-scope'))
    const { book, write, open } = village()
    expect(book.judge(write(later({ ...ofOne, quorum: 'vra', basis: 'representative' })))).toEqual(
      refused('V2', 'out-of-scope'),
    )
    const opening = open(later(ofOne))
    const { roster } = book
    const here = roster.villagers(opening.place).filter(({ household }) => {
      return roster.household(household!, opening.place)?.group === 1
    })
    const count = countVote(opening, [], roster, book.ground('', Infinity).device)
    expect(count.eligible).toBe(here.filter(({ voter }) => voter).length)
    expect(count.eligible).toBeLessThan(8)
  })

  it('[V12] in a meeting that the law has called ten days before, ten days after the village received it', () => {
    const { book, write } = village()
    const judge = (given: Partial<VoteTerms>) =>
      book.judge(write(later({ closesAt: START + 30 * DAY, announced: null, ...given })))
    const [heard, early] = [START + 10 * DAY, START + 10 * DAY - 1]
    const members: Partial<VoteTerms> = { quorum: 'ca', basis: 'member' }
    for (const meeting of [{}, members]) {
      expect(judge({ ...meeting, opensAt: heard })).toBe(ALLOWED)
      for (const opensAt of [early, null])
        expect(judge({ ...meeting, opensAt })).toEqual(refused('V12', 'out-of-scope'))
    }
    // No other is asked for any notice.
    expect(judge({ quorum: 'vra', basis: 'representative', opensAt: null })).toBe(ALLOWED)
    expect(judge({ quorum: 'ask', opensAt: null })).toBe(ALLOWED)
  })

  it('[V12] or from the day on which it was announced on paper, which is no later than today', () => {
    const { book, write } = village()
    const today = villageDay(START)
    const judge = (announced: number, given: Partial<VoteTerms> = {}) =>
      book.judge(write(later({ closesAt: START + 30 * DAY, announced, ...given })))
    expect(judge(today - 10, { opensAt: null })).toBe(ALLOWED)
    expect(judge(today - 9, { opensAt: null })).toEqual(refused('V12', 'out-of-scope'))
    expect(judge(today, { opensAt: START + 10 * DAY })).toBe(ALLOWED)
    expect(judge(today, { opensAt: START + 9 * DAY })).toEqual(refused('V12', 'out-of-scope'))
    expect(judge(today + 1, { opensAt: START + 20 * DAY })).toEqual(refused('V12', 'out-of-scope'))
  })

  it('[V12] asks nothing under version 1', () => {
    const { book, write } = village({ adopted: false })
    expect(book.judge(write(later({ opensAt: null, announced: null })))).toBe(ALLOWED)
  })
})
