import { describe, expect, it } from 'vitest'
import { entryCosigned } from '#rulebook/cosign.ts'
import { rulebookAdopted } from '#rulebook/roster.ts'
import { passes, stepRecorded, STEPS, type Step, type StepBody } from '#rulebook/step.ts'
import { threadOpened, type Matter } from '#rulebook/thread.ts'
import { ALLOWED, refused, waiting } from '#rulebook/verdict.ts'
import { DAY, hex32, START, villageBook } from '#support/book.ts'
import { step } from '#support/texts.ts'

type Who = Parameters<ReturnType<typeof villageBook>['write']>[0]
const BEYOND = refused('P3', 'out-of-scope')

/** A village with version 2 of the rulebook, in which a matter goes the way of 四议两公开. */
function underWay(matter: Matter = 'works') {
  const book = villageBook()
  book.enter(book.write('secretary', rulebookAdopted, { rulebook: 2 }))
  const open = (title: string) =>
    book.enter(book.write('villager', threadOpened, { title, text: '话', matter }))
  const [road, lamps] = [open('路'), open('灯')]
  const record = (name: Step, refs: string[], more: Partial<StepBody> = {}, who: Who = 'secretary') =>
    book.write(who, stepRecorded, step(name, START, more), refs)
  /** Records the way up to this step; gives the id of the last one. */
  const upTo = (last: Step): string => {
    let before: string[] = []
    for (const name of STEPS.slice(0, STEPS.indexOf(last) + 1))
      before = [book.enter(record(name, [road.id, ...before])).id]
    return before[0]!
  }
  return { book, road, lamps, record, upTo }
}

describe('四议两公开', () => {
  it('[P1] is recorded by the secretary or the committee, in a debate', () => {
    const { book, road, record } = underWay()
    for (const who of ['secretary', 'committee'] as const)
      expect(book.judge(record('proposed', [road.id], {}, who))).toBe(ALLOWED)
    for (const who of ['supervisor', 'villager'] as const)
      expect(book.judge(record('proposed', [road.id], {}, who))).toEqual(refused('P1', 'no-role'))
    expect(book.judge(record('proposed', []))).toEqual(refused('P1', 'out-of-scope'))
    expect(book.judge(record('proposed', [hex32(999_999)]))).toEqual(waiting('ref-missing'))
  })

  it('[P2] a meeting’s figures belong to it and add up; what makes known has none', () => {
    const { book, road, record, upTo } = underWay()
    const of = (count: StepBody['count']) => book.judge(record('proposed', [road.id], { count }))
    const figures = { should: 7, did: 6, favour: 5, against: 1, abstain: 0 }
    const wrong = refused('P2', 'out-of-scope')
    for (const count of [null, { ...figures, did: 8 }, { ...figures, against: 2 }, { ...figures, should: 0 }])
      expect(of(count)).toEqual(wrong)
    // Who was there and handed in nothing is no contradiction.
    expect(of({ ...figures, against: 0 })).toBe(ALLOWED)
    const decided = upTo('decided')
    expect(book.judge(record('announced', [road.id, decided], { count: figures }))).toEqual(wrong)
    expect(book.judge(record('announced', [road.id, decided], { decider: 'va' }))).toEqual(wrong)
    expect(book.judge(record('announced', [road.id, decided]))).toBe(ALLOWED)
  })

  it('[P2] abuse: what belongs to the collective is decided by its members, and nothing else is', () => {
    for (const [matter, right, others] of [
      ['works', ['va', 'va-households', 'vra'], ['ca', null]],
      ['collective', ['ca'], ['va', 'va-households', 'vra', null]],
    ] as const) {
      const { book, road, record, upTo } = underWay(matter)
      const examined = upTo('examined')
      for (const decider of right)
        expect(book.judge(record('decided', [road.id, examined], { decider }))).toBe(ALLOWED)
      for (const decider of others)
        expect(book.judge(record('decided', [road.id, examined], { decider }))).toEqual(
          refused('P2', 'out-of-scope'),
        )
    }
  })

  it('[P3] abuse: no step is left out, none begins before the one before it, none is of another matter', () => {
    const { book, road, lamps, record, upTo } = underWay()
    const proposed = upTo('proposed')
    const after = (name: Step, refs: string[], more: Partial<StepBody> = {}) =>
      book.judge(record(name, refs, more))
    expect(after('consulted', [road.id, proposed])).toBe(ALLOWED)
    expect(after('examined', [road.id, proposed])).toEqual(BEYOND)
    expect(after('consulted', [road.id])).toEqual(BEYOND)
    expect(after('proposed', [road.id, proposed])).toEqual(BEYOND)
    expect(after('consulted', [road.id, road.id])).toEqual(BEYOND)
    expect(after('consulted', [road.id, hex32(999_999)])).toEqual(waiting('ref-missing'))
    expect(after('consulted', [lamps.id, proposed])).toEqual(waiting('ref-missing'))
    const day = step('proposed', START).day
    expect(after('consulted', [road.id, proposed], { day: day - 1 })).toEqual(BEYOND)
  })

  it('[P3] abuse: one that failed leads no further, and nothing is recorded before its day', () => {
    const { book, road, record } = underWay()
    const count = { should: 7, did: 6, favour: 3, against: 3, abstain: 0 }
    const failed = book.enter(record('proposed', [road.id], { count }))
    expect(book.judge(record('consulted', [road.id, failed.id]))).toEqual(BEYOND)
    const day = step('proposed', START + DAY).day
    expect(book.judge(record('proposed', [road.id], { day }))).toEqual(BEYOND)
    book.now = START + DAY
    expect(book.judge(record('proposed', [road.id], { day }))).toBe(ALLOWED)
  })

  it('passes by the half of two committees, by half of all Party members, by two thirds of the representatives', () => {
    const of = (name: Step, decider: StepBody['decider'], should: number, did: number, favour: number) =>
      passes({ step: name, decider, count: { should, did, favour, against: did - favour, abstain: 0 } })
    expect([of('consulted', null, 8, 4, 4), of('consulted', null, 8, 5, 3)]).toEqual([false, true])
    expect([of('consulted', null, 9, 6, 3), of('proposed', null, 9, 6, 4)]).toEqual([false, true])
    // Of all who may vote, not of those who came.
    expect([of('examined', null, 20, 11, 10), of('examined', null, 20, 11, 11)]).toEqual([false, true])
    expect([of('decided', 'vra', 30, 19, 19), of('decided', 'vra', 30, 20, 11)]).toEqual([false, true])
    expect([of('decided', 'va', 30, 15, 15), of('decided', 'va', 30, 16, 9)]).toEqual([false, true])
    const homes = (did: number, favour: number) => of('decided', 'va-households', 60, did, favour)
    expect([homes(39, 39), homes(40, 20), homes(40, 21)]).toEqual([false, false, true])
    expect([of('decided', 'ca', 30, 30, 19), of('decided', 'ca', 30, 20, 20)]).toEqual([false, true])
  })

  it('[C1] [C2] takes a second person’s signature', () => {
    const { book, road, upTo } = underWay()
    const refs = [road.id, upTo('proposed')]
    const sign = (who: Who) => book.judge(book.write(who, entryCosigned, {}, refs))
    for (const who of ['committee', 'supervisor'] as const) expect(sign(who)).toBe(ALLOWED)
    expect(sign('secretary')).toEqual(refused('C2', 'not-eligible'))
    expect(sign('villager')).toEqual(refused('C1', 'no-role'))
  })

  it('[E7] stands only where version 2 is in force', () => {
    const book = villageBook()
    const road = book.enter(book.write('villager', threadOpened, { title: '路', text: '话' }))
    expect(book.judge(book.write('secretary', stepRecorded, step('proposed', START), [road.id]))).toEqual(
      refused('E7', 'out-of-scope'),
    )
  })
})
