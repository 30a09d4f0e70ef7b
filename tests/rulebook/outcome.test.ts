import { describe, expect, it } from 'vitest'
import { COSIGN_WITHIN_MS, entryCosigned } from '#rulebook/cosign.ts'
import { executionReported, outcomePublished, type OutcomeBody } from '#rulebook/outcome.ts'
import { deviceAdded, roleEnded, rulebookAdopted } from '#rulebook/roster.ts'
import { commentPosted, threadOpened } from '#rulebook/thread.ts'
import { ALLOWED, refused, waiting } from '#rulebook/verdict.ts'
import { countedFrom, voteOpened, type VoteTerms } from '#rulebook/vote.ts'
import { announcedBefore } from '#support/texts.ts'
import {
  admission,
  DAY,
  giveOffice,
  hex32,
  hex8,
  HOUR,
  opened,
  PEOPLE,
  START,
  villageBook,
} from '#support/book.ts'

const terms: VoteTerms = {
  ...{ question: '路拓宽', sort: 'approve', options: [], min: 1, max: 1, quorum: 'ask', basis: 'adult' },
  ...{ group: null, closesAt: START + DAY, collectMs: HOUR, hidden: true },
}
const numbers: OutcomeBody = {
  ...{ choices: [4, 1, 0], present: 5, eligible: 9, quorate: true, carried: null },
  ...{ decision: '交村民代表会议。', responsible: PEOPLE.villager, money: 1_200_000, dueAt: null },
}
type Who = Parameters<ReturnType<typeof villageBook>['write']>[0]

/** A vote that is over, in a village with version 2 of the rulebook. */
function counted() {
  const book = villageBook()
  book.enter(book.write('secretary', rulebookAdopted, { rulebook: 2 }))
  const open = (title: string) => book.enter(book.write('villager', threadOpened, { title, text: '话' }))
  const [road, lamps] = [open('路'), open('灯')]
  const vote = book.enter(book.write('secretary', voteOpened, terms, [road.id]))
  book.now = countedFrom(terms) + 1
  const publish = (who: Who, given: Partial<OutcomeBody> = {}, refs = [road.id, vote.id]) =>
    book.write(who, outcomePublished, { ...numbers, ...given }, refs)
  return { book, road, lamps, vote, publish }
}
/** The same with its outcome published by the secretary. */
function published() {
  const all = counted()
  const outcome = all.book.enter(all.publish('secretary'))
  const sign = (who: Who, refs = [all.road.id, outcome.id]) =>
    all.book.judge(all.book.write(who, entryCosigned, {}, refs))
  return { ...all, outcome, sign }
}

describe('what a vote came to', () => {
  it('[E7] stands only where version 2 is in force', () => {
    const book = villageBook()
    const road = book.enter(book.write('villager', threadOpened, { title: '路', text: '话' }))
    const vote = book.enter(book.write('secretary', voteOpened, terms, [road.id]))
    book.now = countedFrom(terms) + 1
    const outcome = book.write('secretary', outcomePublished, numbers, [road.id, vote.id])
    expect(book.judge(outcome)).toEqual(refused('E7', 'out-of-scope'))
    book.enter(book.write('secretary', rulebookAdopted, { rulebook: 2 }))
    expect(book.judge(outcome)).toBe(ALLOWED)
  })

  it('[O4] quotes comments of its debate, a dozen at most, each once', () => {
    const { book, road, lamps, vote, publish } = counted()
    const say = (subject: string) =>
      book.enter(book.write('villager', commentPosted, { text: '话。' }, [subject]))
    const words = Array.from({ length: 13 }, () => say(road.id).id)
    const quote = (quoted: string[]) => book.judge(publish('secretary', {}, [road.id, vote.id, ...quoted]))
    expect(quote(words.slice(0, 12))).toBe(ALLOWED)
    const no = refused('O4', 'out-of-scope')
    expect(quote(words)).toEqual(no)
    expect(quote([words[0]!, words[0]!])).toEqual(no)
    expect(quote([vote.id])).toEqual(no)
    expect(quote([say(lamps.id).id])).toEqual(waiting('ref-missing'))
  })

  it('[O1] is published by the secretary or the committee, about a vote of that debate', () => {
    const { book, road, lamps, vote, publish } = counted()
    for (const who of ['secretary', 'committee'] as const) expect(book.judge(publish(who))).toBe(ALLOWED)
    for (const who of ['supervisor', 'villager'] as const)
      expect(book.judge(publish(who))).toEqual(refused('O1', 'no-role'))
    expect(book.judge(publish('secretary', {}, [road.id, road.id]))).toEqual(refused('O1', 'out-of-scope'))
    expect(book.judge(publish('secretary', {}, [road.id]))).toEqual(refused('O1', 'out-of-scope'))
    expect(book.judge(publish('secretary', {}, [lamps.id, vote.id]))).toEqual(waiting('ref-missing'))
    expect(book.judge(publish('secretary', {}, [road.id, hex32(999_999)]))).toEqual(waiting('ref-missing'))
  })

  it('[O2] is published when all is in, with numbers that this vote can have', () => {
    const { book, publish } = counted()
    for (const wrong of [
      { choices: [4, 1] },
      { choices: [6, 0, 0] },
      { present: 10 },
      { carried: 3 },
    ] as Partial<OutcomeBody>[])
      expect(book.judge(publish('secretary', wrong)), JSON.stringify(wrong)).toEqual(
        refused('O2', 'out-of-scope'),
      )
    book.now = countedFrom(terms)
    expect(book.judge(publish('secretary'))).toEqual(refused('O2', 'closed'))
  })

  it('[O3] its carrying out is reported by the office, or by who was named', () => {
    const { book, road, vote, outcome } = published()
    const report = (who: Who, refs = [road.id, outcome.id]) =>
      book.judge(
        book.write(who, executionReported, { state: 'underway', percent: 40, text: '路基好了' }, refs),
      )
    for (const who of ['secretary', 'committee', 'villager'] as const) expect(report(who)).toBe(ALLOWED)
    for (const who of ['neighbour', 'supervisor'] as const)
      expect(report(who)).toEqual(refused('O3', 'no-role'))
    expect(report('secretary', [road.id, vote.id])).toEqual(refused('O3', 'out-of-scope'))
    expect(report('secretary', [road.id, hex32(999_999)])).toEqual(waiting('ref-missing'))
  })
})

describe('a second signature', () => {
  it('[C1] comes from the office that the kind names, on an entry of the same subject that needs one', () => {
    const { road, lamps, vote, outcome, sign } = published()
    expect(sign('supervisor')).toBe(ALLOWED)
    for (const who of ['committee', 'villager'] as const) expect(sign(who)).toEqual(refused('C1', 'no-role'))
    expect(sign('supervisor', [road.id, vote.id])).toEqual(refused('C1', 'out-of-scope'))
    expect(sign('supervisor', [road.id])).toEqual(refused('C1', 'out-of-scope'))
    expect(sign('supervisor', [road.id, hex32(999_999)])).toEqual(waiting('ref-missing'))
    expect(sign('supervisor', [lamps.id, outcome.id])).toEqual(refused('C1', 'out-of-scope'))
  })

  it('[C2] is another person’s, and the author still holds his office', () => {
    const { book, publish, road, sign } = published()
    const own = book.enter(publish('committee'))
    const end = { person: PEOPLE.committee, role: 'committee' as const, reason: '' }
    book.enter(book.write('secretary', roleEnded, end))
    expect(sign('supervisor', [road.id, own.id])).toEqual(refused('C2', 'not-eligible'))
    // Whoever came into the other office since does not cosign what he published in the first.
    giveOffice(book, 'committee', 'supervisor')
    expect(sign('committee', [road.id, own.id])).toEqual(refused('C2', 'not-eligible'))
    expect(sign('supervisor')).toBe(ALLOWED)
  })

  it('[C3] is given within 30 days', () => {
    const { book, outcome, sign } = published()
    book.now = outcome.place.at + COSIGN_WITHIN_MS
    expect(sign('supervisor')).toBe(ALLOWED)
    book.now += 1
    expect(sign('supervisor')).toEqual(refused('C3', 'closed'))
  })

  it('[C4] abuse: a supervisor made in mid-vote, or a phone let in for one, signs no outcome of a vote that decides', () => {
    const decided = (made: (book: ReturnType<typeof villageBook>) => Who | 'second phone') => {
      const book = villageBook()
      book.enter(book.write('secretary', rulebookAdopted, { rulebook: 2 }))
      book.now = START + DAY
      const road = book.enter(book.write('villager', threadOpened, { title: '路', text: '话' }))
      const times = { closesAt: START + 2 * DAY }
      const vote = book.enter(
        book.write('secretary', voteOpened, { ...terms, ...times, ...announcedBefore(START), quorum: 'va' }, [
          road.id,
        ]),
      )
      const who = made(book)
      book.now = START + 2 * DAY + 2 * HOUR
      const outcome = book.enter(book.write('secretary', outcomePublished, numbers, [road.id, vote.id]))
      const refs = [road.id, outcome.id]
      return book.judge(
        who === 'second phone'
          ? opened(entryCosigned, {}, { device: hex8(0x777), refs, at: book.now })
          : book.write(who, entryCosigned, {}, refs),
      )
    }
    expect(decided(() => 'supervisor')).toBe(ALLOWED)
    expect(
      decided((book) => {
        giveOffice(book, 'neighbour', 'supervisor')
        return 'neighbour'
      }),
    ).toEqual(refused('C4', 'not-eligible'))
    expect(
      decided((book) => {
        book.enter(book.write('secretary', deviceAdded, admission('supervisor', hex8(0x777))))
        return 'second phone'
      }),
    ).toEqual(refused('C4', 'not-eligible'))
  })
})
