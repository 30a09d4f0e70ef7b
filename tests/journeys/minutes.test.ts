import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { commentSupported } from '#rulebook/comment.ts'
import { commentPosted } from '#rulebook/thread.ts'
import { ballotCast } from '#rulebook/vote.ts'
import { openVillage, type JourneyVillage, type Villager } from '#support/journey.ts'
import { accepted, HOUR } from '#support/village.ts'
import { openDebate, openVote } from './deeds.ts'
import { press } from './state.ts'

let v: JourneyVillage
let tao: Villager
let thread: string
beforeAll(async () => {
  v = await openVillage()
  thread = await openDebate(v)
  tao = await v.join('陶书记')
}, 120_000)
afterAll(() => v?.close())

it('a secretary drafts the minutes without network: the strongest against is in them, and each point leads to its entry', async () => {
  const { village } = v
  const say = (who: '罗二哥' | '杨代表' | '何委员', text: string) =>
    accepted(village.say(who, commentPosted, { text }, [thread]))
  await say('罗二哥', '先修桥头，桥不好路白修。')
  const against = await say('杨代表', '钱不够，明年再说。')
  for (let n = 0; n < 40; n++) await say(n % 2 ? '何委员' : '罗二哥', `补充第${n + 1}点。`)
  await accepted(village.say('何委员', commentSupported, { isBehind: true }, [thread, against.id]))
  const terms = { question: '修不修路', quorum: 'ask' as const, hidden: false, collectMs: 0 }
  const vote = await openVote(v, thread, terms)
  for (const [who, choice] of [['罗二哥', 0] as const, ['杨代表', 1] as const])
    await accepted(village.say(who, ballotCast, { choices: [choice] }, [vote]))
  v.clock.ahead += 2 * HOUR

  await tao.goto(`/threads/${thread}/votes/${vote}`)
  await tao.page().getByRole('link', { name: '公布结果' }).waitFor({ timeout: 60_000 })
  await tao.offline()
  await tao.goto(`/threads/${thread}`)
  await tao.page().getByRole('link', { name: '整理会议纪要' }).click()
  const point = tao.page().locator('figure').filter({ hasText: '投了反对票的人说的' })
  await point.getByText('钱不够，明年再说。').first().waitFor()
  const row = tao.page().getByRole('row', { name: /反对/ })
  expect(await row.getByRole('cell').innerText()).toBe('1')

  const saving = tao.page().waitForEvent('download')
  await press(tao, '存成文字文件（Markdown）')
  const saved = await saving
  expect(saved.suggestedFilename()).toMatch(/^会议纪要-\d{4}-\d\d-\d\d\.md$/)
  const text = await readFile(await saved.path(), 'utf8')
  expect(text).toContain('| 赞成 | 1 |\n| 反对 | 1 |\n| 弃权 | 0 |')
  expect(text).toContain('> 钱不够，明年再说。\n>\n> — 杨代表')
  expect(text).toContain('补充第40点。')

  // Forty words stand behind it in the debate, of which a phone lays out the newest only.
  await point.getByRole('link', { name: /^看原话/ }).click()
  const said = tao.page().locator(`#said-${against.id}`)
  await said.waitFor()
  await expect.poll(() => said.evaluate((one) => one === document.activeElement)).toBe(true)
})
