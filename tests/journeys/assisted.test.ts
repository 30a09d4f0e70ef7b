// Who has no phone speaks all the same: written down by an officer, agreed to with a finger, and cosigned.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { rulebookAdopted } from '#rulebook/roster.ts'
import { caughtUp, keptWhole, openVillage, type JourneyVillage } from '#support/journey.ts'
import { accepted } from '#support/village.ts'
import { openDebate, stateOf } from './deeds.ts'
import { fill, heading, press, seen, signOn } from './state.ts'

let v: JourneyVillage
beforeAll(async () => {
  v = await openVillage()
  await accepted(v.village.say('陶书记', rulebookAdopted, { rulebook: 2 }))
})
afterAll(() => v?.close())

it('赵网格 writes down without coverage what 王大婶 says, 何委员 cosigns, and it is her word', async () => {
  const words = '我家的田在路边，要先说补偿。'
  const thread = await openDebate(v)
  const [zhao, he, luo] = [await v.join('赵网格'), await v.join('何委员'), await v.join('罗二哥')]
  await luo.goto(`/threads/${thread}`)
  await seen(luo, '您的话')
  expect(await luo.page().getByText('替没有手机的人发言').count()).toBe(0)

  await zhao.goto(`/threads/${thread}`)
  await Promise.all([keptWhole(zhao), caughtUp(zhao)])
  await zhao.page().getByRole('link', { name: '替没有手机的人发言' }).click()
  await heading(zhao, '替没有手机的人发言')
  await zhao.offline()
  await press(zhao, '递交，请人会签')
  for (const wrong of ['请选一位。', '请写他说的话，不超过2000字。', '请他签名，或者录下他的同意。'])
    await seen(zhao, wrong)
  await zhao.page().getByLabel('王大婶').check({ force: true })
  await fill(zhao, '他的话', words)
  await signOn(zhao, '请王大婶用手指在这里签名')
  await zhao.page().getByAltText('在屏幕上的签名').waitFor()
  await press(zhao, '递交，请人会签')
  await stateOf(zhao, words, '已存手机').waitFor({ timeout: 60_000 })
  await zhao.online()
  await zhao.page().reload()
  await stateOf(zhao, words, '村里已收到').waitFor({ timeout: 60_000 })
  expect(await zhao.page().getByRole('button', { name: '我核对过，会签' }).count()).toBe(0)

  const his = luo.page().locator('.comment', { hasText: words })
  await his.getByText('王大婶').first().waitFor({ timeout: 60_000 })
  await his.getByText('赵网格代写 · 等另一位会签，会签以后才算他的话').waitFor()

  await he.goto('/')
  const asked = he.page().getByRole('listitem').filter({ hasText: '替没有手机的人写的发言' })
  await asked.getByRole('link').click({ timeout: 60_000 })
  await press(he, '我核对过，会签')
  await his.getByText('赵网格代写 · 何委员会签').waitFor({ timeout: 60_000 })
})
