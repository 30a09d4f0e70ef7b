import { describe, expect, test } from 'vitest'
import { commentSupported, commentWithdrawn } from '#rulebook/comment.ts'
import { entryCosigned } from '#rulebook/cosign.ts'
import type { Count } from '#rulebook/count.ts'
import { draftMinutes, HIGHLIGHTS } from '#rulebook/minutes-reading.ts'
import { commentHidden } from '#rulebook/moderation.ts'
import { executionReported, outcomePublished } from '#rulebook/outcome.ts'
import type { Shown, Standing } from '#rulebook/shown.ts'
import { commentPosted, threadLocked, threadOpened } from '#rulebook/thread.ts'
import { readThread } from '#rulebook/thread-reading.ts'
import { voteOpened } from '#rulebook/vote.ts'
import { groupWords, type NameOf } from '#desk/use-names.ts'
import { receipted as at, rowOf } from '#support/rows.ts'
import { allByPhone } from '#support/texts.ts'
import { markdownOf } from '../../src/rooms/deliberation/pages/minutes-markdown.ts'
import { sectionsOf } from '../../src/rooms/deliberation/pages/minutes-sections.ts'
import { minutesWords } from '../../src/rooms/deliberation/pages/minutes-words.ts'
import { outcomeWords } from '../../src/rooms/deliberation/pages/outcome-words.ts'
import { paperWords } from '../../src/rooms/deliberation/pages/paper-words.ts'
import { stepWords } from '../../src/rooms/deliberation/pages/step-words.ts'
import { words } from '../../src/rooms/deliberation/words.ts'

// 陶坝村: 罗家 are three people, 王家 and 李家 one each; 周 stands in no household.
const HOME: Record<string, string> = { 罗一: '罗家', 罗二: '罗家', 罗三: '罗家', 王: '王家', 李: '李家' }
const homeOf = (person: string) => HOME[person]
const here: Standing = { is: 'provisional', offered: false }
const opening = rowOf('t', threadOpened, at(1), [], { title: '修路', text: '从桥头修到学校', matter: null })
const say = (id: string, author: string, standing: Standing, text = id, ...to: string[]) =>
  rowOf(id, commentPosted, standing, ['t', ...to], { text }, { author })
const behind = (i: number, author: string, comment: string) =>
  rowOf(`b${i}`, commentSupported, at(i), ['t', comment], { isBehind: true }, { author })
const vote = rowOf('v', voteOpened, at(30), ['t'], {
  ...{ question: '修不修', sort: 'approve', options: [], min: 1, max: 1, quorum: 'va', basis: 'adult' },
  ...{ group: null, closesAt: 90_000, collectMs: 0, hidden: true, reasons: null },
})
const drafted = (
  rows: Shown[],
  against: string[] = [],
  given: { marked?: string[]; reason?: string } = {},
) => {
  const reasons = given.reason ? [{ vote: 'v', by: against[0]!, reason: given.reason }] : []
  const thread = readThread([opening, ...rows])!
  return draftMinutes(thread, homeOf, { people: new Set(against), reasons }, given.marked ?? [])
}

describe('what stands in the minutes', () => {
  test('only what the village has received, was neither withdrawn nor hidden, nor said while closed', () => {
    const rows = [
      ...[
        say('留', '罗一', at(2)),
        say('在路上', '王', here),
        say('撤', '李', at(3)),
        say('藏', '周', at(4)),
      ],
      rowOf('w', commentWithdrawn, at(5), ['t', '撤'], { reason: '说错' }, { author: '李' }),
      rowOf('h', commentHidden, at(6), ['t', '藏'], { reason: 'insult', note: '骂人' }),
      rowOf('c', entryCosigned, at(7), ['t', 'h'], {}),
      rowOf('l', threadLocked, at(8), ['t'], { reason: '定了' }),
      say('关了以后', '王', at(9)),
    ]
    const { points, speakers } = drafted(rows)
    expect(points.flatMap(({ said }) => said.map(({ id }) => id))).toEqual(['留'])
    expect(speakers).toEqual([{ person: '罗一', times: 1 }])
    // Hidden by one person alone, it is not hidden.
    const one = drafted(rows.filter(({ id }) => id !== 'c'))
    expect(one.points.flatMap(({ said }) => said.map(({ id }) => id))).toEqual(['留', '藏'])
  })

  test('by household in the order of its first word, answers with the rest, and who has none last', () => {
    const rows = [
      ...[say('甲', '周', at(2)), say('乙', '王', at(3)), say('丙', '罗一', at(4))],
      ...[say('丁', '罗二', at(5), '丁', '乙'), say('戊', '王', at(6))],
    ]
    const all = drafted(rows).points.map(({ household, said }) => [household, said.map(({ id }) => id)])
    expect(all).toEqual([
      ['王家', ['乙', '戊']],
      ['罗家', ['丙', '丁']],
      [undefined, ['甲']],
    ])
    expect(drafted(rows).speakers.map(({ person, times }) => [person, times])).toEqual([
      ...[['周', 1] as const, ['王', 2] as const, ['罗一', 1] as const, ['罗二', 1] as const],
    ])
  })
})

describe('highlights', () => {
  const three = [behind(11, '罗一', '大家族'), behind(12, '罗二', '大家族'), behind(13, '罗三', '大家族')]
  const two = [behind(14, '王', '两户'), behind(15, '李', '两户')]

  test('weigh households and not heads; the earlier stands first where they weigh the same', () => {
    const rows = [
      say('大家族', '周', at(2)),
      say('两户', '周', at(3)),
      say('也两户', '周', at(4)),
      say('没有', '周', at(5)),
    ]
    const more = [behind(16, '王', '也两户'), behind(17, '李', '也两户')]
    const all = drafted([...rows, ...three, ...two, ...more]).highlights
    expect(all.map(({ said, households }) => [said.id, households])).toEqual([
      ...[['两户', 2] as const, ['也两户', 2] as const, ['大家族', 1] as const],
    ])
    expect(all).toHaveLength(HIGHLIGHTS)
  })

  test('the strongest against is always among them, once', () => {
    const rows = [say('两户', '周', at(2)), say('反一', '王', at(3)), say('反二', '李', at(4))]
    const names = (against: string[], more: Shown[] = []) =>
      drafted([...rows, ...two, ...more], against).highlights.map(({ said, isAgainst }) => [
        said.id,
        isAgainst,
      ])
    expect(names([])).toEqual([['两户', false]])
    expect(names(['王', '李'])).toEqual([
      ['两户', false],
      ['反一', true],
    ])
    expect(names(['王', '李'], [behind(18, '罗一', '反二')])).toEqual([
      ['两户', false],
      ['反二', true],
    ])
  })

  test('what who signs marks, and what the outcome quotes, are among them, each once and with why', () => {
    const rows = [
      say('两户', '周', at(2)),
      say('记', '王', at(3)),
      say('引', '李', at(4)),
      say('没有', '周', at(5)),
    ]
    const outcome = rowOf('o', outcomePublished, at(40), ['t', 'v', '引', '两户'], {
      ...{ choices: [3, 2, 1], present: 6, eligible: 9, quorate: true, carried: null },
      ...{ decision: '再议', responsible: null, money: null, dueAt: null },
    })
    const all = drafted([...rows, ...two, vote, outcome], ['王'], { marked: ['记', '不在这里'] }).highlights
    expect(all.map(({ said, ...why }) => [said.id, why])).toEqual([
      ['两户', { households: 2, isMarked: false, isQuoted: true, isAgainst: false }],
      ['记', { households: 0, isMarked: true, isQuoted: false, isAgainst: true }],
      ['引', { households: 0, isMarked: false, isQuoted: true, isAgainst: false }],
    ])
  })

  test('where who voted against said nothing, the reason on a ballot stands for it', () => {
    const rows = [say('两户', '周', at(2))]
    const reason = { vote: 'v', by: '王', reason: '钱不够' }
    expect(drafted(rows, ['王'], { reason: '钱不够' }).reason).toEqual(reason)
    expect(drafted([...rows, say('反', '王', at(3))], ['王'], { reason: '钱不够' }).reason).toBeUndefined()
  })
})

describe('in words', () => {
  const nameOf: NameOf = (person) => ({
    ...{ name: person, household: homeOf(person ?? ''), group: person === '王' ? 3 : undefined },
    away: person === '王',
  })
  const saying = {
    ...{
      minutes: minutesWords.zh,
      room: words.zh,
      outcome: outcomeWords.zh,
      steps: stepWords.zh,
      paper: paperWords.zh,
      group: groupWords,
    },
    language: 'zh' as const,
  }
  const count: Count = {
    ...{
      choices: [3, 2, 1],
      present: 6,
      eligible: 9,
      quorate: true,
      carried: null,
      late: 0,
      lateDecides: false,
    },
    ...{ alternatives: [], groups: [], ifNeedBe: [], amount: 0 },
    ...allByPhone(6),
  }
  const outcome = rowOf('o', outcomePublished, at(40), ['t', 'v'], {
    ...{ choices: [3, 2, 1], present: 6, eligible: 9, quorate: true, carried: null },
    ...{ decision: '再议一次', responsible: '王', money: 1_250_000, dueAt: 86_400_000 },
  })
  const rows = [say('修', '王', at(2), '# 修 | 不修\n<b>快</b>'), behind(11, '罗一', '修'), vote, outcome]

  test('every highlight leads to its entry; numbers are this phone’s own, or said to be missing', () => {
    const sections = (known: Count | undefined) => sectionsOf(drafted(rows), nameOf, () => known, saying)
    expect(sections(count).map(({ title }) => title)).toEqual([
      ...['议题', '议程', '谁发了言', '要点', '各户怎么说', '表决', '决定和要办的事'],
    ])
    const [, agenda, speakers, highlights, , votes, decisions] = sections(count)
    expect(agenda!.lines.map(({ text }) => text)).toEqual(['1. 修路', '2. 表决：修不修'])
    expect(speakers!.lines.map(({ text }) => text)).toEqual(['1 人发言，来自 1 户。', '王（三组，在外）'])
    expect(highlights!.lines[0]!.to).toBe('/threads/t?said=修')
    expect(votes!.parts[0]!.table!.rows).toEqual([
      ...[['赞成', '3'] as const, ['反对', '2'] as const, ['弃权', '1'] as const],
    ])
    expect(votes!.parts[0]!.lines.map(({ text }) => text)).toContain('没有通过。')
    expect(decisions!.lines[0]!.text).toBe('再议一次（等会签，还没有生效）')
    expect(decisions!.lines[0]!.by).toMatch(/^负责：王 · 金额：¥12,500.00 · 期限：1970年1月2日$/)
    const mixed = { ...count, ways: { proxy: 0, phone: 3, paper: 2, hand: 1 }, unsettled: 1, unvouched: 2 }
    expect(sections(mixed)[5]!.parts[0]!.lines.map(({ text }) => text)).toEqual(
      expect.arrayContaining([
        '怎么投的：手机 3、纸票 2、举手 1',
        '1 人的两张票不一样，没有说定：算到会，不算到哪一栏',
        '2 人是用新加入的手机投的，监督委员没有核对，没有计入',
      ]),
    )
    expect(votes!.parts[0]!.lines[1]!.text).toBe(`参加 ${count.present} 人，应到 ${count.eligible} 人。`)
    const unknown = sections(undefined)[5]!.parts[0]!
    expect([unknown.table, unknown.lines.at(-1)!.text]).toEqual([undefined, minutesWords.zh.notCounted])
  })

  test('where no words speak against, the minutes say so: nobody was, or nothing was counted that tells', () => {
    const last = (known: Count | undefined, against: string[] = []) =>
      sectionsOf(drafted(rows, against), nameOf, () => known, saying)
        .find(({ title }) => title === '要点')!
        .lines.at(-1)!.text
    expect(last(undefined)).toBe(minutesWords.zh.noVoteYet)
    expect(last(count)).toBe(minutesWords.zh.nobodyAgainst)
    expect(last(count, ['王'])).toBe('# 修 | 不修\n<b>快</b>')
  })

  test('what is to be done comes with how far it is', () => {
    const report = rowOf('r', executionReported, at(50), ['t', 'o'], {
      state: 'underway',
      percent: 40,
      text: '在办',
    })
    const signed = rowOf('s', entryCosigned, at(45), ['t', 'o'], {})
    const todo = sectionsOf(drafted([...rows, signed, report]), nameOf, () => count, saying).at(-1)!.lines[0]!
    expect(todo).toMatchObject({ text: '再议一次', by: expect.stringContaining('正在办 · 办了 40%') })
  })

  test('as Markdown, with the result as a table, and no sign of a villager’s becomes markup', () => {
    const text = markdownOf(
      '修路',
      minutesWords.zh.what,
      sectionsOf(drafted(rows), nameOf, () => count, saying),
      (path) => ({ to: `https://village.example${path}`, see: '看原话' }),
    )
    expect(text).toContain('# 修路\n')
    expect(text).toContain('> \\# 修 \\| 不修\n> \\<b\\>快\\</b\\>\n>\n> — 王')
    expect(text).toContain('| 选项 | 票数 |\n| --- | --- |\n| 赞成 | 3 |')
    expect(text.match(/^#/gm)!.length).toBe(1 + 7 + 2)
    expect(text).toContain('[看原话](<https://village.example/threads/t?said=修>)')
  })
})
