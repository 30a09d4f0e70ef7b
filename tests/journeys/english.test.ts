// English is fetched by who chose it, and then stays on the phone like everything else.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { keptWhole, openVillage, type JourneyVillage, type Villager } from '#support/journey.ts'

let v: JourneyVillage
beforeAll(async () => {
  v = await openVillage()
})
afterAll(() => v?.close())

const isKept = ({ page }: Villager) => page().evaluate(() => caches.has('english'))
const language = ({ page }: Villager) => page().evaluate(() => document.documentElement.lang)

it('杨代表 chooses English without network: it comes with the network, and opens without it from then on', async () => {
  const yang = await v.join('杨代表')
  await keptWhole(yang)
  expect(await isKept(yang)).toBe(false)
  await yang.offline()
  await yang.goto('/me/settings')
  const page = yang.page()
  await page.getByText('English', { exact: true }).click()
  await page.getByText('英文还没有取来').waitFor()
  // What stands on the screen is Chinese, and is read out as such.
  expect(await language(yang)).toBe('zh-CN')
  await page.getByRole('heading', { name: '设置', level: 1 }).waitFor()
  await yang.online()
  await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor({ timeout: 30_000 })
  expect(await language(yang)).toBe('en')
  expect(await isKept(yang)).toBe(true)

  await yang.offline()
  const rooms = {
    '/': 'Home',
    '/notices': 'Notices',
    '/threads': 'Debates',
    '/me': 'Mine',
    '/roster': 'Roster',
  }
  for (const [path, title] of Object.entries(rooms)) {
    await yang.goto(path)
    await page.getByRole('heading', { name: title, level: 1 }).waitFor()
    expect(await language(yang)).toBe('en')
  }
})
