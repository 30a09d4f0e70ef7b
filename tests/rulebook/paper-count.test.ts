import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openBox, pairsIn } from '#rulebook/ballot-box.ts'
import { countVote } from '#rulebook/count.ts'
import type { Placed } from '#rulebook/kinds.ts'
import { mayPublish } from '#rulebook/outcome-reading.ts'
import { ballotsWitnessed, settledUntil } from '#rulebook/paper.ts'
import { deviceAdded, roleEnded, roleGranted } from '#rulebook/roster.ts'
import { refused } from '#rulebook/verdict.ts'
import { APPROVE } from '#rulebook/vote.ts'
import { admission, hex8, HOUR, HOUSEHOLDS, opened, PEOPLE, phoneOf, type Someone } from '#support/book.ts'
import {
  cast,
  count,
  fromRoom,
  list,
  of,
  papered,
  settles,
  terms,
  withVote,
  witnessed,
} from '#support/room-ballots.ts'

const { favour, against } = APPROVE

describe('counting ballots from the room', () => {
  it('a list counts once it is witnessed, and it is said how many came which way', () => {
    const { book, vote } = withVote()
    cast(book, vote, 'representative', favour)
    const paper = book.enter(papered(book, vote, list(['villager', favour], ['neighbour', against, 'hand'])))
    expect(count(book, vote)).toMatchObject({
      present: 1,
      choices: [1, 0, 0],
      ways: { phone: 1, proxy: 0, paper: 0, hand: 0 },
    })
    book.enter(witnessed(book, vote, paper))
    expect(count(book, vote)).toMatchObject({
      ...{ present: 3, choices: [2, 1, 0], ways: { phone: 1, paper: 1, hand: 1 }, unsettled: 0 },
      // The villager speaks for his household, in the room as well.
      households: 1,
      alternatives: [{ present: 3 }, { present: 1 }],
    })
  })

  it('what is entered after closing is not late: a witness stands for when it was cast', () => {
    const { book, vote } = withVote()
    book.now = vote.body.closesAt + HOUR
    fromRoom(book, vote, ['villager', favour])
    expect(count(book, vote)).toMatchObject({ present: 1, late: 0, choices: [1, 0, 0] })
  })

  it('abuse: paper in somebody’s name does not displace his own ballot, whichever came first', () => {
    for (const isPaperFirst of [true, false]) {
      const { book, vote } = withVote()
      if (!isPaperFirst) cast(book, vote, 'villager', favour)
      fromRoom(book, vote, ['villager', against])
      if (isPaperFirst) cast(book, vote, 'villager', favour)
      expect(count(book, vote)).toMatchObject({ present: 1, choices: [0, 0, 0], unsettled: 1 })
      expect(pairsIn(openBox(...of(book, vote)))).toMatchObject([
        { slot: PEOPLE.villager, between: [{ by: PEOPLE.villager }, { by: PEOPLE.villager }] },
      ])
    }
  })

  it('the same on paper and by phone is one ballot, which came by phone', () => {
    const { book, vote } = withVote()
    cast(book, vote, 'villager', favour)
    fromRoom(book, vote, ['villager', favour])
    expect(count(book, vote)).toMatchObject({
      present: 1,
      choices: [1, 0, 0],
      unsettled: 0,
      ways: { phone: 1, paper: 0 },
    })
  })

  it('the voter’s word settles a pair, his last one, and goes before what the office says', () => {
    const { book, vote } = withVote()
    const phone = cast(book, vote, 'villager', favour)
    const paper = fromRoom(book, vote, ['villager', against])
    const say = (who: Someone, held: Placed, named?: Placed) =>
      book.enter(settles(book, vote, who, PEOPLE.villager, held, named))
    say('committee', paper, paper)
    expect(count(book, vote)).toMatchObject({ unsettled: 1 })
    say('supervisor', phone, paper)
    expect(count(book, vote)).toMatchObject({ unsettled: 1, choices: [0, 0, 0] })
    say('supervisor', paper, paper)
    expect(count(book, vote)).toMatchObject({
      unsettled: 0,
      choices: [0, 1, 0],
      ways: { phone: 0, paper: 1 },
    })
    say('villager', phone)
    expect(count(book, vote)).toMatchObject({
      unsettled: 0,
      choices: [1, 0, 0],
      ways: { phone: 1, paper: 0 },
    })
    say('committee', paper, paper)
    say('villager', paper)
    expect(count(book, vote)).toMatchObject({ choices: [0, 1, 0] })
  })

  it('two lists that differ about one person wait for a word as well', () => {
    const { book, vote } = withVote()
    fromRoom(book, vote, ['villager', favour])
    const second = fromRoom(book, vote, ['villager', against, 'hand'])
    expect(count(book, vote)).toMatchObject({ present: 1, unsettled: 1 })
    book.enter(settles(book, vote, 'villager', PEOPLE.villager, second))
    expect(count(book, vote)).toMatchObject({ choices: [0, 1, 0], ways: { hand: 1 } })
  })

  it('two ballots of one household, where another came to represent it, wait for who represents it now', () => {
    const { book, vote } = withVote({ quorum: 'ask', basis: 'household' })
    cast(book, vote, 'villager', favour)
    const role = { role: 'household-representative', scope: [HOUSEHOLDS[1]], until: 0 } as const
    book.enter(book.write('secretary', roleEnded, { person: PEOPLE.villager, role: role.role, reason: '' }))
    book.enter(
      book.write('secretary', roleGranted, { ...role, scope: [...role.scope], person: PEOPLE.neighbour }),
    )
    const later = cast(book, vote, 'neighbour', against)
    expect(count(book, vote)).toMatchObject({ present: 1, unsettled: 1, choices: [0, 0, 0] })
    expect(book.judge(settles(book, vote, 'villager', HOUSEHOLDS[1], later))).toEqual(
      refused('B4', 'not-eligible'),
    )
    book.enter(settles(book, vote, 'neighbour', HOUSEHOLDS[1], later))
    expect(count(book, vote)).toMatchObject({ present: 1, unsettled: 0, choices: [0, 1, 0] })
  })

  it('before the second rulebook the last of a household’s ballots counts', () => {
    const { book, vote } = withVote({ quorum: 'ask', basis: 'household' }, 1)
    cast(book, vote, 'villager', favour)
    const role = { role: 'household-representative', scope: [HOUSEHOLDS[1]], until: 0 } as const
    book.enter(book.write('secretary', roleEnded, { person: PEOPLE.villager, role: role.role, reason: '' }))
    book.enter(
      book.write('secretary', roleGranted, { ...role, scope: [...role.scope], person: PEOPLE.neighbour }),
    )
    cast(book, vote, 'neighbour', against)
    expect(count(book, vote)).toMatchObject({ present: 1, unsettled: 0, choices: [0, 1, 0] })
  })

  it('what is not settled keeps an outcome from being published while it could be, and for good where it decides', () => {
    const { book, vote } = withVote()
    for (const who of ['representative', 'committee', 'gridWorker', 'supervisor'] as const)
      cast(book, vote, who, favour)
    cast(book, vote, 'neighbour', against)
    cast(book, vote, 'villager', favour)
    const paper = fromRoom(book, vote, ['villager', against])
    const week = settledUntil(vote.body)
    // Four of six carry whatever the sixth says.
    expect(count(book, vote)).toMatchObject({ present: 6, carried: 0, unsettled: 1, unsettledDecides: false })
    expect([undefined, week, week + 1].map((now) => mayPublish(terms, count(book, vote), now))).toEqual([
      false,
      false,
      true,
    ])
    cast(book, vote, 'supervisor', against)
    // Three of six do not, and four would.
    expect(count(book, vote)).toMatchObject({ carried: null, unsettledDecides: true })
    expect(mayPublish(terms, count(book, vote), week + 1)).toBe(false)
    book.enter(settles(book, vote, 'villager', PEOPLE.villager, paper))
    expect(count(book, vote)).toMatchObject({ carried: null, unsettled: 0, unsettledDecides: false })
    expect(mayPublish(terms, count(book, vote), undefined)).toBe(true)
  })

  it('an opinion depends on them where another choice could lead', () => {
    const two = { sort: 'single', options: ['三月', '五月'], quorum: 'ask' } as const
    const { book, vote } = withVote({ ...two, options: [...two.options] })
    cast(book, vote, 'representative', 0)
    cast(book, vote, 'committee', 0)
    cast(book, vote, 'villager', 0)
    fromRoom(book, vote, ['villager', 1])
    expect(count(book, vote)).toMatchObject({ choices: [2, 0], unsettledDecides: false })
    cast(book, vote, 'neighbour', 1)
    expect(count(book, vote)).toMatchObject({ choices: [2, 1], unsettledDecides: true })
  })

  it('each of the roll that took part is in one column or unsettled, in whatever order a phone was told', () => {
    const who = fc.constantFrom<Someone>('villager', 'neighbour', 'representative', 'committee', 'migrant')
    const deed = fc.record({ what: fc.constantFrom('cast', 'paper', 'settle'), who, choice: fc.nat(2) })
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 14 }), fc.integer({ min: 1, max: 1000 }), (deeds, turn) => {
        const { book, vote } = withVote()
        const held = new Map<Someone, Placed[]>()
        for (const { what, who, choice } of deeds) {
          const own = held.get(who) ?? []
          if (what === 'settle' && own.length > 0)
            book.enter(settles(book, vote, who, PEOPLE[who], own[choice % own.length]!))
          if (what === 'settle') continue
          const one = what === 'cast' ? cast(book, vote, who, choice) : fromRoom(book, vote, [who, choice])
          held.set(who, [...own, one])
        }
        const now = count(book, vote)
        expect(now.present).toBe(held.size)
        expect(now.choices.reduce((all, n) => all + n, now.unsettled)).toBe(held.size)
        expect(now.ways.phone + now.ways.paper + now.ways.hand + now.unsettled).toBe(held.size)
        const [vote_, entries, ...rest] = of(book, vote)
        const at = turn % entries.length
        const turned = [...entries.slice(at), ...entries.slice(0, at)].reverse()
        expect(countVote(vote_, turned, ...rest)).toEqual(now)
      }),
      { seed: 20261130, numRuns: 300 },
    )
  })

  it('whose phone it is decides who speaks: a phone of the neighbour is no word of the villager', () => {
    const { book, vote } = withVote()
    const phone = cast(book, vote, 'villager', favour)
    fromRoom(book, vote, ['villager', against])
    const word = settles(book, vote, 'neighbour', PEOPLE.villager, phone)
    expect(word.fields.device).toBe(phoneOf('neighbour'))
    expect(book.judge(word)).toEqual(refused('B4', 'not-eligible'))
  })

  it('[B1] [B3] abuse: a registrar makes a witness of his own in mid-vote, and lets in a phone for one who was', () => {
    const { book, vote } = withVote()
    const role = { person: PEOPLE.neighbour, role: 'villager-representative' as const, scope: [], until: 0 }
    book.enter(book.write('secretary', roleGranted, role))
    const puppet = papered(book, vote, list(['migrant', favour]), 'secretary', 'neighbour')
    expect(book.judge(puppet)).toEqual(refused('B1', 'not-eligible'))

    const phone = hex8(0x777)
    book.enter(book.write('secretary', deviceAdded, admission('supervisor', phone)))
    const paper = book.enter(papered(book, vote, list(['migrant', favour])))
    const body = { officer: PEOPLE.committee }
    book.enter(opened(ballotsWitnessed, body, { device: phone, refs: [vote.id, paper.id], at: book.now }))
    expect(count(book, vote)).toMatchObject({ present: 0, choices: [0, 0, 0] })
    // His own phone, which everyone has known for a day.
    book.enter(witnessed(book, vote, paper))
    expect(count(book, vote)).toMatchObject({ present: 1, choices: [1, 0, 0] })
  })
})
