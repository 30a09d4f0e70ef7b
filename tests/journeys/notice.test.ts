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

it('on paper a notice says its date: "yesterday" would be wrong tomorrow', async () => {
  const yang = await v.join('杨代表')
  await yang.goto('/')
  const page = yang.page()
  await page.getByText('明天上午停水').first().click()
  const time = page.locator('main time').first()
  await time.waitFor()
  expect(await time.innerText()).toMatch(/现在|前$/)
  await page.evaluate(() => {
    const said: string[] = []
    Object.assign(window, { said })
    new MutationObserver(() => said.push(document.querySelector('main time')!.textContent!)).observe(
      document.querySelector('main')!,
      { childList: true, subtree: true, characterData: true },
    )
  })
  await page.pdf()
  const said = await page.evaluate(() => (window as unknown as { said: string[] }).said)
  // Other things on the page may change meanwhile.
  expect(said.join('\n')).toMatch(/\d{4}年\d+月\d+日/)
  expect(await time.innerText()).toMatch(/现在|前$/)
})
