import { describe, expect, it } from 'vitest'
import { outcomePublished, type OutcomeBody } from '#rulebook/outcome.ts'
import { rulebookAdopted } from '#rulebook/roster.ts'
import { threadOpened } from '#rulebook/thread.ts'
import { ALLOWED, refused, waiting } from '#rulebook/verdict.ts'
import { voteOpened, type VoteTerms } from '#rulebook/vote.ts'
import { DAY, hex32, START, villageBook } from '#support/book.ts'
import { vote } from '#support/texts.ts'

const outcome: OutcomeBody = {
  ...{ choices: [1, 0, 0], present: 1, eligible: 8, quorate: false, carried: null },
  ...{ decision: '人不够，下月再开', responsible: null, money: null, dueAt: null },
}

/** A village in which a vote failed for want of a quorum, and what came of it was published. */
function village() {
  const book = villageBook()
  const open = (terms: VoteTerms, refs: string[]) => book.write('secretary', voteOpened, terms, refs)
  const debate = () => book.enter(book.write('secretary', threadOpened, { title: '路', text: '修不修。' })).id
  const [thread, other] = [debate(), debate()]
  const failed = book.enter(open(vote(START, { closesAt: START + DAY, collectMs: 0 }), [thread]))
  const before = open(vote(START, { closesAt: START + DAY }), [thread, failed.id])
  const inVersion1 = book.judge(before)
  book.enter(book.write('secretary', rulebookAdopted, { rulebook: 2 }))
  book.now = START + 2 * DAY
  const publish = (given: Partial<OutcomeBody>) =>
    book.enter(book.write('secretary', outcomePublished, { ...outcome, ...given }, [thread, failed.id])).id
  const judge = (refs: string[], given: Partial<VoteTerms>) => {
    const closesAt = book.now + 20 * DAY
    return book.judge(open(vote(book.now, { closesAt, ...given }), refs))
  }
  return { book, thread, other, failed: failed.id, publish, judge, inVersion1 }
}

describe('a vote that is called anew', () => {
  it('[V11] names an outcome of its own debate that lacked its quorum', () => {
    const { book, thread, other, failed, publish, judge } = village()
    const opensAt = book.now + 10 * DAY
    const [short, whole] = [publish({}), publish({ quorate: true })]
    expect(judge([thread, whole], { opensAt })).toEqual(refused('V11', 'out-of-scope'))
    expect(judge([thread, failed], { opensAt })).toEqual(refused('V11', 'out-of-scope'))
    expect(judge([other, short], { opensAt })).toEqual(waiting('ref-missing'))
    expect(judge([thread, hex32(999_999)], { opensAt })).toEqual(waiting('ref-missing'))
  })

  it('[V11] a further vote names the one before it in its debate, and says why', () => {
    const { thread, other, failed, publish, judge } = village()
    const fits = (refs: string[], why: string | null) => judge(refs, { quorum: 'ask', announced: null, why })
    expect(fits([thread, failed], '雨季改了工期')).toBe(ALLOWED)
    expect(fits([thread, failed], null)).toEqual(refused('V11', 'out-of-scope'))
    expect(fits([thread], '雨季改了工期')).toEqual(refused('V11', 'out-of-scope'))
    expect(fits([other, failed], '雨季改了工期')).toEqual(waiting('ref-missing'))
    expect(fits([thread, publish({ quorate: true })], '雨季改了工期')).toEqual(refused('V11', 'out-of-scope'))
    // A first one says nothing of that.
    expect(fits([thread], null)).toBe(ALLOWED)
  })

  it('[V11] under version 1 nothing was asked of what a vote names besides its debate', () => {
    expect(village().inVersion1).toBe(ALLOWED)
  })
})
