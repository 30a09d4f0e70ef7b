import { afterAll, beforeAll, expect, it } from 'vitest'
import { openVillage, type JourneyVillage } from '#support/journey.ts'

let v: JourneyVillage
beforeAll(async () => {
  v = await openVillage()
})
afterAll(() => v?.close())

it('a notice that the secretary writes reaches a second phone', async () => {
  const secretary = await v.join('陶书记')
  const wang = await v.join('王大婶')
  await secretary.goto('/notices/write')
  const page = secretary.page()
  await page.getByLabel('标题').fill('明天上午停水')
  await page.getByLabel('正文').fill('修水管,九点到十一点停水。请提前接水。')
  await page.screenshot({ path: '/tmp/j1.png', fullPage: true })
  console.log(await page.locator('body').innerText())
  await page.getByRole('button', { name: /核对|下一步/ }).click()
  console.log(await page.locator('body').innerText())
  await page.getByRole('button', { name: /发布|递交/ }).click()
  await page.getByText('村里已收到').first().waitFor()
  await wang.goto('/')
  await wang.page().getByText('明天上午停水').first().waitFor()
  expect(v.village.relay.counts().lastNumber).toBeGreaterThan(20)
})
