// Ballots cast for others: asked for on a phone, written down on paper with a witness, and overtaken by one's own.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { rulebookAdopted } from '#rulebook/roster.ts'
import { caughtUp, keptWhole, openVillage, type JourneyVillage, type Villager } from '#support/journey.ts'
import { accepted, HOUR } from '#support/village.ts'
import { joinDayBefore, openDebate, openVote, vote as castOn } from './deeds.ts'
import { heading, press, seen, signOn } from './state.ts'

let v: JourneyVillage
let [away, luo, li, wang]: Villager[] = []
let thread: string
beforeAll(async () => {
  v = await openVillage()
  away = await joinDayBefore(v, '陶在外')
  luo = await joinDayBefore(v, '罗二哥')
  li = await joinDayBefore(v, '李监督')
  wang = await joinDayBefore(v, '王大婶')
  thread = await openDebate(v)
  await accepted(v.village.say('陶书记', rulebookAdopted, { rulebook: 2 }))
}, 180_000)
afterAll(() => v?.close())

const follow = (who: Villager, name: string) => who.page().getByRole('link', { name, exact: true }).click()
/** Casts on the page that is open, for somebody. */
async function castFor(who: Villager, name: string, choice: string) {
  await follow(who, `替${name}投`)
  await who.page().getByLabel(choice, { exact: true }).check({ force: true })
  await press(who, '下一步：查看')
  await seen(who, `替${name}投，记在${name}的名下`)
  await press(who, '没有问题，下一步')
  await press(who, /^投票，/)
  await seen(who, `替${name}投好了，签了您的名。`)
}

it('陶在外 asks 罗二哥, who casts for him without coverage; 王大婶 signs on his screen, and then votes herself', async () => {
  const vote = await openVote(v, thread, { question: '先修桥头' })
  const path = `/threads/${thread}/votes/${vote}`

  // From far away, on his own phone.
  await away!.goto(path)
  await follow(away!, '请人代投、替人投')
  await heading(away!, '代投')
  await seen(away!, /书记、村委、监督委员、网格员和登记员不能代投，一个人最多替三位投/)
  await follow(away!, '请人代投')
  await press(away!, '下一步：查看')
  await seen(away!, '请选一位代投的人。')
  // Who holds an office is not among them; the page before said so.
  expect(await away!.page().getByLabel('陶书记').count()).toBe(0)
  await away!.page().getByLabel('罗二哥').check({ force: true })
  await press(away!, '下一步：查看')
  await seen(away!, '陶在外请罗二哥代投')
  await press(away!, '没有问题，下一步')
  await press(away!, '签名，请他代投')
  await seen(away!, '村里已收到')

  // His phone tells him; he casts where there is no network, for him and for himself.
  await luo!.goto('/')
  await seen(luo!, '有人请您代投')
  await caughtUp(luo!)
  await keptWhole(luo!)
  await luo!.offline()
  await luo!.page().locator(`a[href="${path}/mandates"]`).click()
  await castFor(luo!, '陶在外', '赞成')
  await castOn(luo!, thread, vote, '反对')
  await luo!.online()
  await luo!.goto(`${path}/mandates`)
  await seen(luo!, '您投了：赞成')
  await caughtUp(luo!)

  // What was cast for him he sees himself, and nobody else before it is counted.
  await away!.goto(path)
  await seen(away!, '罗二哥替您投了：赞成')

  // Who has no phone signs on his, and a witness beside them.
  await luo!.goto(`${path}/mandates`)
  await follow(luo!, '替没有手机的人写委托')
  await luo!.page().getByLabel('王大婶').check({ force: true })
  await luo!.page().getByLabel('见证人').selectOption({ label: '李监督 · 监督委员' })
  await press(luo!, '下一步：查看')
  await seen(luo!, '请让他签名，或者录下他的同意，或者拍下他签了名的纸。')
  await signOn(luo!, '请王大婶用手指在这里签名')
  await luo!.page().getByRole('list', { name: '已经加上的' }).getByAltText('在屏幕上的签名').waitFor()
  await press(luo!, '下一步：查看')
  await press(luo!, '没有问题，下一步')
  await press(luo!, '签名，请李监督见证')
  await seen(luo!, '村里已收到')
  await luo!.goto(`${path}/mandates`)
  await seen(luo!, '等李监督见证')
  await luo!.page().getByRole('link', { name: '替王大婶投' }).waitFor()

  await li!.goto('/')
  await seen(li!, '有一份代投的委托，请您核对、签名见证')
  await li!.page().locator(`a[href="${path}/mandates"]`).click()
  await press(li!, '我在场，是本人同意的，签名见证')
  await seen(li!, '李监督已见证')
  await caughtUp(li!)
  await seen(luo!, '李监督已见证')
  await castFor(luo!, '王大婶', '赞成')
  await luo!.goto('/')
  await caughtUp(luo!)
  expect(await luo!.page().getByText('有人请您代投').count()).toBe(0)

  // She hears of it, and has her own say.
  await wang!.goto(path)
  await seen(wang!, '罗二哥替您投了：赞成')
  await castOn(wang!, thread, vote, '反对')
  await caughtUp(wang!)

  v.clock.ahead += 3 * HOUR
  for (const who of [away!, luo!, li!, wang!]) {
    await who.goto(path)
    await seen(who, '怎么投的：手机 2、代投 1')
    await follow(who, '谁替谁投')
    await seen(who, '陶在外请罗二哥代投')
    await seen(who, '王大婶请罗二哥代投')
  }
})
