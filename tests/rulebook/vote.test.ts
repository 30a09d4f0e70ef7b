import { describe, expect, it } from 'vitest'
import type { Placed } from '#rulebook/kinds.ts'
import { peopleImported, roleGranted } from '#rulebook/roster.ts'
import { threadOpened } from '#rulebook/thread.ts'
import { ALLOWED, refused, waiting } from '#rulebook/verdict.ts'
import { ballotCast, voteOpened, type VoteTerms } from '#rulebook/vote.ts'
import {
  DAY,
  hex32,
  HOUR,
  HOUSEHOLDS,
  PEOPLE,
  START,
  villageBook,
  type Book,
  type Someone,
} from '#support/book.ts'

const terms = (given: Partial<VoteTerms> = {}): VoteTerms => ({
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
  ...given,
})

function openVote(book: Book, given: Partial<VoteTerms> = {}): Placed {
  const thread = book.enter(book.write('secretary', threadOpened, { title: '路', text: '修不修。' }))
  return book.enter(book.write('secretary', voteOpened, terms(given), [thread.id]))
}
const ballot = (book: Book, who: Someone, vote: Placed, choices = [0], at = book.now) =>
  book.judge(book.write(who, ballotCast, { choices }, [vote.id], at))

describe('votes', () => {
  it('[V1] the secretary and the committee open one, in a debate', () => {
    const book = villageBook()
    const thread = book.enter(book.write('villager', threadOpened, { title: '路', text: '修不修。' }))
    const open = (who: Someone, ref = thread.id) => book.judge(book.write(who, voteOpened, terms(), [ref]))
    expect(open('secretary')).toBe(ALLOWED)
    expect(open('committee')).toBe(ALLOWED)
    expect(open('villager')).toEqual(refused('V1', 'no-role'))
    expect(open('supervisor')).toEqual(refused('V1', 'no-role'))
    expect(open('secretary', hex32(999_999))).toEqual(waiting('ref-missing'))
  })

  it('[V2] terms fit together', () => {
    const book = villageBook()
    const thread = book.enter(book.write('secretary', threadOpened, { title: '路', text: '修不修。' }))
    const open = (given: Partial<VoteTerms>) =>
      book.judge(book.write('secretary', voteOpened, terms(given), [thread.id]))
    const two = ['一', '二', '三']
    expect(open({ sort: 'single', options: two })).toBe(ALLOWED)
    expect(open({ sort: 'multiple', options: two, min: 1, max: 2 })).toBe(ALLOWED)
    expect(open({ hidden: false, collectMs: 0 })).toBe(ALLOWED)
    expect(open({ quorum: 'vg', group: 1 })).toBe(ALLOWED)
    expect(open({ quorum: 'ask', basis: 'household' })).toBe(ALLOWED)
    for (const wrong of [
      { sort: 'single', options: ['一'] },
      { sort: 'single', options: ['一', '一'] },
      { sort: 'single', options: two, max: 2 },
      { sort: 'multiple', options: two, min: 3, max: 2 },
      { sort: 'multiple', options: two, max: 4 },
      { options: two },
      { hidden: false, collectMs: HOUR },
      { quorum: 'vra' },
      { quorum: 'vg' },
      { group: 1 },
      { closesAt: START },
      { closesAt: START + 91 * DAY },
    ] as Partial<VoteTerms>[])
      expect(open(wrong), JSON.stringify(wrong)).toEqual(refused('V2', 'out-of-scope'))
  })

  it('[V6] what belongs to the collective goes to its members or to a consultation, not to villagers', () => {
    const book = villageBook()
    const about = (matter: 'collective' | 'works') => {
      const body = { title: '林地', text: '租不租。', matter }
      return book.enter(book.write('secretary', threadOpened, body)).id
    }
    const open = (thread: string, given: Partial<VoteTerms>) =>
      book.judge(book.write('secretary', voteOpened, terms(given), [thread]))
    const [forest, road] = [about('collective'), about('works')]
    const meetings: Partial<VoteTerms>[] = [
      { quorum: 'va' },
      { quorum: 'vra', basis: 'representative' },
      { quorum: 'vg', group: 1 },
    ]
    for (const meeting of meetings) {
      expect(open(forest, meeting)).toEqual(refused('V6', 'out-of-scope'))
      expect(open(road, meeting)).toBe(ALLOWED)
    }
    expect(open(forest, { quorum: 'ca', basis: 'member' })).toBe(ALLOWED)
    expect(open(forest, { quorum: 'ask' })).toBe(ALLOWED)
  })

  it('[V7] a ballot says why where its vote asks for that, and only there', () => {
    const book = villageBook()
    const open = (reasons: VoteTerms['reasons'], given: Partial<VoteTerms> = {}) => {
      const thread = book.enter(book.write('secretary', threadOpened, { title: '路', text: '话' }))
      return book.write('secretary', voteOpened, terms({ reasons, ...given }), [thread.id])
    }
    const cast = (vote: string, choice: number, reason: string | null) =>
      book.judge(book.write('villager', ballotCast, { choices: [choice], reason }, [vote])) === ALLOWED
    const table = [
      // reasons, in favour with and without, against with and without
      [null, [false, true, false, true]],
      ['optional', [true, true, true, true]],
      ['against', [true, true, true, false]],
      ['always', [true, false, true, false]],
    ] as const
    for (const [reasons, expected] of table) {
      const { id } = book.enter(open(reasons))
      const got = [0, 1].flatMap((choice) => [cast(id, choice, '路窄'), cast(id, choice, null)])
      expect(got, String(reasons)).toEqual(expected)
    }
    const single = { sort: 'single' as const, options: ['一', '二'] }
    expect(book.judge(open('against', single))).toEqual(refused('V2', 'out-of-scope'))
    expect(book.judge(open('always', single))).toBe(ALLOWED)
  })

  it('[V3] who was on the roll casts; a child and the root do not', () => {
    const book = villageBook()
    const vote = openVote(book)
    expect(ballot(book, 'migrant', vote)).toBe(ALLOWED)
    expect(ballot(book, 'child', vote)).toEqual(refused('V3', 'not-eligible'))
  })

  it('[V3] abuse 21: who came of age after the opening is not on the roll', () => {
    const book = villageBook()
    const vote = openVote(book)
    const grown = {
      person: PEOPLE.child,
      name: '张小妹',
      household: HOUSEHOLDS[2],
      voter: true,
      member: true,
      away: false,
    }
    book.enter(book.write('secretary', peopleImported, { lines: [grown] }))
    expect(ballot(book, 'child', vote)).toEqual(refused('V3', 'not-eligible'))
    expect(ballot(book, 'child', openVote(book))).toBe(ALLOWED)
  })

  it('[V3] for a household casts who represents it at the ballot’s place', () => {
    const book = villageBook()
    const vote = openVote(book, { quorum: 'ask', basis: 'household' })
    expect(ballot(book, 'villager', vote)).toBe(ALLOWED)
    expect(ballot(book, 'neighbour', vote)).toEqual(refused('V3', 'not-eligible'))
    const role = {
      person: PEOPLE.neighbour,
      role: 'household-representative' as const,
      scope: [HOUSEHOLDS[1]],
      until: 0,
    }
    book.enter(book.write('secretary', roleGranted, role))
    expect(ballot(book, 'neighbour', vote)).toBe(ALLOWED)
    expect(ballot(book, 'villager', vote)).toEqual(refused('V3', 'not-eligible'))
  })

  it('[V3] representatives vote among representatives, a group among itself', () => {
    const book = villageBook()
    const among = openVote(book, { quorum: 'vra', basis: 'representative' })
    expect(ballot(book, 'representative', among)).toBe(ALLOWED)
    expect(ballot(book, 'villager', among)).toEqual(refused('V3', 'not-eligible'))
    const group2 = openVote(book, { quorum: 'vg', group: 2 })
    expect(ballot(book, 'gridWorker', group2)).toBe(ALLOWED)
    expect(ballot(book, 'villager', group2)).toEqual(refused('V3', 'not-eligible'))
  })

  it('[V4] abuse 21: a ballot after the window is refused; within it counts what was cast in time', () => {
    const book = villageBook()
    const vote = openVote(book)
    const closes = START + 5 * DAY
    book.now = closes
    expect(ballot(book, 'villager', vote)).toBe(ALLOWED)
    book.now = closes + 72 * HOUR
    expect(ballot(book, 'villager', vote, [0], closes)).toBe(ALLOWED)
    expect(ballot(book, 'villager', vote, [0], closes + 1)).toEqual(refused('V4', 'closed'))
    book.now = closes + 72 * HOUR + 1
    expect(ballot(book, 'villager', vote, [0], START)).toEqual(refused('V4', 'closed'))
  })

  it('[V5] choices are the vote’s own, as many as it allows', () => {
    const book = villageBook()
    const vote = openVote(book, { sort: 'multiple', options: ['一', '二', '三'], min: 1, max: 2 })
    expect(ballot(book, 'villager', vote, [0, 2])).toBe(ALLOWED)
    for (const wrong of [[0, 1, 2], [3], [1, 1]])
      expect(ballot(book, 'villager', vote, wrong)).toEqual(refused('V5', 'out-of-scope'))
    expect(ballot(book, 'villager', vote, [])).toEqual(refused('E1', 'bad-encoding'))
  })

  it('[V3] a ballot on what is no vote is refused, on an unknown one waits', () => {
    const book = villageBook()
    const vote = openVote(book)
    expect(ballot(book, 'villager', { ...vote, id: hex32(999_999) })).toEqual(waiting('ref-missing'))
  })
})
