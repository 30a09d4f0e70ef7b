import { afterAll, beforeAll, it } from 'vitest'
import { newClaim } from '#identity/hand.ts'
import { caughtUp, keptWhole, openVillage, type JourneyVillage } from '#support/journey.ts'
import { freshPhone } from './joining-deeds.ts'

let v: JourneyVillage
beforeAll(async () => {
  v = await openVillage()
})
afterAll(() => v?.close())

it('a claim link says which village it is for before it is used; without signal, and from elsewhere, it says that', async () => {
  const luo = await freshPhone(v)
  const page = luo.page()
  const elsewhere = await newClaim('00000000000000ee', v.village.phones.罗二哥.person, '')
  await luo.goto(elsewhere.link())
  await page.getByText('这条链接是别的村的').waitFor()
  await page.getByRole('button', { name: '加入', exact: true }).waitFor({ state: 'detached' })

  await keptWhole(luo)
  await luo.offline()
  const path = await v.claimPath('罗二哥')
  await luo.goto('/me/settings')
  await luo.goto(path)
  await page.getByText('现在没有网络，还看不到是哪个村').waitFor()
  await luo.online()
  await page.reload()
  await page.getByRole('heading', { name: '加入 试村' }).waitFor()
  await page.getByText('建村时的村支书').waitFor()
  await page.getByText('陶书记').waitFor()
  await page.getByRole('button', { name: '加入', exact: true }).click()
  await page.getByText('这部手机现在是村里的一员。').waitFor({ timeout: 60_000 })
  await caughtUp(luo)
})
