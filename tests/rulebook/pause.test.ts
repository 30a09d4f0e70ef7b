import { describe, expect, it } from 'vitest'
import { openBox, lateIn, withoutLate } from '#rulebook/ballot-box.ts'
import { countVote } from '#rulebook/count.ts'
import { entryCosigned } from '#rulebook/cosign.ts'
import type { Placed } from '#rulebook/kinds.ts'
import { outcomePublished } from '#rulebook/outcome.ts'
import { NEVER } from '#rulebook/pauses.ts'
import { PAUSED_BACK_MS, votePaused, voteResumed } from '#rulebook/pause.ts'
import { roleEnded } from '#rulebook/roster.ts'
import { ALLOWED, refused, waiting } from '#rulebook/verdict.ts'
import { ballotCast, countedFrom, released, type VoteTerms } from '#rulebook/vote.ts'
import { phaseOf } from '#rulebook/vote-reading.ts'
import { DAY, HOUR, PEOPLE, type Book, type Someone } from '#support/book.ts'
import { cast, of, withVote } from '#support/room-ballots.ts'

type Vote = Placed<VoteTerms>
const reason = '基站被雷打坏了。'
const pauses = (book: Book, vote: Placed, who: Someone = 'secretary', since = book.now) =>
  book.write(who, votePaused, { since, reason }, [vote.id])
const resumes = (book: Book, vote: Placed, pause: Placed, who: Someone = 'secretary') =>
  book.write(who, voteResumed, { reason: '信号通了。' }, [vote.id, pause.id])
const signs = (book: Book, vote: Placed, about: Placed, who: Someone = 'supervisor') =>
  book.write(who, entryCosigned, {}, [vote.id, about.id])
/** Signed by both. */
function paused(book: Book, vote: Placed, since = book.now): Placed {
  const pause = book.enter(pauses(book, vote, 'secretary', since))
  book.enter(signs(book, vote, pause))
  return pause
}
function resumed(book: Book, vote: Placed, pause: Placed) {
  book.enter(signs(book, vote, book.enter(resumes(book, vote, pause))))
}
const termsOf = (book: Book, vote: Vote, i = Infinity) => book.roster.pauses.termsAt(vote, vote.place.at, i)
const ballot = (book: Book, vote: Placed, who: Someone = 'villager', at = book.now) =>
  book.write(who, ballotCast, { choices: [0] }, [vote.id], at)

describe('an open vote that is paused', () => {
  it('[H1] [C1] is paused by the secretary, and stands still once a supervisor has signed as well', () => {
    const { book, vote } = withVote()
    for (const who of ['committee', 'supervisor', 'villager'] as const)
      expect(book.judge(pauses(book, vote, who)), who).toEqual(refused('H1', 'no-role'))
    const nameless = book.write('secretary', votePaused, { since: book.now, reason })
    expect(book.judge(nameless)).toEqual(refused('H1', 'out-of-scope'))
    const pause = book.enter(pauses(book, vote))
    expect(termsOf(book, vote).closesAt).toBe(vote.body.closesAt)
    for (const who of ['committee', 'villager', 'representative'] as const)
      expect(book.judge(signs(book, vote, pause, who)), who).toEqual(refused('C1', 'no-role'))
    book.enter(signs(book, vote, pause))
    expect(termsOf(book, vote)).toMatchObject({ closesAt: NEVER, pausedSince: book.now })
    expect(withVote({}, 1).book.judge(pauses(book, vote))).toEqual(refused('E7', 'out-of-scope'))
  })

  it('[C2] is not paused by the word of a secretary who has left office before the second signature', () => {
    const { book, vote } = withVote()
    const pause = book.enter(pauses(book, vote))
    const down = { person: PEOPLE.secretary, role: 'secretary', reason: '' } as const
    book.enter(book.write('secretary', roleEnded, down))
    expect(book.judge(signs(book, vote, pause))).toEqual(refused('C2', 'not-eligible'))
  })

  it('[H2] stands still from at most seven days back, and from no time to come', () => {
    const { book, vote } = withVote({ closesAt: withVote().book.now + 20 * DAY })
    book.now += 8 * DAY
    for (const since of [book.now - PAUSED_BACK_MS, book.now])
      expect(book.judge(pauses(book, vote, 'secretary', since))).toBe(ALLOWED)
    for (const since of [book.now - PAUSED_BACK_MS - 1, book.now + 1])
      expect(book.judge(pauses(book, vote, 'secretary', since))).toEqual(refused('H2', 'out-of-scope'))
  })

  it('[H3] goes on by the secretary, who names the pause, and by two persons', () => {
    const { book, vote, thread } = withVote()
    const pause = paused(book, vote)
    expect(book.judge(resumes(book, vote, pause, 'supervisor'))).toEqual(refused('H3', 'no-role'))
    expect(book.judge(resumes(book, vote, vote))).toEqual(waiting('ref-missing'))
    expect(book.judge(resumes(book, thread, pause))).toEqual(refused('H3', 'out-of-scope'))
    const bare = book.write('secretary', voteResumed, { reason }, [vote.id])
    expect(book.judge(bare)).toEqual(refused('H3', 'out-of-scope'))
    const goesOn = book.enter(resumes(book, vote, pause))
    expect(termsOf(book, vote).closesAt).toBe(NEVER)
    book.enter(signs(book, vote, goesOn))
    expect(termsOf(book, vote).closesAt).toBe(vote.body.closesAt)
  })

  it('keeps the time that it had left, from when the village was cut off', () => {
    const { book, vote } = withVote()
    book.now += DAY
    const cutOff = book.now
    book.now += 2 * DAY
    const pause = paused(book, vote, cutOff)
    book.now += 3 * DAY
    resumed(book, vote, pause)
    expect(termsOf(book, vote)).toEqual({ ...vote.body, closesAt: vote.body.closesAt + 5 * DAY })
    // What stood before the pause was judged by the times of then.
    expect(termsOf(book, vote, pause.place.i).closesAt).toBe(vote.body.closesAt)
  })

  it('[V4] [O2] takes ballots while it stands still and for the time it had left, and is counted after that', () => {
    const { book, vote, thread } = withVote()
    const [left, { closesAt, collectMs }] = [HOUR, vote.body]
    book.now = closesAt - left
    const pause = paused(book, vote)
    book.now = closesAt + collectMs + DAY
    expect(book.judge(ballot(book, vote))).toBe(ALLOWED)
    expect(phaseOf(termsOf(book, vote), book.now)).toBe('open')
    expect(released(termsOf(book, vote), book.now)).toBe(false)
    const numbers = { choices: [0, 0, 0], present: 0, eligible: 9, quorate: false, carried: null }
    const what = { ...numbers, decision: '再议。', responsible: null, money: null, dueAt: null }
    const outcome = () => book.write('secretary', outcomePublished, what, [thread.id, vote.id])
    expect(book.judge(outcome())).toEqual(refused('O2', 'closed'))
    resumed(book, vote, pause)
    const closes = book.now + left
    book.now = closes
    expect(book.judge(ballot(book, vote))).toBe(ALLOWED)
    book.now = closes + 1
    expect(book.judge(ballot(book, vote))).toEqual(refused('V4', 'closed'))
    expect(book.judge(ballot(book, vote, 'villager', closes))).toBe(ALLOWED)
    book.now = closes + collectMs
    expect(book.judge(outcome())).toEqual(refused('O2', 'closed'))
    book.now += 1
    expect(book.judge(outcome())).toBe(ALLOWED)
  })

  it('counts what came while it stood still as in time', () => {
    const { book, vote } = withVote()
    book.now = vote.body.closesAt - HOUR
    const pause = paused(book, vote)
    book.now = vote.body.closesAt + DAY
    cast(book, vote, 'villager', 0)
    resumed(book, vote, pause)
    book.now += HOUR + 1
    book.enter(ballot(book, vote, 'neighbour', book.now - 2))
    const stands = book.roster.pauses.inForce(vote)
    const box = openBox(...of(book, stands))
    expect(lateIn(box).map(({ by }) => by)).toEqual([PEOPLE.neighbour])
    expect([...withoutLate(box).slots.keys()]).toEqual([PEOPLE.villager])
    expect(countVote(...of(book, stands)).present).toBe(2)
  })

  it('is not opened again where it was over, and what has been given out stays so', () => {
    const { book, vote } = withVote()
    const cutOff = vote.body.closesAt - HOUR
    book.now = countedFrom(vote.body) + 1
    paused(book, vote, cutOff)
    expect(termsOf(book, vote)).toBe(vote.body)
    const other = withVote()
    other.book.now = other.vote.body.closesAt + 1
    paused(other.book, other.vote)
    expect(termsOf(other.book, other.vote)).toBe(other.vote.body)
    // Live results are known at once; a pause that comes an hour too late changes nothing.
    const live = withVote({ quorum: 'ask', hidden: false, collectMs: 0 })
    live.book.now = live.vote.body.closesAt + HOUR
    paused(live.book, live.vote, live.vote.body.closesAt - 1)
    expect(termsOf(live.book, live.vote)).toBe(live.vote.body)
  })

  it('stands still once: a second pause adds nothing, and only its own word lets it go on', () => {
    const { book, vote } = withVote()
    const first = paused(book, vote)
    const second = paused(book, vote)
    book.now += DAY
    resumed(book, vote, second)
    expect(termsOf(book, vote).closesAt).toBe(NEVER)
    resumed(book, vote, first)
    expect(termsOf(book, vote).closesAt).toBe(vote.body.closesAt + DAY)
    book.now += DAY
    const third = paused(book, vote)
    book.now += DAY
    resumed(book, vote, third)
    expect(termsOf(book, vote).closesAt).toBe(vote.body.closesAt + 2 * DAY)
  })

  it('loses nothing of what it had before it was to open', () => {
    const opensAt = withVote().book.now + 2 * DAY
    const { book, vote } = withVote({ opensAt, closesAt: opensAt + DAY })
    const pause = paused(book, vote)
    book.now += DAY
    resumed(book, vote, pause)
    expect(termsOf(book, vote).closesAt).toBe(vote.body.closesAt)
    const again = paused(book, vote)
    book.now = opensAt + DAY
    resumed(book, vote, again)
    expect(termsOf(book, vote).closesAt).toBe(vote.body.closesAt + DAY)
  })
})
