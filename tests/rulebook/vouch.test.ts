import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openBox } from '#rulebook/ballot-box.ts'
import { countVote } from '#rulebook/count.ts'
import type { Placed } from '#rulebook/kinds.ts'
import { pairSettled } from '#rulebook/paper.ts'
import { deviceAdded, roleEnded } from '#rulebook/roster.ts'
import { ALLOWED, refused } from '#rulebook/verdict.ts'
import { APPROVE, ballotCast } from '#rulebook/vote.ts'
import { NEW_PHONE_MS, phoneVouched } from '#rulebook/vouch.ts'
import { admission, giveOffice, hex8, opened, PEOPLE, type Book, type Someone } from '#support/book.ts'
import { cast, count, fromRoom, of, settles, withVote } from '#support/room-ballots.ts'

const { favour, against } = APPROVE

/** A phone let in for somebody now, beside the one that he has. */
function newPhone(book: Book, who: Someone, n: number): string {
  const device = hex8(0x900 + n)
  book.enter(book.write('secretary', deviceAdded, admission(who, device)))
  return device
}
const castFrom = (book: Book, vote: Placed, device: string, choice: number) =>
  book.enter(opened(ballotCast, { choices: [choice] }, { device, refs: [vote.id], at: book.now }))
const vouch = (book: Book, vote: Placed, device: string, whose: Someone, by: Someone = 'supervisor') =>
  book.write(by, phoneVouched, { device, person: PEOPLE[whose] }, [vote.id])

describe('vouching for phones that are new to a vote', () => {
  it('[B5] is the word of one who was supervisor when the vote was opened, and is it still', () => {
    const { book, vote, thread } = withVote()
    const device = newPhone(book, 'villager', 1)
    expect(book.judge(vouch(book, vote, device, 'villager'))).toEqual(ALLOWED)
    for (const who of ['secretary', 'committee', 'representative', 'villager'] as const)
      expect(book.judge(vouch(book, vote, device, 'villager', who))).toEqual(refused('B5', 'no-role'))
    expect(book.judge(vouch(book, thread, device, 'villager')).is).not.toBe('allowed')
    book.enter(
      book.write('secretary', roleEnded, { person: PEOPLE.supervisor, role: 'supervisor', reason: '' }),
    )
    expect(book.judge(vouch(book, vote, device, 'villager'))).toEqual(refused('B5', 'no-role'))
  })

  it('[B5] abuse: who lets phones in makes somebody supervisor who vouches for them', () => {
    const { book, vote } = withVote()
    const device = newPhone(book, 'villager', 1)
    giveOffice(book, 'neighbour', 'supervisor')
    expect(book.judge(vouch(book, vote, device, 'villager', 'neighbour'))).toEqual(refused('B5', 'no-role'))
  })

  it('[B6] abuse: who lets phones in lets one in for the supervisor and vouches with it', () => {
    const { book, vote } = withVote()
    const [hers, his] = [newPhone(book, 'villager', 1), newPhone(book, 'supervisor', 2)]
    const from = { device: his, refs: [vote.id], at: book.now }
    const body = { device: hers, person: PEOPLE.villager }
    expect(book.judge(opened(phoneVouched, body, from))).toEqual(refused('B6', 'not-eligible'))
  })

  it('[B6] is not for a phone of his own, and for somebody of the village', () => {
    const { book, vote } = withVote()
    const device = newPhone(book, 'supervisor', 1)
    expect(book.judge(vouch(book, vote, device, 'supervisor'))).toEqual(refused('B6', 'not-eligible'))
    const nobody = book.write('supervisor', phoneVouched, { device, person: hex8(0x999) }, [vote.id])
    expect(book.judge(nobody)).toEqual(refused('B6', 'out-of-scope'))
  })

  it('[B5] is given before the window ends, in a vote that decides', () => {
    const { book, vote } = withVote()
    const device = newPhone(book, 'villager', 1)
    book.now = vote.body.closesAt + vote.body.collectMs
    expect(book.judge(vouch(book, vote, device, 'villager'))).toEqual(ALLOWED)
    book.now += 1
    expect(book.judge(vouch(book, vote, device, 'villager'))).toEqual(refused('B5', 'closed'))
    const opinion = withVote({ quorum: 'ask' })
    expect(opinion.book.judge(vouch(opinion.book, opinion.vote, device, 'villager'))).toEqual(
      refused('B5', 'out-of-scope'),
    )
    const old = withVote({}, 1)
    expect(old.book.judge(vouch(old.book, old.vote, device, 'villager'))).toEqual(
      refused('E7', 'out-of-scope'),
    )
  })
})

describe('counting ballots from new phones', () => {
  it('abuse: phones let in for a vote add nothing until a supervisor has asked their owners', () => {
    const { book, vote } = withVote()
    cast(book, vote, 'representative', against)
    const phones = (['villager', 'neighbour', 'migrant'] as const).map((who, n) => ({
      who,
      device: newPhone(book, who, n),
    }))
    for (const { device } of phones) castFrom(book, vote, device, favour)
    expect(count(book, vote)).toMatchObject({ present: 1, choices: [0, 1, 0], unvouched: 3 })
    expect(openBox(...of(book, vote)).unvouched).toEqual(phones.map(({ who }) => PEOPLE[who]))
    book.enter(vouch(book, vote, phones[0]!.device, 'villager'))
    expect(count(book, vote)).toMatchObject({
      ...{ present: 2, choices: [1, 1, 0], unvouched: 2 },
      // The villager speaks for his household from this phone as from any.
      households: 1,
    })
  })

  it('a word on another’s phone, or that names another owner, lets nothing in', () => {
    const { book, vote } = withVote()
    const [hers, his] = [newPhone(book, 'villager', 1), newPhone(book, 'neighbour', 2)]
    castFrom(book, vote, hers, favour)
    book.enter(vouch(book, vote, his, 'neighbour'))
    book.enter(vouch(book, vote, hers, 'neighbour'))
    expect(count(book, vote)).toMatchObject({ present: 0, unvouched: 1 })
  })

  it('a phone of a day is not new, a millisecond less is', () => {
    for (const [age, present] of [
      [NEW_PHONE_MS, 1],
      [NEW_PHONE_MS - 1, 0],
    ] as const) {
      const { book, vote } = withVote()
      const [was, openedAt] = [book.now, vote.place.at]
      book.now = openedAt - age
      const device = newPhone(book, 'villager', 1)
      book.now = was
      castFrom(book, vote, device, favour)
      expect(count(book, vote), `${age}`).toMatchObject({ present, unvouched: 1 - present })
    }
  })

  it('what was cast on the older phone counts, whatever came from the new one later', () => {
    const { book, vote } = withVote()
    cast(book, vote, 'villager', against)
    const device = newPhone(book, 'villager', 1)
    castFrom(book, vote, device, favour)
    expect(count(book, vote)).toMatchObject({ present: 1, choices: [0, 1, 0], unvouched: 0 })
    book.enter(vouch(book, vote, device, 'villager'))
    expect(count(book, vote)).toMatchObject({ present: 1, unvouched: 0 })
  })

  it('an opinion, and every vote under the first rulebook, counts them as before', () => {
    for (const { book, vote } of [withVote({ quorum: 'ask' }), withVote({}, 1)]) {
      castFrom(book, vote, newPhone(book, 'villager', 1), favour)
      expect(count(book, vote)).toMatchObject({ present: 1, choices: [1, 0, 0], unvouched: 0 })
    }
  })

  it('paper from the room asks for no phone', () => {
    const { book, vote } = withVote()
    castFrom(book, vote, newPhone(book, 'villager', 1), favour)
    fromRoom(book, vote, ['villager', against])
    expect(count(book, vote)).toMatchObject({ present: 1, choices: [0, 1, 0], unsettled: 0, unvouched: 0 })
  })

  it('abuse: a phone let in for her settles nothing between her ballot and the paper', () => {
    const { book, vote } = withVote()
    cast(book, vote, 'villager', favour)
    const paper = fromRoom(book, vote, ['villager', against])
    const device = newPhone(book, 'villager', 1)
    const word = { device, refs: [vote.id, paper.id], at: book.now }
    book.enter(opened(pairSettled, { slot: PEOPLE.villager }, word))
    expect(count(book, vote)).toMatchObject({ present: 1, choices: [0, 0, 0], unsettled: 1 })
    book.enter(settles(book, vote, 'villager', PEOPLE.villager, paper))
    expect(count(book, vote)).toMatchObject({ choices: [0, 1, 0], unsettled: 0 })
  })

  it('counts alike in whatever order words and ballots stand', () => {
    const people = ['villager', 'neighbour', 'migrant', 'representative'] as const
    fc.assert(
      fc.property(
        fc.record({
          choices: fc.array(fc.constantFrom(favour, against), { minLength: 4, maxLength: 4 }),
          asked: fc.subarray([...people]),
          seed: fc.infiniteStream(fc.nat(1000)),
        }),
        ({ choices, asked, seed }) => {
          const { book, vote } = withVote()
          const devices = people.map((who, n) => newPhone(book, who, n))
          const deeds = [
            ...people.map((_, n) => () => void castFrom(book, vote, devices[n]!, choices[n]!)),
            ...asked.map(
              (who) => () => void book.enter(vouch(book, vote, devices[people.indexOf(who)]!, who)),
            ),
          ]
          const turns = deeds.map((deed) => ({ deed, at: seed.next().value as number }))
          for (const { deed } of turns.sort((a, b) => a.at - b.at)) deed()
          const said = (choice: number) =>
            people.filter((who, n) => asked.includes(who) && choices[n] === choice).length
          const now = count(book, vote)
          expect(now).toMatchObject({
            present: asked.length,
            unvouched: people.length - asked.length,
            choices: [said(favour), said(against), 0],
          })
          const [opening, entries, ...rest] = of(book, vote)
          expect(countVote(opening, [...entries].reverse(), ...rest)).toEqual(now)
        },
      ),
      { seed: 20261130, numRuns: 200 },
    )
  })
})
