import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openBox, withoutLate } from '#rulebook/ballot-box.ts'
import { countBox, countVote } from '#rulebook/count.ts'
import type { Placed } from '#rulebook/kinds.ts'
import { mandateGiven, mandateWitnessed, MANDATES_MAX } from '#rulebook/mandate.ts'
import { deviceAdded, peopleImported, roleEnded, roleGranted } from '#rulebook/roster.ts'
import { ALLOWED, refused, waiting } from '#rulebook/verdict.ts'
import { APPROVE, ballotCast } from '#rulebook/vote.ts'
import { admission, hex8, HOUR, PEOPLE, phoneOf, opened, type Book, type Someone } from '#support/book.ts'
import { picture } from '#support/texts.ts'
import { cast, count, fromRoom, of, withVote } from '#support/room-ballots.ts'

const { favour, against } = APPROVE
const body = (giver: Someone, proxy: Someone, witness: Someone | null = null) => ({
  giver: PEOPLE[giver],
  proxy: PEOPLE[proxy],
  witness: witness && PEOPLE[witness],
  attachments: witness ? [picture()] : [],
})
/** From the giver's own phone. */
const gives = (book: Book, vote: Placed, giver: Someone, proxy: Someone) =>
  book.write(giver, mandateGiven, body(giver, proxy), [vote.id])
/** Written down by who is entrusted, with what the giver signed. */
const writesDown = (
  book: Book,
  vote: Placed,
  giver: Someone,
  proxy: Someone,
  witness: Someone = 'supervisor',
) => book.write(proxy, mandateGiven, body(giver, proxy, witness), [vote.id])
const witnesses = (book: Book, vote: Placed, mandate: Placed, by: Someone = 'supervisor') => {
  const { giver, proxy } = mandate.body as ReturnType<typeof body>
  return book.write(by, mandateWitnessed, { giver, proxy }, [vote.id, mandate.id])
}
const casts = (book: Book, vote: Placed, proxy: Someone, giver: Someone, mandate: Placed, choice: number) =>
  opened(
    ballotCast,
    { choices: [choice] },
    { device: phoneOf(proxy), refs: [vote.id, mandate.id], at: book.now, onBehalfOf: PEOPLE[giver] },
  )
const entrusted = (book: Book, vote: Placed, giver: Someone, proxy: Someone, choice: number) => {
  const mandate = book.enter(gives(book, vote, giver, proxy))
  return book.enter(casts(book, vote, proxy, giver, mandate, choice))
}

describe('entrusting a ballot to another', () => {
  it('[D1] is for who may cast it, to another voter without an office in the village', () => {
    const { book, vote } = withVote()
    expect(book.judge(gives(book, vote, 'villager', 'neighbour'))).toEqual(ALLOWED)
    expect(book.judge(gives(book, vote, 'villager', 'representative'))).toEqual(ALLOWED)
    expect(book.judge(gives(book, vote, 'child', 'neighbour'))).toEqual(refused('D1', 'not-eligible'))
    for (const proxy of ['villager', 'child', 'secretary', 'committee', 'supervisor', 'gridWorker'] as const)
      expect(book.judge(gives(book, vote, 'villager', proxy)), proxy).toEqual(refused('D1', 'not-eligible'))
  })

  it('[D1] abuse: an office laid down for a day is one still, and who has left the village casts for nobody', () => {
    const { book, vote } = withVote()
    const down = { person: PEOPLE.committee, role: 'committee', reason: '' } as const
    book.enter(book.write('committee', roleEnded, down))
    expect(book.judge(gives(book, vote, 'villager', 'committee'))).toEqual(refused('D1', 'not-eligible'))
    const gone = {
      person: PEOPLE.neighbour,
      name: '罗二哥',
      household: null,
      voter: true,
      member: true,
      away: true,
    }
    book.enter(book.write('secretary', peopleImported, { lines: [gone] }))
    expect(book.judge(gives(book, vote, 'villager', 'neighbour'))).toEqual(refused('D1', 'not-eligible'))
  })

  it('[D1] where households cast, is for who represents one', () => {
    const { book, vote } = withVote({ quorum: 'ask', basis: 'household' })
    expect(book.judge(gives(book, vote, 'villager', 'neighbour'))).toEqual(ALLOWED)
    expect(book.judge(gives(book, vote, 'neighbour', 'migrant'))).toEqual(refused('D1', 'not-eligible'))
  })

  it('[D2] is done before the window ends, in a vote that takes mandates', () => {
    const { book, vote, thread } = withVote()
    expect(book.judge(gives(book, thread, 'villager', 'neighbour')).is).not.toBe('allowed')
    const inTime = gives(book, vote, 'villager', 'neighbour')
    book.now = vote.body.closesAt + vote.body.collectMs
    expect(book.judge(inTime)).toEqual(ALLOWED)
    // Signed after the vote has closed, it could only take away what was cast before.
    expect(book.judge(gives(book, vote, 'villager', 'neighbour'))).toEqual(refused('D2', 'closed'))
    book.now += 1
    expect(book.judge(inTime)).toEqual(refused('D2', 'closed'))
    const spokesmen = withVote({ quorum: 'vra', basis: 'representative' })
    expect(
      spokesmen.book.judge(gives(spokesmen.book, spokesmen.vote, 'representative', 'neighbour')),
    ).toEqual(refused('D2', 'out-of-scope'))
    const old = withVote({}, 1)
    expect(old.book.judge(gives(old.book, old.vote, 'villager', 'neighbour'))).toEqual(
      refused('E7', 'out-of-scope'),
    )
  })

  it('[D2] stays at home where the collective decides', () => {
    const { book, vote } = withVote({ quorum: 'ca', basis: 'member' })
    expect(book.judge(gives(book, vote, 'villager', 'neighbour'))).toEqual(ALLOWED)
    expect(book.judge(gives(book, vote, 'villager', 'migrant'))).toEqual(refused('D2', 'not-eligible'))
  })

  it('[D3] [D4] on another’s phone needs what was signed, and a third person who says so', () => {
    const { book, vote } = withVote()
    const written = writesDown(book, vote, 'villager', 'neighbour')
    expect(book.judge(written)).toEqual(ALLOWED)
    const alone = { ...body('villager', 'neighbour'), attachments: [picture()] }
    const bare = { ...body('villager', 'neighbour', 'supervisor'), attachments: [] }
    for (const wrong of [
      alone,
      bare,
      body('villager', 'neighbour', 'migrant'),
      body('villager', 'neighbour', 'secretary'),
    ])
      expect(book.judge(book.write('neighbour', mandateGiven, wrong, [vote.id]))).toEqual(
        refused('D3', 'not-eligible'),
      )
    // Neither somebody else for both of them, nor the one who is entrusted as his own witness.
    const byOther = book.write('migrant', mandateGiven, body('villager', 'neighbour', 'supervisor'), [
      vote.id,
    ])
    expect(book.judge(byOther)).toEqual(refused('D3', 'not-eligible'))
    const own = book.write(
      'representative',
      mandateGiven,
      body('villager', 'representative', 'representative'),
      [vote.id],
    )
    expect(book.judge(own)).toEqual(refused('D3', 'not-eligible'))
    const needless = book.write('villager', mandateGiven, body('villager', 'neighbour', 'supervisor'), [
      vote.id,
    ])
    expect(book.judge(needless)).toEqual(refused('D3', 'out-of-scope'))

    const mandate = book.enter(written)
    expect(book.judge(witnesses(book, vote, mandate))).toEqual(ALLOWED)
    expect(book.judge(witnesses(book, vote, mandate, 'representative'))).toEqual(
      refused('D4', 'not-eligible'),
    )
    const other = book.write(
      'supervisor',
      mandateWitnessed,
      { giver: PEOPLE.villager, proxy: PEOPLE.migrant },
      [vote.id, mandate.id],
    )
    expect(book.judge(other)).toEqual(refused('D4', 'not-eligible'))
    book.now = vote.body.closesAt + vote.body.collectMs + 1
    expect(book.judge(witnesses(book, vote, mandate))).toEqual(refused('D4', 'closed'))
    book.now = vote.body.closesAt
    book.enter(
      book.write('secretary', roleEnded, { person: PEOPLE.supervisor, role: 'supervisor', reason: '' }),
    )
    expect(book.judge(witnesses(book, vote, mandate))).toEqual(refused('D4', 'no-role'))
  })

  it('[D3] [D4] abuse: whoever enters roles makes somebody a witness who says that he saw it', () => {
    const { book, vote } = withVote()
    const straw = { person: PEOPLE.migrant, scope: [], until: 0 }
    book.enter(book.write('secretary', roleGranted, { ...straw, role: 'villager-representative' }))
    expect(book.judge(writesDown(book, vote, 'villager', 'neighbour', 'migrant'))).toEqual(
      refused('D3', 'not-eligible'),
    )
  })

  it('[D5] lets only him cast, only for him, only in this vote', () => {
    const { book, vote } = withVote()
    const mandate = book.enter(gives(book, vote, 'villager', 'neighbour'))
    expect(book.judge(casts(book, vote, 'neighbour', 'villager', mandate, favour))).toEqual(ALLOWED)
    expect(book.judge(casts(book, vote, 'migrant', 'villager', mandate, favour))).toEqual(
      refused('D5', 'not-eligible'),
    )
    expect(book.judge(casts(book, vote, 'neighbour', 'migrant', mandate, favour))).toEqual(
      refused('D5', 'not-eligible'),
    )
    expect(book.judge(casts(book, vote, 'neighbour', 'villager', vote, favour))).toEqual(
      refused('D5', 'not-eligible'),
    )
    const without = {
      device: phoneOf('neighbour'),
      refs: [vote.id],
      at: book.now,
      onBehalfOf: PEOPLE.villager,
    }
    expect(book.judge(opened(ballotCast, { choices: [favour] }, without))).toEqual(
      refused('D5', 'not-eligible'),
    )
    const early = { ...without, refs: [vote.id, 'ab'.repeat(32)] }
    expect(book.judge(opened(ballotCast, { choices: [favour] }, early))).toEqual(waiting('ref-missing'))
    // What he became since counts as well.
    book.enter(
      book.write('secretary', roleGranted, {
        person: PEOPLE.neighbour,
        role: 'committee',
        scope: [],
        until: 0,
      }),
    )
    expect(book.judge(casts(book, vote, 'neighbour', 'villager', mandate, favour))).toEqual(
      refused('D5', 'not-eligible'),
    )
  })

  it('[V3] [V4] [V5] asks of the ballot what it asks of every other, for the one whose it is', () => {
    const { book, vote } = withVote({ quorum: 'ask', basis: 'household' })
    const mandate = book.enter(gives(book, vote, 'villager', 'migrant'))
    // The one who casts represents nobody, and need not.
    expect(book.judge(casts(book, vote, 'migrant', 'villager', mandate, favour))).toEqual(ALLOWED)
    expect(book.judge(casts(book, vote, 'migrant', 'villager', mandate, 7))).toEqual(
      refused('V5', 'out-of-scope'),
    )
    book.now = vote.body.closesAt + HOUR
    expect(book.judge(casts(book, vote, 'migrant', 'villager', mandate, favour))).toEqual(
      refused('V4', 'closed'),
    )
  })
})

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
