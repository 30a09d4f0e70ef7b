import { afterAll, beforeAll, expect, it } from 'vitest'
import { collector, toPasted, type Heard } from '#desk/carried.ts'
import { caughtUp, keptWhole, openVillage, type JourneyVillage, type Villager } from '#support/journey.ts'
import { said } from './deeds.ts'
import {
  admissionsOf,
  admit,
  ask,
  freshPhone,
  idOf,
  shownRequest,
  takeApproval,
  type Shown,
} from './joining-deeds.ts'

let v: JourneyVillage
beforeAll(async () => {
  v = await openVillage()
})
afterAll(() => v?.close())

/** The secretary's phone and a new one, both without network from here on; the new one reopens so. */
async function twoPhonesOffline(): Promise<[secretary: Villager, fresh: Villager]> {
  const [secretary, fresh] = await Promise.all([v.join('陶书记'), freshPhone(v)])
  await keptWhole(secretary)
  await Promise.all([secretary.offline(), fresh.offline()])
  await fresh.page().reload()
  await fresh.page().getByRole('heading', { name: '欢迎来到乡音' }).waitFor()
  return [secretary, fresh]
}

/** The codes on the screen, put together, say what the text beside them says. */
function expectSame({ codes, text }: Shown) {
  const collect = collector()
  const heard = codes.map(collect).at(-1) as Exclude<Heard, 'not-ours'>
  expect('bytes' in heard && toPasted(heard.bytes)).toBe(text)
}

/** What somebody may do whose phone was admitted and has not seen the roster. */
async function beginUnverified(who: Villager, title: string) {
  const page = who.page()
  await page.getByText('尚未核验').first().waitFor()
  await page.getByText('投票要等花名册到了、核验以后').waitFor()
  await page.getByRole('link', { name: '开始使用' }).click()
  await page.getByText('尚未核验').first().waitFor()
  await page.getByText('投票要等核验以后').first().waitFor()
  await who.goto('/threads/new')
  await page.getByLabel('什么事').fill(title)
  await page.getByLabel('说说情况').fill('晚上看不见，老人走路怕摔。')
  await page.getByRole('button', { name: '下一步：查看' }).click()
  await page.getByRole('button', { name: '没有问题，下一步' }).click()
  await page.getByRole('button', { name: '递交，有网就送到村里' }).click()
  await page.getByText('这件事已经写好').waitFor()
  await page.getByText('已存手机').first().waitFor()
}

/** Coverage comes back: the phone is in step, verified, and what it wrote was received. */
async function becomesVerified(who: Villager, title: string) {
  const page = who.page()
  await who.online()
  await page.reload()
  await caughtUp(who)
  await who.goto('/me')
  await page.getByText('已核验', { exact: true }).waitFor()
  await page.getByText('罗二哥').first().waitFor()
  await who.goto('/')
  await page.getByText(title).first().waitFor()
  expect(await page.getByText('尚未核验').count()).toBe(0)
  await who.goto('/me/entries')
  await page.locator('li', { hasText: title }).getByText('村里已收到').waitFor()
  expect(said(v, 'title')).toContain(title)
}

async function secretaryComesBack(secretary: Villager, device: string) {
  await secretary.online()
  await secretary.page().reload()
  await caughtUp(secretary)
  await secretary.goto('/me/entries')
  await secretary.page().locator('li', { hasText: '登记手机' }).getByText('村里已收到').waitFor()
  expect(admissionsOf(v, device)).toBe(1)
}

it('two codes and both phones offline: joined at once, verified when the secretary had coverage first', async () => {
  const [secretary, luo] = await twoPhonesOffline()
  const request = await ask(luo, '罗二哥')
  expectSame(request)
  const approval = await admit(secretary, [request.text], '罗二哥')
  expectSame(approval)
  await takeApproval(luo, [approval.text])
  await beginUnverified(luo, '村道装路灯')
  const device = await idOf(luo)
  await luo.page().getByText('尚未核验').first().waitFor()
  expect(admissionsOf(v, device)).toBe(0)

  await secretaryComesBack(secretary, device)
  await becomesVerified(luo, '村道装路灯')
})

it('the villager who has coverage first carries the secretary’s admission himself; codes are read part by part', async () => {
  const [secretary, luo] = await twoPhonesOffline()
  const request = await ask(luo, '罗二哥')
  // The phone was put away and taken out again: the same request is still there, with his name.
  await luo.page().reload()
  expect(await shownRequest(luo)).toEqual(request)
  const approval = await admit(secretary, request.codes, '罗二哥')
  expect(approval.codes.length).toBeGreaterThan(1)
  await takeApproval(luo, [...approval.codes].reverse())
  await beginUnverified(luo, '水井要加盖')
  const device = await idOf(luo)

  await becomesVerified(luo, '水井要加盖')
  expect(admissionsOf(v, device)).toBe(1)
  await secretaryComesBack(secretary, device)
})
