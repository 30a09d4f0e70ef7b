// A vote in a village that was cut off: secretary and supervisor pause it, and it runs on for the time it had left.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { rulebookAdopted } from '#rulebook/roster.ts'
import { caughtUp, openVillage, type JourneyVillage, type Villager } from '#support/journey.ts'
import { accepted, HOUR } from '#support/village.ts'
import { joinDayBefore, openDebate, openVote, vote as castOn } from './deeds.ts'
import { fill, heading, press, seen } from './state.ts'

let v: JourneyVillage
let tao: Villager
let li: Villager
let wang: Villager
let thread: string
beforeAll(async () => {
  v = await openVillage()
  tao = await joinDayBefore(v, '陶书记')
  li = await joinDayBefore(v, '李监督')
  wang = await joinDayBefore(v, '王大婶')
  thread = await openDebate(v)
  await accepted(v.village.say('陶书记', rulebookAdopted, { rulebook: 2 }))
}, 180_000)
afterAll(() => v?.close())

it('陶书记 pauses a vote for the hours the mast was down, 李监督 signs, and 王大婶 still votes a day later', async () => {
  const vote = await openVote(v, thread, { closesAt: v.clock.now + 4 * HOUR, hidden: false, collectMs: 0 })
  const path = `/threads/${thread}/votes/${vote}`
  v.clock.ahead += 3 * HOUR
  await tao.goto(path)
  await tao.page().getByRole('link', { name: '暂停投票' }).click()
  await heading(tao, '暂停投票')
  await press(tao, '提出暂停')
  await seen(tao, '请写明原因，1到200字。')
  await tao.page().getByLabel('从什么时候算起').selectOption({ label: '3 小时前' })
  await fill(tao, '为什么暂停', '雷打坏了基站，全村没有信号。')
  await tao.offline()
  await press(tao, '提出暂停')
  await seen(tao, /起暂停：雷打坏了基站/)
  await tao.online()
  await seen(tao, '等监督委员会签，签了才生效')
  await caughtUp(tao)

  // Nothing stands still before the second signature; it is asked for on the supervisor's home.
  await wang.goto(path)
  await seen(wang, /还有 .*截止/)
  expect(await wang.page().getByText('投票暂停了').count()).toBe(0)
  await li.goto('/')
  await seen(li, '暂停或恢复投票，请您看过、会签')
  await li.page().locator(`a[href="${path}/pause"]`).click()
  await press(li, '会签')
  await seen(li, '李监督已会签，生效')

  await seen(wang, '投票暂停了')
  await seen(wang, '陶书记提出，李监督会签。')
  await seen(wang, '暂停，不计时')
  v.clock.ahead += 20 * HOUR
  await castOn(wang, thread, vote, '赞成')
  await seen(wang, '您的票已经投好')
  await caughtUp(wang)

  await tao.goto(`${path}/pause`)
  await fill(tao, '为什么恢复', '信号通了。')
  await press(tao, '提出恢复')
  await seen(tao, '恢复投票：信号通了。')
  await caughtUp(tao)
  await li.goto('/')
  await li.page().locator(`a[href="${path}/pause"]`).click()
  await press(li, '会签')
  await caughtUp(li)

  // It stood still from its very beginning: all four hours are left.
  for (const who of [wang, li]) {
    await who.goto(path)
    await seen(who, /还有 (4 小时|3 小时 \d+ 分钟)截止/)
    await seen(who, /暂停过，没有计时：雷打坏了基站/)
  }
  v.clock.ahead += 5 * HOUR
  for (const who of [wang, tao]) {
    await who.goto(path)
    await seen(who, /已投 1 人/)
    expect(await who.page().getByText('暂停，不计时').count()).toBe(0)
  }
  await tao.goto(`${path}/pause`)
  await seen(tao, '这次投票已经截止，不能再暂停。')
})
