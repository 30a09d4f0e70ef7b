import { afterAll, beforeAll, expect, it } from 'vitest'
import { ballotCast } from '#rulebook/vote.ts'
import { caughtUp, openVillage, type JourneyVillage, type Villager } from '#support/journey.ts'
import { accepted, DAY, HOUR } from '#support/village.ts'
import { openDebate, openVote } from './deeds.ts'
import { fill, heading, press, seen } from './state.ts'

let v: JourneyVillage
let tao: Villager
let wang: Villager
let thread: string
beforeAll(async () => {
  v = await openVillage()
  thread = await openDebate(v)
  tao = await v.join('陶书记')
  wang = await v.join('王大婶')
}, 120_000)
afterAll(() => v?.close())

const follow = (who: Villager, name: string) =>
  who.page().getByRole('link', { name, exact: true }).click({ timeout: 60_000 })
const check = (who: Villager, label: string, n = 0) =>
  who.page().getByLabel(label, { exact: true }).nth(n).check({ force: true })
const handIn = async (who: Villager) => {
  await press(who, '下一步：查看')
  await press(who, '没有问题，下一步')
  await press(who, '递交，有网就送到村里')
  await heading(who, '回执')
}
const lines = (who: Villager) => who.page().locator('.joined > li').allInnerTexts()

it('a list is opened, joined, altered offline and left again; everyone sees at once who is on it', async () => {
  await tao.goto(`/threads/${thread}/vote`)
  await tao.page().getByText('还想接龙、约时间').click({ timeout: 60_000 })
  await press(tao, '启用第二版规矩')
  await tao.page().getByLabel('接龙，报名到一个数', { exact: true }).waitFor({ timeout: 60_000 })
  await check(tao, '接龙，报名到一个数')
  // Nobody asks for a quorum, nor when results are seen.
  expect(await tao.page().getByText('按什么规矩').count()).toBe(0)
  expect(await tao.page().getByText('结果什么时候看得到').count()).toBe(0)
  await fill(tao, '接龙什么事', '周日抬石头')
  await press(tao, '下一步：查看')
  await seen(tao, '请写 1 到 9999 的整数。')
  await fill(tao, '目标多少', '6')
  await fill(tao, '按什么算', '个工')
  await tao.page().getByLabel('要不要留一句话').selectOption({ label: '愿意写的写' })
  await press(tao, '下一步：查看')
  await seen(tao, '不用达到法定人数，也不作决定。')
  await press(tao, '没有问题，下一步')
  await press(tao, '发起，有网就送到村里')
  await follow(tao, '看这次投票')

  await wang.goto('/')
  await seen(wang, /^接龙，愿意的报名，还有/)
  await wang.page().getByText('周日抬石头').first().click()
  await follow(wang, '报名')
  const vote = /votes\/(\w+)/.exec(wang.page().url())![1]!
  await check(wang, '报名')
  await press(wang, '下一步：查看')
  await seen(wang, '请写 1 到 999 的整数。')
  await fill(wang, '报多少（个工）', '2')
  await fill(wang, '留一句话（可不写）', '下午才来得了')
  await handIn(wang)
  await seen(wang, '村里已收到')
  await accepted(v.village.say('罗二哥', ballotCast, { choices: [0], amount: 1 }, [vote]))
  await seen(tao, '还差 3 个工')
  await seen(tao, '已报 3 个工，目标 6 个工')
  await expect.poll(() => lines(tao), { timeout: 30_000 }).toHaveLength(2)
  expect((await lines(tao)).map((line) => line.split(/\s/)[0])).toEqual(['王大婶', '罗二哥'])
  expect((await lines(tao))[0]).toContain('下午才来得了')

  // She alters her number where there is no network; her line keeps its place.
  await follow(wang, '看接龙')
  await caughtUp(wang)
  await wang.offline()
  await follow(wang, '改一改，或退出')
  await fill(wang, '报多少（个工）', '5')
  await handIn(wang)
  await wang.online()
  await seen(tao, '够了')
  expect((await lines(tao)).map((line) => line.split(/\s/)[0])).toEqual(['王大婶', '罗二哥'])
  await follow(wang, '看接龙')
  await follow(wang, '改一改，或退出')
  await check(wang, '不报名')
  await handIn(wang)
  await seen(tao, '还差 5 个工')
  await expect.poll(() => lines(tao), { timeout: 30_000 }).toHaveLength(1)
  v.clock.ahead += 8 * DAY
  await wang.goto(`/threads/${thread}/votes/${vote}`)
  await wang.page().reload()
  await seen(wang, '您：不报名')
  await seen(wang, '还差 5 个工')
  // Until this page has heard the village's time, the list might be open still.
  await wang.page().getByRole('link', { name: '改一改，或退出' }).waitFor({ state: 'hidden' })
})

it('a time is sought: each is answered for, and the best are named, also where two are equal', async () => {
  const closesAt = v.clock.now + HOUR
  const times = [2, 3, 4].map((n) => closesAt + n * DAY)
  const terms = { question: '哪天量地', sort: 'times', quorum: 'ask', closesAt, times } as const
  const vote = await openVote(v, thread, { ...terms, times: [...times], hidden: false, collectMs: 0 })
  await accepted(v.village.say('罗二哥', ballotCast, { choices: [0, 0, 2] }, [vote]))
  await wang.goto(`/threads/${thread}/votes/${vote}`)
  await follow(wang, '说说哪天行')
  await check(wang, '可以', 0)
  await press(wang, '下一步：查看')
  await seen(wang, '请选一样。')
  await check(wang, '可以', 1)
  await check(wang, '勉强可以', 2)
  await handIn(wang)
  await follow(wang, '看约的时间')
  await expect.poll(() => wang.page().getByText('（最合适）').count(), { timeout: 30_000 }).toBe(4)
  await seen(wang, '可以 0，勉强可以 1')
  v.clock.ahead += 2 * HOUR
  await tao.goto(`/threads/${thread}/votes/${vote}`)
  await tao.page().reload()
  await seen(tao, /^最合适的是「.*」、「.*」。$/)
  // Who can when is no opinion for a meeting to take up.
  expect(await tao.page().getByRole('link', { name: /表决$/ }).count()).toBe(0)
})
