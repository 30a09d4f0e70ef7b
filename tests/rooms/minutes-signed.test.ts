import { expect, test } from 'vitest'
import { entryCosigned } from '#rulebook/cosign.ts'
import { minutesObjected, minutesSigned } from '#rulebook/minutes.ts'
import type { Shown } from '#rulebook/shown.ts'
import { readSignedMinutes } from '#rulebook/signed-minutes-reading.ts'
import { receipted, rowOf } from '#support/rows.ts'
import { DAY } from '#support/village.ts'
import { markdownOf } from '../../src/rooms/deliberation/pages/minutes-markdown.ts'
import { signedSections } from '../../src/rooms/deliberation/pages/minutes-signed.ts'
import { minutesWords } from '../../src/rooms/deliberation/pages/minutes-words.ts'
import { words } from '../../src/rooms/deliberation/words.ts'

const nameOf = (person: string | undefined) => ({
  ...{ name: person, household: undefined, group: undefined, away: false },
})
const on = (i: number, day: number) => receipted(i, day * DAY)
const body = { upTo: 1, summary: '先修 *桥头*。', closes: true }
const signed = rowOf('m', minutesSigned, on(2, 1), ['t'], body, { author: '陶书记' })
const second = rowOf('c', entryCosigned, on(3, 2), ['t', 'm'], {}, { author: '李监督' })
const objected = (author: string, i: number, day: number) =>
  rowOf(author, minutesObjected, on(i, day), ['t', 'm'], { text: `${author}没有同意。` }, { author })
const fileAt = (rows: Shown[], now: number) => {
  const [minutes] = readSignedMinutes(rows, now)
  const say = { minutes: minutesWords.zh, room: words.zh }
  const link = (path: string) => ({ to: path, see: '看原话' })
  return markdownOf('修路', '会议纪要', signedSections(minutes!, nameOf, now, say), link)
}

test('the file of signed minutes says what they came to, who signed and cosigned, and who sees it otherwise', () => {
  const rows = [signed, second, objected('罗二哥', 4, 3), objected('王大婶', 5, 10)]
  const text = fileAt(rows, 12 * DAY)
  expect(text).toMatch(/## 讨论得出什么\n\n> 先修 \\\*桥头\\\*。\n>\n> — 陶书记签署，1970年1月2日/)
  expect(text).toContain('李监督会签，已经生效')
  expect(text).toMatch(/\n已经公布，1970年1月10日/)
  expect(text).toContain(minutesWords.zh.isLast)
  expect(text).toMatch(/## 异议 2 条\n\n> 罗二哥没有同意。\n>\n> — 罗二哥 · [^·]*\n/)
  expect(text).toMatch(/— 王大婶 · .* · 公布以后提的/)
})

test('before that it says what they wait for', () => {
  expect(fileAt([signed], 2 * DAY)).toContain('等监督委员会签，会签以后生效\n')
  expect(fileAt([signed], 32 * DAY)).toContain('30 天没有会签，不生效。')
  expect(fileAt([signed, second], 3 * DAY)).toMatch(/\n异议期，到 1970年1月10日.* 为止\n/)
  expect(fileAt([signed], 2 * DAY)).toContain('## 没有人提异议')
})
