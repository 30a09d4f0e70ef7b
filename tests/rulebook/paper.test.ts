import { describe, expect, it } from 'vitest'
import { ballotsPapered, ballotsWitnessed, settledUntil, type PaperLine } from '#rulebook/paper.ts'
import type { Placed } from '#rulebook/kinds.ts'
import { roleEnded, roleGranted } from '#rulebook/roster.ts'
import { ALLOWED, refused, waiting } from '#rulebook/verdict.ts'
import { APPROVE, countedFrom, voteOpened } from '#rulebook/vote.ts'
import { DAY, hex32, PEOPLE, START, type Someone } from '#support/book.ts'
import { cast, fromRoom, list, papered, settles, terms, withVote, witnessed } from '#support/room-ballots.ts'

const { favour, against, abstain } = APPROVE

describe('ballots from the room', () => {
  it('[B1] are entered by an officer, before the window ends, with a witness who is none', () => {
    const { book, vote, thread } = withVote()
    const lines = list(['villager', favour])
    const enter = (by: Someone, witness: Someone) => book.judge(papered(book, vote, lines, by, witness))
    expect(enter('committee', 'supervisor')).toBe(ALLOWED)
    expect(enter('secretary', 'representative')).toBe(ALLOWED)
    expect(enter('villager', 'supervisor')).toEqual(refused('B1', 'no-role'))
    expect(enter('supervisor', 'representative')).toEqual(refused('B1', 'no-role'))
    for (const witness of ['secretary', 'committee', 'villager'] as const)
      expect(enter('committee', witness)).toEqual(refused('B1', 'not-eligible'))
    const body = { witness: PEOPLE.supervisor, lines }
    const about = (id: string) => book.judge(book.write('committee', ballotsPapered, body, [id]))
    expect(about(hex32(999_999))).toEqual(waiting('ref-missing'))
    expect(about(thread.id).is).not.toBe('allowed')
    // What is counted in the room is typed in afterwards: until the window ends, whatever the officer's clock says.
    book.now = countedFrom(vote.body)
    expect(enter('committee', 'supervisor')).toBe(ALLOWED)
    book.now += 1
    expect(enter('committee', 'supervisor')).toEqual(refused('B1', 'closed'))
  })

  it('[B1] not before a vote opens, not by a representative of the committee, and only where something is decided', () => {
    const later = withVote({ opensAt: START + 2 * DAY })
    const early = papered(later.book, later.vote, list(['villager', favour]))
    expect(later.book.judge(early)).toEqual(refused('B1', 'closed'))
    later.book.now = START + 2 * DAY
    expect(later.book.judge(papered(later.book, later.vote, list(['villager', favour])))).toBe(ALLOWED)

    const { book, vote } = withVote()
    const role = { person: PEOPLE.committee, role: 'villager-representative', scope: [], until: 0 } as const
    book.enter(book.write('secretary', roleGranted, { ...role, scope: [] }))
    const own = papered(book, vote, list(['villager', favour]), 'secretary', 'committee')
    expect(book.judge(own)).toEqual(refused('B1', 'not-eligible'))

    const sign = withVote({ sort: 'signup', quorum: 'ask', hidden: false, collectMs: 0, target: 9 })
    const joined = papered(sign.book, sign.vote, list(['villager', 0]))
    expect(sign.book.judge(joined)).toEqual(refused('B1', 'out-of-scope'))
  })

  it('[E7] not before the second rulebook', () => {
    const { book, vote } = withVote({}, 1)
    expect(book.judge(papered(book, vote, list(['villager', favour])))).toEqual(refused('E7', 'out-of-scope'))
  })

  it('[B2] each line is a ballot of the vote, by one of its roll, and nobody has two', () => {
    const { book, vote } = withVote()
    const judge = (lines: PaperLine[]) => book.judge(papered(book, vote, lines))
    expect(judge(list(['villager', favour], ['neighbour', abstain, 'hand']))).toBe(ALLOWED)
    expect(judge(list(['villager', favour], ['villager', against]))).toEqual(refused('B2', 'out-of-scope'))
    expect(judge(list(['villager', 3]))).toEqual(refused('B2', 'out-of-scope'))
    expect(judge(list(['child', favour]))).toEqual(refused('B2', 'not-eligible'))
    const two = { person: PEOPLE.villager, choices: [favour, against], way: 'paper' as const }
    expect(judge([two])).toEqual(refused('B2', 'out-of-scope'))

    const homes = withVote({ quorum: 'ask', basis: 'household' })
    const ofHomes = (who: Someone) => homes.book.judge(papered(homes.book, homes.vote, list([who, favour])))
    expect(ofHomes('villager')).toBe(ALLOWED)
    expect(ofHomes('neighbour')).toEqual(refused('B2', 'not-eligible'))
  })

  it('[B3] are witnessed by whom they name, while both hold their offices, before the window ends', () => {
    const { book, vote, thread } = withVote()
    const paper = book.enter(papered(book, vote, list(['villager', favour])))
    const judge = (...of: [by?: Someone, officer?: Someone]) =>
      book.judge(witnessed(book, vote, paper, ...of))
    expect(judge()).toBe(ALLOWED)
    expect(judge('representative')).toEqual(refused('B3', 'not-eligible'))
    expect(judge('committee')).toEqual(refused('B3', 'not-eligible'))
    expect(judge('supervisor', 'secretary')).toEqual(refused('B3', 'not-eligible'))
    const other = book.enter(book.write('secretary', voteOpened, terms, [thread.id]))
    expect(book.judge(witnessed(book, other, paper)).is).not.toBe('allowed')
    expect(book.judge(witnessed(book, vote, { id: hex32(999_999) }))).toEqual(waiting('ref-missing'))
    const body = { officer: PEOPLE.committee }
    expect(book.judge(book.write('supervisor', ballotsWitnessed, body, [vote.id]))).toEqual(
      refused('B3', 'out-of-scope'),
    )
    book.now = countedFrom(vote.body) + 1
    expect(judge()).toEqual(refused('B3', 'closed'))
    book.now = START
    book.enter(
      book.write('secretary', roleEnded, { person: PEOPLE.committee, role: 'committee', reason: '' }),
    )
    expect(judge()).toEqual(refused('B3', 'not-eligible'))
    book.enter(
      book.write('secretary', roleEnded, { person: PEOPLE.supervisor, role: 'supervisor', reason: '' }),
    )
    expect(judge()).toEqual(refused('B3', 'no-role'))
  })

  it('[B4] which of two holds is said by the voter, by who entered and who witnessed, within a week', () => {
    const { book, vote } = withVote()
    const phone = cast(book, vote, 'villager', favour)
    const paper = fromRoom(book, vote, ['villager', against])
    const slot = PEOPLE.villager
    const judge = (who: Someone, held: Placed, named?: Placed, whose: string = slot) =>
      book.judge(settles(book, vote, who, whose, held, named))
    for (const held of [phone, paper]) {
      expect(judge('villager', held)).toBe(ALLOWED)
      expect(judge('committee', held, paper)).toBe(ALLOWED)
      expect(judge('supervisor', held, paper)).toBe(ALLOWED)
      expect(judge('committee', held)).toEqual(refused('B4', 'not-eligible'))
      expect(judge('neighbour', held)).toEqual(refused('B4', 'not-eligible'))
      expect(judge('secretary', held, paper)).toEqual(refused('B4', 'not-eligible'))
    }
    // One's own word is on one's own ballots: not on another's, and nobody else's is one's own.
    expect(judge('neighbour', phone, undefined, PEOPLE.neighbour)).toEqual(refused('B4', 'out-of-scope'))
    const others = fromRoom(book, vote, ['neighbour', favour])
    expect(judge('villager', others)).toEqual(refused('B4', 'out-of-scope'))
    expect(judge('committee', phone, others)).toEqual(refused('B4', 'out-of-scope'))
    expect(judge('committee', phone, phone)).toEqual(refused('B4', 'out-of-scope'))
    expect(judge('villager', { ...phone, id: hex32(999_999) })).toEqual(waiting('ref-missing'))
    book.now = settledUntil(vote.body)
    expect(judge('villager', phone)).toBe(ALLOWED)
    book.now += 1
    expect(judge('villager', phone)).toEqual(refused('B4', 'closed'))
  })
})
