import { afterAll, beforeAll, expect, it } from 'vitest'
import { outcomePublished } from '#rulebook/outcome.ts'
import { ballotCast } from '#rulebook/vote.ts'
import { openVillage, type JourneyVillage, type Villager } from '#support/journey.ts'
import { accepted, HOUR } from '#support/village.ts'
import { openDebate, openVote } from './deeds.ts'
import { fill, heading, press, seen } from './state.ts'

let v: JourneyVillage
let tao: Villager
let li: Villager
let wang: Villager
let thread: string
beforeAll(async () => {
  v = await openVillage()
  thread = await openDebate(v)
  tao = await v.join('陶书记')
  li = await v.join('李监督')
  wang = await v.join('王大婶')
}, 120_000)
afterAll(() => v?.close())

/** An opinion that three in favour and one against gave, counted by everyone. */
async function voted(question: string) {
  const terms = { question, quorum: 'ask' as const, hidden: false, collectMs: 0 }
  const vote = await openVote(v, thread, terms)
  for (const [n, who] of (['陶书记', '罗二哥', '何委员', '杨代表'] as const).entries())
    await accepted(v.village.say(who, ballotCast, { choices: [n === 3 ? 1 : 0] }, [vote]))
  v.clock.ahead += 2 * HOUR
  return vote
}

it('what a vote came to is published with the numbers counted, cosigned by the supervisor, and carried out', async () => {
  const vote = await voted('先修桥头')
  await tao.goto(`/threads/${thread}/votes/${vote}`)
  await tao.page().getByRole('link', { name: '公布结果' }).click({ timeout: 60_000 })
  await seen(tao, '先启用新规矩')
  await press(tao, '启用第二版规矩')
  await tao.page().getByLabel('决定').waitFor({ timeout: 60_000 })
  await seen(tao, '赞成 3、反对 1、弃权 0；参加 4')
  await press(tao, '下一步：查看')
  await seen(tao, '请写怎么办，不超过500字。')
  await fill(tao, '决定', '十二月先修桥头，路面开春再做。')
  await tao.page().getByLabel('谁负责').selectOption({ label: '何委员 · 村委委员' })
  await tao
    .page()
    .getByLabel(/^多少钱/)
    .fill('12000.5')
  await press(tao, '下一步：查看')
  await seen(tao, '¥12,000.50')
  await press(tao, '没有问题，下一步')
  await seen(tao, '30 天没有会签就不再生效')
  await press(tao, '公布，有网就送到村里')
  await heading(tao, '回执')
  await seen(tao, '村里已收到')

  await wang.goto(`/threads/${thread}/votes/${vote}`)
  await seen(wang, '等监督委员会签，会签以后生效')
  expect(await wang.page().getByRole('button', { name: '核对过了，会签' }).count()).toBe(0)
  await tao.goto(`/threads/${thread}/votes/${vote}`)
  await seen(tao, '等监督委员会签，会签以后生效')
  expect(await tao.page().getByRole('button', { name: '核对过了，会签' }).count()).toBe(0)

  await li.goto('/')
  const asked = li.page().getByRole('listitem').filter({ hasText: '请您会签' })
  await asked.getByRole('link').first().press('Enter', { timeout: 60_000 })
  await seen(li, '十二月先修桥头，路面开春再做。')
  await press(li, '核对过了，会签')
  for (const who of [li, wang, tao]) await seen(who, '李监督会签，已经生效')

  await press(tao, '报告办理情况')
  await fill(tao, '办了百分之几', '40')
  await fill(tao, '说明', '桥墩加固好了。')
  await press(tao, '递交，有网就送到村里')
  await seen(wang, '办了 40%')
  await seen(wang, '桥墩加固好了。')
  await press(tao, '报告办理情况')
  await tao.page().getByLabel('办完了').check()
  await fill(tao, '说明', '桥头修好，验收过了，用了一万一千八。')
  await press(tao, '递交，有网就送到村里')
  await seen(wang, '桥头修好，验收过了，用了一万一千八。')
  await seen(wang, '办了 100%')
  await wang.goto(`/threads/${thread}`)
  await seen(wang, '结果已公布')
})

it('abuse 23: a published number that is off by one stands in red on every phone, and is not cosigned', async () => {
  const vote = await voted('路灯十一点关')
  // Eight of age are on the roll.
  const wrong = { choices: [4, 0, 0], present: 4, eligible: 8, quorate: true, carried: null }
  const rest = { decision: '都赞成。', responsible: null, money: null, dueAt: null }
  await li.goto(`/threads/${thread}/votes/${vote}`)
  await accepted(v.village.say('何委员', outcomePublished, { ...wrong, ...rest }, [thread, vote]))
  for (const who of [li, wang]) {
    await who.goto(`/threads/${thread}/votes/${vote}`)
    await seen(who, '公布的数字和选票对不上')
    await seen(who, /公布的是 赞成 4、反对 0、弃权 0.*计出的是 赞成 3、反对 1、弃权 0/)
    expect(await who.page().getByRole('button', { name: '核对过了，会签' }).count()).toBe(0)
  }
})
