import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openBox, withoutLate } from '#rulebook/ballot-box.ts'
import { countBox, countVote } from '#rulebook/count.ts'
import { mandateWitnessed, MANDATES_MAX } from '#rulebook/mandate.ts'
import { deviceAdded } from '#rulebook/roster.ts'
import { APPROVE, ballotCast } from '#rulebook/vote.ts'
import { admission, hex8, HOUR, PEOPLE, phoneOf, opened, type Book, type Someone } from '#support/book.ts'
import { cast, count, fromRoom, of, withVote } from '#support/room-ballots.ts'
import { casts, entrusted, gives, witnesses, writesDown } from '#support/mandates.ts'

const { favour, against } = APPROVE

describe('counting what was cast for others', () => {
  it('has a column of its own, and leaves the proxy his own ballot', () => {
    const { book, vote } = withVote()
    entrusted(book, vote, 'villager', 'neighbour', favour)
    cast(book, vote, 'neighbour', against)
    expect(count(book, vote)).toMatchObject({ choices: [1, 1, 0], present: 2, ways: { phone: 1, proxy: 1 } })
  })

  it('his own ballot goes before it, from his phone or from the room, whichever came first', () => {
    for (const own of [
      cast,
      (b: Book, v: Parameters<typeof fromRoom>[1], who: Someone, n: number) => fromRoom(b, v, [who, n]),
    ])
      for (const isFirst of [true, false]) {
        const { book, vote } = withVote()
        if (isFirst) own(book, vote, 'villager', against)
        entrusted(book, vote, 'villager', 'neighbour', favour)
        if (!isFirst) own(book, vote, 'villager', against)
        expect(count(book, vote)).toMatchObject({ choices: [0, 1, 0], present: 1, unsettled: 0 })
      }
  })

  it('of several mandates the last holds, and of several ballots on it the last', () => {
    const { book, vote } = withVote()
    const first = book.enter(gives(book, vote, 'villager', 'neighbour'))
    book.enter(casts(book, vote, 'neighbour', 'villager', first, favour))
    const second = book.enter(gives(book, vote, 'villager', 'migrant'))
    expect(count(book, vote)).toMatchObject({ choices: [0, 0, 0], present: 0 })
    book.enter(casts(book, vote, 'migrant', 'villager', second, favour))
    book.enter(casts(book, vote, 'migrant', 'villager', second, against))
    expect(count(book, vote)).toMatchObject({ choices: [0, 1, 0], present: 1 })
  })

  it('what is on paper counts once it is witnessed', () => {
    const { book, vote } = withVote()
    const mandate = book.enter(writesDown(book, vote, 'villager', 'neighbour'))
    book.enter(casts(book, vote, 'neighbour', 'villager', mandate, favour))
    expect(count(book, vote).present).toBe(0)
    book.enter(witnesses(book, vote, mandate))
    expect(count(book, vote)).toMatchObject({ choices: [1, 0, 0], present: 1 })
  })

  it('abuse: a fourth mandate, given from phones that did not know of the others, is listed and not counted', () => {
    const { book, vote } = withVote()
    const givers = ['villager', 'committee', 'gridWorker', 'supervisor'] as const
    for (const giver of givers) entrusted(book, vote, giver, 'neighbour', favour)
    expect(count(book, vote)).toMatchObject({ choices: [MANDATES_MAX, 0, 0], present: MANDATES_MAX })
    const { mandates } = openBox(...of(book, vote))
    expect(mandates.map(({ giver, counts }) => [giver, counts])).toEqual(
      givers.map((giver, n) => [PEOPLE[giver], n < MANDATES_MAX]),
    )
  })

  it('what the giver wrote himself goes before what others wrote down, whichever came last', () => {
    const { book, vote } = withVote()
    entrusted(book, vote, 'villager', 'neighbour', favour)
    const paper = book.enter(writesDown(book, vote, 'villager', 'migrant'))
    book.enter(witnesses(book, vote, paper))
    book.enter(casts(book, vote, 'migrant', 'villager', paper, against))
    expect(count(book, vote)).toMatchObject({ choices: [1, 0, 0], present: 1 })
  })

  it('abuse: three who entrust theirs unasked and vote themselves take nobody’s room', () => {
    const { book, vote } = withVote()
    for (const giver of ['committee', 'gridWorker', 'supervisor'] as const) {
      book.enter(gives(book, vote, giver, 'neighbour'))
      cast(book, vote, giver, against)
    }
    entrusted(book, vote, 'villager', 'neighbour', favour)
    expect(count(book, vote)).toMatchObject({ choices: [1, 3, 0], present: 4 })
  })

  it('[B5] abuse: a phone let in for the witness says that he saw it', () => {
    const { book, vote } = withVote()
    const device = hex8(0x901)
    book.enter(book.write('secretary', deviceAdded, admission('supervisor', device)))
    const mandate = book.enter(writesDown(book, vote, 'villager', 'neighbour'))
    const said = { giver: PEOPLE.villager, proxy: PEOPLE.neighbour }
    book.enter(opened(mandateWitnessed, said, { device, refs: [vote.id, mandate.id], at: book.now }))
    book.enter(casts(book, vote, 'neighbour', 'villager', mandate, favour))
    expect(count(book, vote)).toMatchObject({ present: 0, unvouched: 0 })
  })

  it('where a mandate came late, the vote is compared with what it was without it', () => {
    const { book, vote } = withVote()
    entrusted(book, vote, 'villager', 'neighbour', favour)
    const late = gives(book, vote, 'villager', 'migrant')
    book.now = vote.body.closesAt + HOUR
    const second = book.enter(late)
    expect(count(book, vote).present).toBe(0)
    const inTime = { device: phoneOf('migrant'), refs: [vote.id, second.id], at: vote.body.closesAt }
    book.enter(opened(ballotCast, { choices: [against] }, { ...inTime, onBehalfOf: PEOPLE.villager }))
    expect(count(book, vote)).toMatchObject({ choices: [0, 1, 0], late: 1 })
    expect(countBox(withoutLate(openBox(...of(book, vote))))).toMatchObject({ choices: [1, 0, 0] })
  })

  it('comes to the same in whatever order it arrives', () => {
    const { book, vote } = withVote()
    for (const giver of ['villager', 'committee', 'gridWorker', 'supervisor'] as const)
      entrusted(book, vote, giver, 'neighbour', favour)
    cast(book, vote, 'committee', against)
    fromRoom(book, vote, ['gridWorker', APPROVE.abstain])
    const [, entries, roster, device] = of(book, vote)
    const asPlaced = countVote(vote, entries, roster, device)
    fc.assert(
      fc.property(fc.shuffledSubarray([...entries], { minLength: entries.length }), (some) => {
        expect(countVote(vote, some, roster, device)).toEqual(asPlaced)
      }),
      { seed: 20261130, numRuns: 200 },
    )
  })
})
