import { afterAll, beforeAll, expect, it } from 'vitest'
import { rulebookAdopted } from '#rulebook/roster.ts'
import { ballotCast } from '#rulebook/vote.ts'
import { caughtUp, keptWhole, openVillage, type JourneyVillage, type Villager } from '#support/journey.ts'
import { accepted, HOUR } from '#support/village.ts'
import { joinDayBefore, openDebate, openVote } from './deeds.ts'
import { heading, press, seen } from './state.ts'

let v: JourneyVillage
let he: Villager
let li: Villager
let wang: Villager
let thread: string
beforeAll(async () => {
  v = await openVillage()
  // Both have had the app for a day when the vote is put: what they say of their ballots counts.
  li = await joinDayBefore(v, '李监督')
  wang = await joinDayBefore(v, '王大婶')
  thread = await openDebate(v)
  await accepted(v.village.say('陶书记', rulebookAdopted, { rulebook: 2 }))
  he = await v.join('何委员')
}, 120_000)
afterAll(() => v?.close())

const pick = async (who: Villager, person: RegExp, choice: string) => {
  await who.page().getByLabel(person).selectOption({ label: choice })
}

it('hands and phones in one count: entered without coverage, witnessed, and a pair settled by whose it is', async () => {
  const vote = await openVote(v, thread, { question: '先修桥头' })
  const path = `/threads/${thread}/votes/${vote}`
  await accepted(v.village.say('王大婶', ballotCast, { choices: [0] }, [vote]))
  await accepted(v.village.say('陶书记', ballotCast, { choices: [0] }, [vote]))

  // The officer counts in a room without coverage.
  await he.goto(path)
  await caughtUp(he)
  await keptWhole(he)
  await he.offline()
  await he.page().getByRole('link', { name: '录入纸票、举手票' }).click()
  await heading(he, '纸票和举手票')
  await he.page().getByRole('link', { name: '录入纸票、举手票' }).click()
  await heading(he, '录入会场上的票')
  await press(he, '下一步：查看')
  await seen(he, '请选一位见证人。')
  await seen(he, '请至少录一个人的票。')
  await he.page().getByLabel('举手').check({ force: true })
  await he.page().getByLabel('见证人').selectOption({ label: '李监督 · 监督委员' })
  await he
    .page()
    .getByText(/^一组：/)
    .click()
  await pick(he, /^王大婶/, '反对')
  await pick(he, /^罗二哥/, '赞成')
  await press(he, '下一步：查看')
  await seen(he, '合计：赞成 1、反对 1、弃权 0')
  await press(he, '没有问题，下一步')
  await press(he, '录入，有网就送到村里')
  await heading(he, '回执')
  await he.online()
  await seen(he, '村里已收到')

  // The witness is asked on the home screen, sees each line, and signs.
  await li.goto('/')
  await seen(li, '会场上的 2 张票，请您核对、签名见证')
  await li.page().locator(`a[href="${path}/paper"]`).click()
  await seen(li, '王大婶：反对')
  await press(li, '我在场，都对，签名见证')
  await seen(li, '李监督已见证，一起计票')
  await caughtUp(li)

  // What was said in the room is nobody's to see before the window is over.
  await wang.goto(path)
  await caughtUp(wang)
  await seen(wang, '已有 3 人')
  expect(await wang.page().getByText('您有两张不一样的票').count()).toBe(0)

  v.clock.ahead += 3 * HOUR
  await wang.page().reload()
  await seen(wang, '您有两张不一样的票')
  await seen(wang, '1 人的两张票不一样，没有说定')
  await he.goto(path)
  await seen(he, '1 人的两张票不一样')
  expect(await he.page().getByRole('link', { name: '公布结果' }).count()).toBe(0)

  await wang.page().getByRole('link', { name: '去说明' }).click()
  await press(wang, '以手机为准：赞成')
  await wang.page().getByText('您有两张不一样的票').waitFor({ state: 'detached', timeout: 60_000 })
  for (const who of [wang, li]) {
    await who.goto(path)
    await seen(who, '怎么投的：手机 2、举手 1')
    await seen(who, '赞成')
  }
  await seen(wang, '会场上的票，以您的名义：举手，反对。何委员录入，李监督见证。')
  await he.goto(path)
  await he.page().getByRole('link', { name: '公布结果' }).waitFor({ timeout: 60_000 })
})
