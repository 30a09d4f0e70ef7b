import { afterAll, beforeAll, expect, it } from 'vitest'
import { openVillage, type JourneyVillage } from '#support/journey.ts'
import { publishOnScreen } from './deeds.ts'

let v: JourneyVillage
beforeAll(async () => {
  v = await openVillage()
})
afterAll(() => v?.close())

it('a notice that the secretary writes reaches a second phone, and a third whose link is weak', async () => {
  const secretary = await v.join('陶书记')
  const wang = await v.join('王大婶')
  const away = await v.join('陶在外', { shape: { downBps: 700_000, upBps: 300_000, delayMs: 150 } })
  await wang.goto('/')
  await away.goto('/')
  await publishOnScreen(secretary, '明天上午停水', '修水管，九点到十一点停水。')
  await secretary.page().getByText('村里已收到').first().waitFor()
  for (const { page } of [wang, away]) await page().getByText('明天上午停水').first().waitFor()
  await wang.page().getByText('明天上午停水').first().click()
  await wang.page().getByText('修水管，九点到十一点停水。').waitFor()
  expect(
    await wang
      .page()
      .getByText(/第 \d+ 号/)
      .count(),
  ).toBeGreaterThan(0)
})
