import { afterAll, beforeAll, expect, it } from 'vitest'
import { roleEnded } from '#rulebook/roster.ts'
import { caughtUp, keptWhole, openVillage, type JourneyVillage } from '#support/journey.ts'
import { accepted } from '#support/village.ts'
import { openDebate, said, speak, stateOf, writeNotice } from './deeds.ts'

let v: JourneyVillage
beforeAll(async () => {
  v = await openVillage()
})
afterAll(() => v?.close())

it('what is refused in the middle is kept with its reason, and what follows goes on', async () => {
  const thread = await openDebate(v)
  const zhao = await v.join('赵网格')
  await zhao.goto(`/threads/${thread}`)
  await keptWhole(zhao)
  await zhao.offline()
  await speak(zhao, '先说一句。')
  await zhao.goto('/notices/write')
  await zhao.page().getByLabel('王家', { exact: false }).first().check({ force: true })
  await writeNotice(zhao, '今晚查电表', '王家今晚查电表。')
  await zhao.goto(`/threads/${thread}`)
  await speak(zhao, '再说一句。')

  // While he was out of reach he ceased to be grid worker; his phone could not know.
  const person = v.village.phones.赵网格.person
  await accepted(v.village.say('陶书记', roleEnded, { person, role: 'grid-worker', reason: '换人' }))
  await zhao.online()
  await zhao.page().reload()
  await stateOf(zhao, '再说一句。', '村里已收到').waitFor({ timeout: 60_000 })
  await stateOf(zhao, '先说一句。', '村里已收到').waitFor()
  await caughtUp(zhao)
  expect(said(v, 'title')).not.toContain('今晚查电表')

  await zhao.goto('/me/entries')
  const parked = zhao.page().locator('li', { hasText: '今晚查电表' })
  await parked.getByText('未通过').waitFor()
  await parked.getByText(/公告由/).waitFor()
  await parked.getByRole('link', { name: '修改后重新递交' }).waitFor()
  await zhao.goto('/')
  await zhao.page().getByText('今晚查电表').first().waitFor()
})
