import { describe, expect, it } from 'vitest'
import { mandateGiven, mandateWitnessed } from '#rulebook/mandate.ts'
import { peopleImported, roleEnded, roleGranted } from '#rulebook/roster.ts'
import { ALLOWED, refused, waiting } from '#rulebook/verdict.ts'
import { APPROVE, ballotCast } from '#rulebook/vote.ts'
import { giveOffice, HOUR, PEOPLE, phoneOf, opened } from '#support/book.ts'
import { picture } from '#support/texts.ts'
import { withVote } from '#support/room-ballots.ts'
import { body, casts, gives, witnesses, writesDown } from '#support/mandates.ts'

const { favour } = APPROVE

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
    giveOffice(book, 'neighbour', 'committee')
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
