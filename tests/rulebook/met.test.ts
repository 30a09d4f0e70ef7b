import { describe, expect, it } from 'vitest'
import { lateIn, openBox } from '#rulebook/ballot-box.ts'
import { countVote } from '#rulebook/count.ts'
import type { Placed } from '#rulebook/kinds.ts'
import { metBytes, readMet } from '#rulebook/met-code.ts'
import { ballotMet } from '#rulebook/met.ts'
import { deviceAdded } from '#rulebook/roster.ts'
import { ALLOWED, refused, waiting } from '#rulebook/verdict.ts'
import { ballotCast, type VoteTerms } from '#rulebook/vote.ts'
import { admission, DAY, hex32, hex8, opened, PEOPLE, type Book, type Someone } from '#support/book.ts'
import { cast, of, withVote } from '#support/room-ballots.ts'

const sees = (book: Book, vote: Placed, who: Someone, ballot = hex32(77), at = book.now) =>
  book.write(who, ballotMet, { ballot }, [vote.id], at)

/** A ballot of 王大婶's cast in time, which an officer saw; both come within the window. */
function late(who: Someone | undefined, by: Someone = 'villager') {
  const { book, vote } = withVote({ quorum: 'ask' })
  const castAt = vote.body.closesAt - 5 * 60_000
  const ballot = book.write(by, ballotCast, { choices: [0] }, [vote.id], castAt)
  book.now = vote.body.closesAt + DAY
  if (who) book.enter(sees(book, vote, who, ballot.id, castAt + 60_000))
  book.enter(ballot)
  return { book, vote, ballot }
}
const lateOnes = (book: Book, vote: Placed<VoteTerms>) => lateIn(openBox(...of(book, vote)))

describe('a ballot that an officer saw', () => {
  it('[L1] is witnessed by the secretary, the committee, a supervisor or a grid worker, of a vote', () => {
    const { book, vote, thread } = withVote()
    for (const who of ['secretary', 'committee', 'supervisor', 'gridWorker'] as const)
      expect(book.judge(sees(book, vote, who)), who).toBe(ALLOWED)
    for (const who of ['villager', 'representative', 'migrant'] as const)
      expect(book.judge(sees(book, vote, who)), who).toEqual(refused('L1', 'no-role'))
    expect(book.judge(sees(book, { ...vote, id: hex32(5) }, 'gridWorker'))).toEqual(waiting('ref-missing'))
    expect(book.judge(sees(book, thread, 'gridWorker')).is).not.toBe('allowed')
    const old = withVote({}, 1)
    expect(old.book.judge(sees(old.book, old.vote, 'gridWorker'))).toEqual(refused('E7', 'out-of-scope'))
  })

  it('[L2] is witnessed before the vote closes, and received within the window', () => {
    const { book, vote } = withVote()
    const { closesAt, collectMs } = vote.body
    book.now = closesAt + collectMs
    expect(book.judge(sees(book, vote, 'gridWorker', hex32(77), closesAt))).toBe(ALLOWED)
    expect(book.judge(sees(book, vote, 'gridWorker', hex32(77), closesAt + 1))).toEqual(
      refused('L2', 'closed'),
    )
    book.now += 1
    expect(book.judge(sees(book, vote, 'gridWorker', hex32(77), closesAt))).toEqual(refused('L2', 'closed'))
  })

  it('is late still, and what comes of the vote no longer hangs on its author’s clock alone', () => {
    const alone = late(undefined)
    expect(countVote(...of(alone.book, alone.vote))).toMatchObject({ late: 1, present: 1 })
    expect(lateOnes(alone.book, alone.vote)).toMatchObject([{ by: PEOPLE.villager, metBy: undefined }])
    const seen = late('gridWorker')
    expect(lateOnes(seen.book, seen.vote)).toMatchObject([{ by: PEOPLE.villager, metBy: PEOPLE.gridWorker }])
  })

  it('decides nothing alone where it was seen, and does where it was not', () => {
    const decided = (witness: boolean) => {
      const { book, vote } = withVote()
      for (const who of ['secretary', 'supervisor'] as const) cast(book, vote, who, 0)
      for (const who of ['committee', 'gridWorker'] as const) cast(book, vote, who, 1)
      const castAt = vote.body.closesAt - 1
      const fifth = book.write('villager', ballotCast, { choices: [0] }, [vote.id], castAt)
      book.now = vote.body.closesAt + 1
      if (witness) book.enter(sees(book, vote, 'gridWorker', fifth.id, castAt))
      book.enter(fifth)
      return countVote(...of(book, vote))
    }
    expect(decided(false)).toMatchObject({ carried: 0, late: 1, lateDecides: true })
    expect(decided(true)).toMatchObject({ carried: 0, late: 1, lateDecides: false })
  })

  it('abuse: nobody witnesses his own ballot, nor from a phone that is new to the vote', () => {
    const own = late('gridWorker', 'gridWorker')
    expect(lateOnes(own.book, own.vote)).toMatchObject([{ by: PEOPLE.gridWorker, metBy: undefined }])
    const { book, vote } = withVote()
    const phone = hex8(0x999)
    book.enter(book.write('secretary', deviceAdded, admission('gridWorker', phone)))
    const castAt = vote.body.closesAt - 1
    const ballot = book.write('villager', ballotCast, { choices: [0] }, [vote.id], castAt)
    book.now = vote.body.closesAt + 1
    book.enter(ballot)
    book.enter(opened(ballotMet, { ballot: ballot.id }, { device: phone, refs: [vote.id], at: castAt }))
    expect(lateOnes(book, vote)).toMatchObject([{ metBy: undefined }])
    book.enter(sees(book, vote, 'gridWorker', ballot.id, castAt))
    expect(lateOnes(book, vote)).toMatchObject([{ metBy: PEOPLE.gridWorker }])
  })

  it('is named by a code that says nothing else', () => {
    const [vote, ballot] = [hex32(1), hex32(2)]
    expect(readMet(metBytes(vote, ballot))).toEqual({ vote, ballot })
    expect(metBytes(vote, ballot).length).toBeLessThan(80)
    for (const other of [new Uint8Array(), new Uint8Array(70), metBytes(vote, ballot).subarray(1)])
      expect(readMet(other)).toBeUndefined()
  })
})
