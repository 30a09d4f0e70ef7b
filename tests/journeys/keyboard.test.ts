import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  leaveTraces,
  openFullVillage,
  screensOf,
  screensOfAFreshPhone,
  type FullVillage,
} from '#support/full-village.ts'
import { show, turnTo, type Screen } from '#support/screens.ts'
import type { Villager } from '#support/journey.ts'
import { toTheTop, walkOne } from '#support/tab-walk.ts'

// How long so many keys take is a matter of the machine alone.
const PATIENCE = 600_000

let village: FullVillage
let secretary: Villager
let wang: Villager
let fresh: Villager
beforeAll(async () => {
  village = await openFullVillage()
  const { v } = village
  fresh = await v.phone()
  secretary = await v.join('陶书记')
  wang = await v.join('王大婶')
  await leaveTraces(wang, village.thread)
}, PATIENCE)
afterAll(() => village?.v.close())

async function walk(who: Villager, screens: Screen[]): Promise<string[]> {
  const lines: string[] = []
  await show(who, ['/install', '添加到桌面'])
  for (const screen of screens) {
    await turnTo(who, screen)
    lines.push(...(await walkOne(who, screen[0])))
  }
  return lines
}

it(
  'Tab reaches everything on every screen, in order and in sight',
  async () => {
    const found = await Promise.all([
      walk(secretary, screensOf(village)),
      walk(wang, screensOf(village)),
      walk(fresh, await screensOfAFreshPhone(village)),
    ])
    expect(found.flat()).toEqual([])
  },
  PATIENCE,
)

it('Enter opens a row, and the focus comes to the title of what it opened', async () => {
  const page = wang.page()
  await show(wang, ['/notices', '公告'])
  await page.getByRole('link', { name: '停水通知' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: '停水通知' }).waitFor()
  expect(new URL(page.url()).pathname).toBe(`/notices/${village.notices.plain}`)
  await page.waitForFunction(() => document.activeElement?.tagName === 'H1')
})

it('the first Tab leads past the top straight to the text', async () => {
  const page = wang.page()
  await show(wang, ['/threads', '议事厅'])
  await toTheTop(wang)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('main')
})

it('a dialog keeps the focus, Esc closes it, and the focus goes back', async () => {
  const page = wang.page()
  await show(wang, ['/', '首页'])
  const light = page.getByRole('button', { name: /已同步/ })
  await light.focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: '和村里同步' })
  await dialog.waitFor()
  const isInside = () => page.evaluate(() => Boolean(document.activeElement?.closest('dialog')))
  // Where the browser has a bar of its own, the Tab after the last thing in the dialog is there.
  const isNowhere = () => page.evaluate(() => document.activeElement === document.body)
  for (const key of ['Tab', 'Tab', 'Tab', 'Tab', 'Tab', 'Shift+Tab', 'Shift+Tab', 'Shift+Tab']) {
    await page.keyboard.press(key)
    expect((await isInside()) || (await isNowhere()), key).toBe(true)
  }
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  expect(await light.evaluate((one) => one === document.activeElement)).toBe(true)
})
