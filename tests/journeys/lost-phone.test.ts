import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { caughtUp, keptWhole, openVillage, type JourneyVillage } from '#support/journey.ts'
import { openDebate, said, speak, stateOf } from './deeds.ts'
import { admit, ask, freshPhone, idOf, shownRequest, takeApproval } from './joining-deeds.ts'

let v: JourneyVillage
beforeAll(async () => {
  v = await openVillage()
})
afterAll(() => v?.close())

it('a lost phone is replaced: the old one says that it is revoked and keeps its words; found again, it asks anew', async () => {
  const thread = await openDebate(v)
  const [secretary, old] = await Promise.all([v.join('陶书记'), v.join('王大婶')])
  const lost = await idOf(old)
  await old.goto(`/threads/${thread}`)
  await keptWhole(old)
  await old.offline()
  await speak(old, '只在旧手机上的一句话。')
  await stateOf(old, '只在旧手机上的一句话。', '已存手机').waitFor()

  const fresh = await freshPhone(v)
  const request = await ask(fresh, '王大婶')
  await secretary.goto('/roster/devices')
  await caughtUp(secretary)
  const approval = await admit(secretary, [request.text], '王大婶', lost)
  await secretary.page().getByText('旧手机已停用。').waitFor()
  await takeApproval(fresh, [approval.text])
  await caughtUp(fresh)
  await caughtUp(secretary)

  await old.online()
  const page = old.page()
  await page.reload()
  await page.getByRole('heading', { name: '这部手机已被停用' }).waitFor({ timeout: 60_000 })
  expect(said(v, 'text')).not.toContain('只在旧手机上的一句话。')
  await page.getByText('有 1 条还没有递交').waitFor()
  await page.getByRole('link', { name: '看我写的' }).first().click()
  const kept = page.locator('li', { hasText: '只在旧手机上的一句话。' })
  await kept.waitFor()
  await kept.getByText('这部手机已被停用').waitFor()
  await old.goto('/me/settings')
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '导出没递交的内容' }).click(),
  ])
  expect(await readFile(await file.path(), 'utf8')).toContain('只在旧手机上的一句话。')
  await old.goto('/')
  await page.getByRole('heading', { name: '这部手机已被停用' }).waitFor()

  await fresh.goto(`/threads/${thread}`)
  await speak(fresh, '新手机也能说话。')
  await stateOf(fresh, '新手机也能说话。', '村里已收到').waitFor({ timeout: 60_000 })
  expect(said(v, 'text')).toContain('新手机也能说话。')
  expect(said(v, 'text')).not.toContain('只在旧手机上的一句话。')

  // Found again after all: it asks anew with what it has, and what was not handed in is still there to be sent.
  await old.goto('/')
  await page.getByRole('button', { name: '重新申请加入' }).click()
  const anew = await shownRequest(old)
  await page.getByText('只在旧手机上的一句话。').waitFor()
  const second = await admit(secretary, [anew.text], '王大婶')
  await takeApproval(old, [second.text])
  await caughtUp(old)
  expect(await idOf(old)).not.toBe(lost)
  await old.goto(`/threads/${thread}`)
  await speak(old, '找回来的手机又能说话。')
  await stateOf(old, '找回来的手机又能说话。', '村里已收到').waitFor({ timeout: 60_000 })
  expect(said(v, 'text')).toContain('找回来的手机又能说话。')
  await old.goto('/me/entries')
  const refused = page.locator('li', { hasText: '只在旧手机上的一句话。' })
  await refused.getByText('写它的手机已被停用').waitFor({ timeout: 60_000 })
  await refused.getByRole('link', { name: '修改后重新递交' }).click()
  await page.getByText('只在旧手机上的一句话。').first().waitFor()
})

it('a second phone that joined by a claim link works beside the first', async () => {
  const thread = await openDebate(v)
  const first = await v.join('罗二哥')
  const second = await v.join('罗二哥')
  expect(await idOf(first)).not.toBe(await idOf(second))
  for (const [phone, text] of [
    [first, '在老手机上说的。'],
    [second, '在新手机上说的。'],
  ] as const) {
    await phone.goto(`/threads/${thread}`)
    await speak(phone, text)
    await stateOf(phone, text, '村里已收到').waitFor({ timeout: 60_000 })
  }
  // Each phone has what the other one said, under the same name.
  const fromSecond = first.page().locator('.comment', { hasText: '在新手机上说的。' })
  await fromSecond.getByText('罗二哥').first().waitFor({ timeout: 60_000 })
  const fromFirst = second.page().locator('.comment', { hasText: '在老手机上说的。' })
  await fromFirst.getByText('罗二哥').first().waitFor()
})
