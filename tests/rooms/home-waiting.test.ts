import { expect, test } from 'vitest'
import type { Desk } from '#desk/desk.ts'
import { entryCosigned } from '#rulebook/cosign.ts'
import { appealHeard, commentHidden, commentRestored, hidingAppealed } from '#rulebook/moderation.ts'
import { executionReported, NEWS_WITHIN_MS, outcomePublished } from '#rulebook/outcome.ts'
import { ballotsPapered, ballotsWitnessed, pairSettled, SETTLE_WITHIN_MS } from '#rulebook/paper.ts'
import { rulebookAdopted } from '#rulebook/roster.ts'
import type { Shown } from '#rulebook/shown.ts'
import { commentPosted } from '#rulebook/thread.ts'
import { ballotCast, voteOpened, type VoteTerms } from '#rulebook/vote.ts'
import { DAY, PEOPLE, START, villageBook, type Someone } from '#support/book.ts'
import { receipted as at, rowOf } from '#support/rows.ts'
import { appealedIn, appealsFor, hidingsOfOwn } from '../../src/rooms/deliberation/pages/home-hidings.ts'
import { pairsOfMine } from '../../src/rooms/deliberation/pages/home-pairs.ts'
import { concludesIn, inMyHands, withoutOutcome } from '../../src/rooms/deliberation/pages/home-outcomes.ts'

const deskAt = (now: number, who: Someone = 'villager') =>
  ({ now: () => now, me: { person: PEOPLE[who] }, comfort: { language: 'zh' } }) as unknown as Desk
/** The roster with its second rulebook. */
function known() {
  const book = villageBook()
  book.enter(book.write('secretary', rulebookAdopted, { rulebook: 2 }))
  return { roster: book.roster, now: { i: Infinity, at: START + DAY } }
}
const details = (items: readonly { detail: string }[]) => items.map(({ detail }) => detail)

test('whose comment was hidden hears of it until he appeals, then whether it is shown again', () => {
  const word = rowOf('w', commentPosted, at(2), ['t'], { text: '路修得不好。' })
  const hidden = [
    rowOf('h', commentHidden, at(3), ['t', 'w'], { reason: 'insult', note: '骂人' }),
    rowOf('s', entryCosigned, at(4), ['t', 'h'], {}),
  ]
  const appeal = rowOf('a', hidingAppealed, at(5), ['t', 'w', 'h'], { text: '没有骂人' })
  const back = rowOf('r', commentRestored, at(6), ['t', 'w', 'h'], { reason: '是批评' })
  const own = (rows: Shown[], now = 9000) => details(hidingsOfOwn(deskAt(now), rows, [word]))
  expect(own(hidden.slice(0, 1))).toEqual([])
  expect(own(hidden)).toEqual(['您的发言被隐藏了，可以申诉。说明：骂人'])
  expect(hidingsOfOwn(deskAt(9000), hidden, [])).toEqual([])
  expect(own(hidden, 4000 + 31 * DAY)).toEqual([])
  expect(own([...hidden, appeal])).toEqual([])
  expect(own([...hidden, appeal, back])).toEqual(['您的发言恢复显示了。原因：是批评'])
  const heard = rowOf('e', appealHeard, at(6), ['t', 'w', 'h', 'a'], { reason: '骂到家人了' })
  expect(own([...hidden, appeal, heard])).toEqual(['监督委员答复了您的申诉，维持隐藏。原因：骂到家人了'])

  const appeals = appealedIn(deskAt(9000), [...hidden, appeal])
  expect(appeals).toMatchObject([{ title: '没有骂人', path: '/threads/t?said=w' }])
  expect(appealsFor(deskAt(9000, 'supervisor'), appeals, known())).toHaveLength(1)
  expect(appealsFor(deskAt(9000, 'secretary'), appeals, known())).toEqual([])
  expect(appealedIn(deskAt(9000), hidden)).toEqual([])
  for (const answer of [back, heard])
    expect(appealedIn(deskAt(9000), [...hidden, appeal, answer])).toEqual([])
})

test('whose ballots from phone and paper differ is asked which holds, until he has said so or the time is over', () => {
  const me = PEOPLE.villager
  const terms: Partial<VoteTerms> = { sort: 'approve', quorum: 'va', closesAt: 7000, collectMs: 0 }
  const vote = rowOf('v', voteOpened, at(2), ['t'], { question: '修不修路', ...terms })
  const paper = (choice: number) =>
    rowOf('p', ballotsPapered, at(4), ['v'], {
      witness: PEOPLE.supervisor,
      lines: [{ person: me, choices: [choice], way: 'paper' }],
    })
  const seen = rowOf('w', ballotsWitnessed, at(5), ['v', 'p'], { officer: PEOPLE.secretary })
  const cast = rowOf('b', ballotCast, at(3), ['v'], { choices: [0], reason: '' })
  const said = rowOf('s', pairSettled, at(6), ['v', 'b'], { slot: me })
  const asked = (rows: Shown[], own: Shown[], now = 8000, who: Someone = 'villager') =>
    details(pairsOfMine(deskAt(now, who), [vote, ...rows], own))
  expect(asked([paper(1), seen], [cast])).toEqual(['您手机上投的和纸上记的不一样，请您说哪一张算'])
  for (const [rows, own] of [
    [[paper(0), seen], [cast]],
    [[paper(1)], [cast]],
    [[paper(1), seen], []],
    [
      [paper(1), seen],
      [cast, said],
    ],
  ] as const)
    expect(asked([...rows], [...own])).toEqual([])
  expect(asked([paper(1), seen], [cast], 8000, 'neighbour')).toEqual([])
  expect(asked([paper(1), seen], [cast], 7001 + SETTLE_WITHIN_MS)).toEqual([])
})

const outcome = (given: object) =>
  rowOf('o', outcomePublished, at(8), ['t', 'v'], {
    ...{ choices: [4, 1, 0], present: 5, eligible: 9, quorate: true, carried: 0, decision: '修路' },
    ...{ responsible: PEOPLE.villager, money: null, dueAt: null },
    ...given,
  })
const signed = rowOf('s', entryCosigned, at(9), ['t', 'o'], {})

test('a counted vote that decides waits for secretary and committee until its outcome is published', () => {
  const terms: Partial<VoteTerms> = { sort: 'approve', quorum: 'va', closesAt: 7000, collectMs: 0 }
  const vote = rowOf('v', voteOpened, at(2), ['t'], { question: '修不修路', ...terms })
  const open = (now: number, rows: Shown[] = []) => withoutOutcome(deskAt(now), [vote, ...rows])
  expect(open(6000)).toEqual([])
  const now = 7000 + 3 * DAY
  expect(open(now)).toHaveLength(1)
  expect(open(now, [outcome({})])).toEqual([])
  for (const [who, words] of [
    ['secretary', ['计票已经结束 3 天，请公布结果']],
    ['committee', ['计票已经结束 3 天，请公布结果']],
    ['villager', []],
  ] as const)
    expect(details(concludesIn(deskAt(now, who), open(now), known()))).toEqual(words)
})

test('who sees to a decision is asked for word at first, when it is due, and after 30 days without news', () => {
  const mine = (rows: Shown[], now = 10_000, who: Someone = 'villager') =>
    details(inMyHands(deskAt(now, who), rows))
  expect(mine([outcome({})])).toEqual([])
  expect(mine([outcome({}), signed])).toEqual(['这件事由您负责办，开始办了请报告'])
  expect(mine([outcome({}), signed], 10_000, 'neighbour')).toEqual([])
  const report = (state: string) =>
    rowOf('p', executionReported, at(10), ['t', 'o'], { state, percent: 20, text: '开工' })
  const begun = [outcome({}), signed, report('underway')]
  expect(mine(begun)).toEqual([])
  expect(mine(begun, 10_001 + NEWS_WITHIN_MS)[0]).toMatch('30 天没有消息')
  expect(mine([outcome({ dueAt: 9500 }), signed, report('underway')], 10_001)[0]).toMatch('前办完')
  for (const state of ['done', 'stopped'])
    expect(mine([outcome({ dueAt: 1 }), signed, report(state)], 99_999)).toEqual([])
})
