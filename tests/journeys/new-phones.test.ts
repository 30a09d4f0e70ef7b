// Phones let in for a vote, or for an office: what they say is listed and does not count until somebody else has looked.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { rulebookAdopted } from '#rulebook/roster.ts'
import { ballotCast } from '#rulebook/vote.ts'
import { caughtUp, keptWhole, openVillage, type JourneyVillage, type Villager } from '#support/journey.ts'
import { accepted, HOUR } from '#support/village.ts'
import { joinDayBefore, openDebate, openVote, vote as castOn } from './deeds.ts'
import { heading, press, seen } from './state.ts'

let v: JourneyVillage
let li: Villager
let thread: string
beforeAll(async () => {
  v = await openVillage()
  // The supervisor has had the app for a day when the vote is put.
  li = await joinDayBefore(v, '李监督')
  thread = await openDebate(v)
  await accepted(v.village.say('陶书记', rulebookAdopted, { rulebook: 2 }))
}, 120_000)
afterAll(() => v?.close())

it('杨代表 and 赵网格 join while a vote is open; 李监督 asks one of them, without coverage, and his ballot counts', async () => {
  const question = '先修桥头'
  const vote = await openVote(v, thread, { question })
  const path = `/threads/${thread}/votes/${vote}`
  await accepted(v.village.say('罗二哥', ballotCast, { choices: [1] }, [vote]))

  const [yang, zhao] = [await v.join('杨代表'), await v.join('赵网格')]
  await yang.goto(path)
  await seen(yang, '您的手机是新加入的')
  await seen(yang, '监督委员李监督问过您、核对这部手机以后，您的票才计入。')
  await castOn(yang, thread, vote, '赞成')
  await seen(yang, '您的票投好了。监督委员李监督问过您、核对这部手机以后才计入。')
  await castOn(zhao, thread, vote, '赞成')
  for (const who of [yang, zhao]) await caughtUp(who)

  // On the supervisor's home; he telephones, and signs where there is no coverage.
  await li.goto('/')
  await seen(li, /部新加入的手机，请您核对/)
  await caughtUp(li)
  await keptWhole(li)
  await li.page().locator(`a[href="${path}/phones"]`).click()
  await heading(li, '新加入的手机')
  await seen(li, '问过杨代表')
  await li.offline()
  await press(li, '问过杨代表，签名核对')
  await seen(li, '签好了，已存手机，有网自动递交')
  expect(await li.page().getByText('李监督已核对').count()).toBe(0)
  await li.online()
  await seen(li, '李监督已核对，投的票计入')

  await yang.goto(path)
  await seen(yang, '这部手机李监督已核对，投的票计入。')

  // Every phone counts one of the two, and says whose ballot does not.
  v.clock.ahead += 3 * HOUR
  for (const who of [yang, li]) {
    await who.goto(path)
    await seen(who, '1 人是用新加入的手机投的，监督委员没有核对，没有计入')
    await who.page().getByText('1 人是用新加入的手机投的').click()
    await seen(who, /^赵网格$/)
    await seen(who, /已投 2 人/)
  }
  await zhao.goto(path)
  await seen(zhao, '您的票没有计入')
  await li.goto(`${path}/phones`)
  await seen(li, '补收时间已经过了，不能再核对。没有核对的不计票。')
  expect(
    await li
      .page()
      .getByRole('button', { name: /签名核对$/ })
      .count(),
  ).toBe(0)
})

it('陶书记 gives 罗二哥 an office; it counts once 李监督 has signed, and not from a phone that was let in today', async () => {
  const luo = v.village.phones.罗二哥.person
  const [tao, fresh] = [await v.join('陶书记'), await v.join('李监督')]
  await tao.goto(`/roster/people/${luo}/role`)
  await tao.page().getByLabel('职务', { exact: true }).selectOption('committee')
  await press(tao, '登记，有网就送到村里')
  await seen(tao, '已登记：罗二哥，村委委员。会签以后才算数，有网就送到村里。')
  await tao.goto('/roster/offices')
  await seen(tao, '等监督委员会签')
  expect(await tao.page().getByRole('button', { name: '会签' }).count()).toBe(0)

  await fresh.goto(`/roster/people/${luo}`)
  await press(fresh, '会签')
  await seen(fresh, /登记还不到一天的手机不能会签职务/)
  await li.goto('/')
  await seen(li, '任村委委员，等您会签')
  await li.page().locator(`a[href="/roster/people/${luo}"]`).click()
  await press(li, '会签')
  for (const who of [tao, li]) {
    await who.goto(`/roster/people/${luo}`)
    await seen(who, /^从\d+年/)
    expect(await who.page().getByText('等监督委员会签').count()).toBe(0)
  }
})
