// The technician's page, as a technician sees it on a phone of his own.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { noticePublished } from '#rulebook/notice.ts'
import { setTechnician } from '#server/ops/technician.ts'
import { openVillage, type JourneyVillage, type Villager } from '#support/journey.ts'
import { doubled, findings, NARROW, tooWide, WHOLE } from '#support/looks.ts'
import { walkOne } from '#support/tab-walk.ts'
import { notice } from '#support/texts.ts'
import { DAY } from '#support/village.ts'

let v: JourneyVillage
let technician: Villager
let wang: Villager
let password: string
beforeAll(async () => {
  v = await openVillage()
  technician = await v.phone()
  wang = await v.join('王大婶')
})
afterAll(() => v?.close())

/** Types the password and sends it by keyboard alone. */
async function signIn(typed = password) {
  const page = technician.page()
  await technician.goto('/ops')
  await page.getByLabel('密码').focus()
  await page.keyboard.type(typed)
  await page.keyboard.press('Enter')
}
const heading = () => technician.page().getByRole('heading', { level: 1, name: '试村' })
const row = (words: string) => technician.page().getByRole('row').filter({ hasText: words })

/** Looks at the page as it stands, in all the ways it must stand up to. */
async function lookedAt(): Promise<string[]> {
  const page = technician.page()
  const found: string[] = []
  const look = async (how: string, what: Promise<string[]>) =>
    void found.push(...(await what).map((one) => `${how}: ${one}`))
  await page.setViewportSize(WHOLE)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await look(colorScheme, findings(technician))
    await look(colorScheme, tooWide(technician))
  }
  await page.setViewportSize(NARROW)
  await look('320', tooWide(technician))
  await page.setViewportSize({ width: 360, height: 740 })
  await look('doubled', doubled(technician))
  await page.evaluate(() => document.documentElement.style.removeProperty('font-size'))
  await look('keys', walkOne(technician, '/ops'))
  await page.emulateMedia({ colorScheme: 'light' })
  return found
}

it('until somebody sets a technician, the page says which command does', async () => {
  await technician.goto('/ops')
  await technician.page().getByText('npm run village -- technician').waitFor()
  expect(await lookedAt()).toEqual([])
  ;({ password } = await setTechnician(v.dataDir))
})

it('a wrong password is told at the field; the way in is clean in every look', async () => {
  await signIn('abcd-efgh')
  await technician.page().getByRole('alert').filter({ hasText: '密码不对' }).waitFor()
  expect(await lookedAt()).toEqual([])
})

it('the technician sees when a phone was here, its version and storage, and what was refused', async () => {
  const { relay } = v.village
  const { device } = relay.upkeep.phones().find(({ isHere }) => isHere)!
  await v.village.say('王大婶', noticePublished, notice())
  await signIn()
  await heading().waitFor()
  const hers = row(device.slice(0, 8))
  expect(await hers.innerText()).toMatch(/1 组[\s\S]*现在连着/)
  // What Chromium really said of its storage, and the app as it was built.
  expect(await hers.innerText()).toMatch(/web \d+\.\d+\.\d+ \S+[\s\S]*\d+ \/ \d+ MB/)
  expect(await row('N1').innerText()).toMatch(/公告[\s\S]*1\s+1\s+1\s+1/)
  await technician.page().getByText('还没有备份过').waitFor()
  expect(await technician.page().locator('body').innerText()).not.toMatch(/王大婶|陶书记/)
  expect(await lookedAt()).toEqual([])
})

it('fifteen days later the silent phones are an alert; how many days that takes can be asked for', async () => {
  const { device } = v.village.relay.upkeep.phones().find(({ isHere }) => isHere)!
  await wang.phone.close()
  await expect.poll(() => v.village.relay.counts().sessions, { timeout: 30_000 }).toBe(0)
  v.clock.ahead += 15 * DAY
  // An hour is over as well: first the way in again.
  await technician.goto('/ops')
  await technician.page().getByLabel('密码').waitFor()
  await signIn()
  await technician.page().getByText('15 天前').first().waitFor()
  expect(await row(device.slice(0, 8)).innerText()).toMatch(/15 天前[\s\S]*没动静/)
  await technician
    .page()
    .getByText(/部手机 14 天以上没有同步，其中村干部/)
    .waitFor()
  expect(await lookedAt()).toEqual([])
  const days = technician.page().getByLabel('多少天没同步要提醒')
  // The village's own phones were let in the day before, and have not been here since.
  await days.fill('17')
  await days.press('Enter')
  await technician.page().waitForURL('**/ops?days=17')
  await heading().waitFor()
  expect(await technician.page().getByText('天以上没有同步').count()).toBe(0)
})

it('who signs out sees the way in, and going back shows nothing', async () => {
  const page = technician.page()
  await page.getByRole('button', { name: '退出' }).press('Enter')
  await page.getByLabel('密码').waitFor()
  await page.goBack()
  await page.reload()
  await page.getByLabel('密码').waitFor()
  expect(await page.getByText('试村').count()).toBe(0)
})

it('a phone with the app on it comes to the technician’s page too, and not to a page of the app', async () => {
  const luo = await v.join('罗二哥')
  await luo.page().evaluate(async () => void (await navigator.serviceWorker.ready))
  await luo.goto('/ops')
  await luo.page().getByLabel('密码').waitFor()
})
