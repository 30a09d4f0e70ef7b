// The fastest way to see the product must not break unseen: one command, three phones, a wire, a clock, a scene.
import { spawn, type ChildProcess } from 'node:child_process'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { launchPhone, type Phone } from '#support/chromium.ts'

let stage: ChildProcess
let desk: Phone
let url: string
beforeAll(async () => {
  stage = spawn(process.execPath, ['scripts/dev.mjs'], { env: { ...process.env, PORT: '0' }, detached: true })
  url = await new Promise<string>((found, failed) => {
    let output = ''
    const look = (text: Buffer) => {
      output += text.toString()
      const at = /Three phones: (\S+)/.exec(output)?.[1]
      if (at) found(at)
    }
    stage.stdout!.on('data', look)
    stage.stderr!.on('data', look)
    stage.once('exit', () => failed(new Error(output)))
  })
  desk = await launchPhone({ viewport: { width: 1480, height: 1100 } })
})
afterAll(async () => {
  await desk?.close()
  // tsx starts a process of its own, which must not outlive the test.
  if (stage?.pid && stage.exitCode === null) process.kill(-stage.pid, 'SIGTERM')
})

it('陶书记, 王大婶 and 陶在外 stand on one page; a cut wire and a turned clock are theirs alone', async () => {
  const { page } = desk
  page.setDefaultTimeout(90_000)
  await page.goto(url)
  const phoneOf = (name: string) => page.frameLocator(`iframe[title="${name}的手机"]`)
  for (const name of ['陶书记', '王大婶', '陶在外'])
    await phoneOf(name).locator('main').getByText('村里还没有消息').waitFor()

  const card = (name: string) => page.getByRole('region', { name })
  await card('王大婶').getByLabel('线 wire').selectOption('cut')
  await phoneOf('王大婶').getByText('没有网络').first().waitFor()
  await phoneOf('陶在外').getByText('已同步').first().waitFor()

  await card('陶在外').getByLabel('钟 clock').selectOption('8')
  const dateOf = (name: string) =>
    phoneOf(name)
      .locator('body')
      .evaluate(() => Date.now())
  await vi.waitUntil(async () => (await dateOf('陶在外')) - (await dateOf('陶书记')) > 7 * 3600_000)
  expect(Math.abs((await dateOf('王大婶')) - Date.now())).toBeLessThan(60_000)
})

it.each(['洪水之夜 Flood night', '投票截止 Vote closing'])(
  'the scene %s is played to its end, as in the browsers of the other journey',
  async (scene) => {
    const { page } = desk
    await page.getByRole('button', { name: scene }).click()
    // The word on the scene before goes as this one is set.
    await page.getByText('演完了').waitFor({ state: 'hidden' })
    await page.getByText('演完了').or(page.getByText('停在这里')).waitFor({ timeout: 170_000 })
    expect(await page.getByText('停在这里').allInnerTexts()).toEqual([])
  },
)
