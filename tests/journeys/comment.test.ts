import { afterAll, beforeAll, expect, it } from 'vitest'
import { caughtUp, keptWhole, openVillage, type JourneyVillage, type Villager } from '#support/journey.ts'
import { openDebate, said, speak, stateOf } from './deeds.ts'

let v: JourneyVillage
beforeAll(async () => {
  v = await openVillage()
})
afterAll(() => v?.close())

const word = (who: Villager, text: string) => who.page().locator('.comment', { hasText: text })

it('a word finds support, is changed without coverage, answered, and withdrawn with a reason', async () => {
  const [first, later] = ['田边要留沟。', '田边要留一条排水沟。']
  const thread = await openDebate(v)
  const [wang, luo] = [await v.join('王大婶'), await v.join('罗二哥')]
  await wang.goto(`/threads/${thread}`)
  await speak(wang, first)
  await stateOf(wang, first, '村里已收到').waitFor({ timeout: 60_000 })
  await luo.goto(`/threads/${thread}`)

  await word(luo, first)
    .getByRole('button', { name: /^我也这样看/ })
    .click()
  await word(luo, first)
    .getByRole('button', { name: /^您也这样看 · 1/, pressed: true })
    .waitFor()
  await word(wang, first).getByText('1 人这样看').waitFor({ timeout: 60_000 })
  expect(
    await word(wang, first)
      .getByRole('button', { name: /这样看/ })
      .count(),
  ).toBe(0)

  await keptWhole(wang)
  await wang.offline()
  await word(wang, first).getByRole('button', { name: '改这条' }).click()
  await wang.page().getByLabel('改成').fill(later)
  await wang.page().getByRole('button', { name: '改好了，递交' }).click()
  await word(wang, later).waitFor()
  await wang.online()
  await wang.page().reload()
  await word(luo, later).waitFor({ timeout: 60_000 })
  await word(luo, later).getByText('改过').click()
  await word(luo, later).getByText(first, { exact: true }).waitFor()

  await word(luo, later).getByRole('button', { name: /^回复/ }).click()
  await luo.page().getByLabel('回复王大婶').fill('沟归哪家挖？')
  await luo.page().locator('.beneath').getByRole('button', { name: '递交，有网就送到村里' }).click()
  await word(wang, '沟归哪家挖？').waitFor({ timeout: 60_000 })
  await word(wang, later).getByRole('button', { name: '改这条' }).waitFor({ state: 'hidden' })

  await word(wang, later).getByRole('button', { name: '撤回' }).click()
  await wang.page().getByRole('button', { name: '撤回这条发言' }).click()
  await wang.page().getByText('请写原因，不超过200字。').waitFor()
  await wang.page().getByLabel('为什么撤回').fill('沟已经有了')
  await wang.page().getByRole('button', { name: '撤回这条发言' }).click()
  await luo.page().getByText('本人撤回了这条发言：沟已经有了').waitFor({ timeout: 60_000 })
  await word(luo, '沟归哪家挖？').waitFor()
  expect(await luo.page().getByText(later).count()).toBe(0)
  await caughtUp(wang)
  expect(said(v, 'text')).toEqual(expect.arrayContaining([first, later, '沟归哪家挖？']))
})
