import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { caughtUp, openVillage, type JourneyVillage, type Villager } from '#support/journey.ts'
import { notice, openDebate, said, speak, stateOf } from './deeds.ts'

let v: JourneyVillage
const phones: Villager[] = []
beforeAll(async () => {
  v = await openVillage()
})
// One phone at a time: the relay's sessions are counted.
afterEach(async () => {
  for (const { phone } of phones.splice(0)) await phone.close()
})
afterAll(() => v?.close())

async function join(...given: Parameters<JourneyVillage['join']>): Promise<Villager> {
  const who = await v.join(...given)
  phones.push(who)
  return who
}

it('a dead link is noticed within 20 s while the browser says it is online, and heals by itself', async () => {
  const wang = await join('王大婶')
  await wang.goto('/')
  await caughtUp(wang)
  wang.road.blackHole(true)
  const since = Date.now()
  await wang
    .page()
    .getByText(/没有网络|正在连接/)
    .first()
    .waitFor({ timeout: 20_000 })
  console.log(`a dead link was noticed after ${((Date.now() - since) / 1000).toFixed(1)} s`)
  expect(await wang.page().evaluate(() => navigator.onLine)).toBe(true)
  wang.road.blackHole(false)
  wang.road.resetAll()
  await notice(v, '桥修好了')
  await wang.page().getByText('桥修好了').first().waitFor({ timeout: 90_000 })
})

it('the relay is stopped and started again: phones come back and hand in what was written meanwhile', async () => {
  const thread = await openDebate(v)
  const luo = await join('罗二哥')
  await luo.goto(`/threads/${thread}`)
  await luo.page().getByText('要不要加宽').waitFor()
  await v.restart(async () => {
    await speak(luo, '中转站停的时候写的。')
    await stateOf(luo, '中转站停的时候写的。', '已存手机').waitFor()
  })
  await stateOf(luo, '中转站停的时候写的。', '村里已收到').waitFor({ timeout: 90_000 })
  expect(said(v, 'text').filter((text) => text === '中转站停的时候写的。')).toHaveLength(1)
})

it('five tabs hold one socket, and when the tab that holds it is gone another takes over', async () => {
  const wang = await join('王大婶')
  await wang.goto('/')
  await caughtUp(wang)
  const first = wang.page()
  const others = []
  for (let n = 0; n < 4; n++) {
    const tab = await wang.phone.newPage()
    await tab.goto(`${wang.road.url}/`)
    await tab
      .getByText(/已同步/)
      .first()
      .waitFor()
    others.push(tab)
  }
  await expect.poll(() => v.village.relay.counts().sessions, { timeout: 20_000 }).toBe(1)
  await crashed(first)
  await notice(v, '选种会改到周五')
  for (const tab of others) await tab.getByText('选种会改到周五').first().waitFor({ timeout: 60_000 })
  await expect.poll(() => v.village.relay.counts().sessions, { timeout: 20_000 }).toBe(1)
})

/** The tab dies where it stands: no page gets a word in, as when a phone takes its memory away. */
async function crashed(page: Page) {
  const cdp = await page.context().newCDPSession(page)
  const gone = new Promise((resolve) => page.once('crash', resolve))
  void cdp.send('Page.crash').catch(() => {})
  await gone
}

it.each([
  ['400 days ahead', 400],
  ['400 days behind', -400],
])('a phone whose clock is %s reads, writes and is received', async (name, days) => {
  const thread = await openDebate(v)
  const who = await v.phone()
  phones.push(who)
  await who.phone.context.addInitScript(
    (ms) => {
      const [now, OldDate] = [Date.now, Date]
      const Shifted = function (...given: unknown[]) {
        return given.length ? Reflect.construct(OldDate, given) : new OldDate(now() + ms)
      }
      Object.setPrototypeOf(Shifted, OldDate)
      Shifted.prototype = OldDate.prototype
      Object.assign(Shifted, { now: () => now() + ms })
      window.Date = Shifted as unknown as DateConstructor
    },
    days * 24 * 3600 * 1000,
  )
  await who.goto(await v.claimPath(days > 0 ? '杨代表' : '罗二哥'))
  await who.page().getByRole('button', { name: '加入', exact: true }).click()
  await caughtUp(who)
  await who.goto(`/threads/${thread}`)
  await speak(who, `钟不准的手机：${name}`)
  await stateOf(who, `钟不准的手机：${name}`, '村里已收到').waitFor({ timeout: 60_000 })
})
