import { afterAll, beforeAll, expect, it } from 'vitest'
import { caughtUp, openVillage, type JourneyVillage } from '#support/journey.ts'
import { openDebate, speak, stateOf } from './deeds.ts'
import { press } from './state.ts'

let v: JourneyVillage
beforeAll(async () => {
  v = await openVillage()
})
afterAll(() => v?.close())

/** A phone on its first visit, without a copy of the app, to which parts of the app do not come for a while. */
async function phoneWithout(part: RegExp) {
  const who = await v.phone()
  const away = { is: true, asked: 0 }
  await who.phone.context.addInitScript(() => {
    navigator.serviceWorker.register = () => new Promise(() => {})
  })
  await who.page().route(part, (route) => {
    away.asked += 1
    return away.is ? route.abort() : route.continue()
  })
  return { who, away }
}

it('what joins does not come: the link says that there is no network, is not used up, and works later', async () => {
  const { who, away } = await phoneWithout(/\/assets\/sync-.*\.js/)
  await who.goto(await v.claimPath('罗二哥'))
  await who.page().getByText('现在没有网络，还看不到是哪个村。').waitFor()
  await press(who, '加入')
  await who.page().getByText('用链接加入要连一次网。').waitFor()
  away.is = false
  await press(who, '加入')
  await caughtUp(who)
})

it('what syncs does not come: the phone has joined, asks again by itself, and then hands in what is written', async () => {
  const thread = await openDebate(v)
  const { who, away } = await phoneWithout(/\/assets\/pen-.*\.js/)
  await who.goto(await v.claimPath('王大婶'))
  await press(who, '加入')
  await who.page().getByText('加入好了').first().waitFor()
  await expect.poll(() => away.asked, { timeout: 60_000 }).toBeGreaterThan(2)
  away.is = false
  await caughtUp(who)
  await who.goto(`/threads/${thread}`)
  await speak(who, '信号不好，也到了。')
  await stateOf(who, '信号不好，也到了。', '村里已收到').waitFor({ timeout: 60_000 })
})

it('what a room brings home does not come: the home screen says so, and shows it when there is network', async () => {
  const thread = await openDebate(v)
  const { who, away } = await phoneWithout(/\/assets\/news-.*\.js/)
  await who.goto(await v.claimPath('杨代表'))
  await press(who, '加入')
  await caughtUp(who)
  await who.goto('/')
  await who.page().getByRole('heading', { name: '应用还没有下载完' }).waitFor()
  expect(await who.page().getByText('村里还没有消息').count()).toBe(0)
  away.is = false
  await who.offline()
  await who.online()
  await who.page().locator(`main a[href="/threads/${thread}"]`).waitFor({ timeout: 60_000 })
  expect(await who.page().getByText('应用有一部分还没有到这部手机').count()).toBe(0)
})
