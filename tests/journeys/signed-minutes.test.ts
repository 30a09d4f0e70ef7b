// 会议纪要: drawn by every phone from what was said, signed, cosigned, and objected to.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { rulebookAdopted } from '#rulebook/roster.ts'
import { commentPosted } from '#rulebook/thread.ts'
import { openVillage, type JourneyVillage, type Villager } from '#support/journey.ts'
import { accepted } from '#support/village.ts'
import { openDebate } from './deeds.ts'
import { fill, press, seen } from './state.ts'

let v: JourneyVillage
let thread: string
let [tao, li, wang]: Villager[] = []
beforeAll(async () => {
  v = await openVillage()
  thread = await openDebate(v)
  await accepted(v.village.say('陶书记', rulebookAdopted, { rulebook: 2 }))
  await accepted(v.village.say('罗二哥', commentPosted, { text: '沟要先挖。' }, [thread]))
  tao = await v.join('陶书记')
  li = await v.join('李监督')
  wang = await v.join('王大婶')
}, 120_000)
afterAll(() => v?.close())

it('they hold what was said before they were signed, and nothing that was said after', async () => {
  await tao!.goto(`/threads/${thread}/minutes`)
  await seen(tao!, '沟要先挖。')
  await press(tao!, '签署纪要，有网就送到村里')
  await seen(tao!, '请写一两句，不超过500字。')
  await fill(tao!, '讨论得出什么', '大家同意先挖沟。')
  await press(tao!, '签署纪要，有网就送到村里')
  await tao!.page().getByRole('link', { name: '大家同意先挖沟。' }).click({ timeout: 60_000 })
  await seen(tao!, '等监督委员会签，会签以后生效')
  await accepted(v.village.say('罗二哥', commentPosted, { text: '后来想想，桥也要修。' }, [thread]))

  await li!.goto('/')
  const asked = li!.page().getByRole('listitem').filter({ hasText: '会议纪要，请您看过、会签' })
  await asked.getByRole('link').click({ timeout: 60_000 })
  await seen(li!, '沟要先挖。')
  await press(li!, '看过了，会签')
  await seen(tao!, '李监督会签，已经生效')
  expect(await li!.page().getByText('后来想想，桥也要修。').count()).toBe(0)
})

it('who sees it otherwise says so beside them, and the draft goes on', async () => {
  await wang!.goto(`/threads/${thread}/minutes`)
  await seen(wang!, '后来想想，桥也要修。')
  expect(await wang!.page().getByText('签署这份纪要').count()).toBe(0)
  await wang!.page().getByRole('link', { name: '大家同意先挖沟。' }).click()
  await seen(wang!, '没有人提异议')
  await press(wang!, '提出异议')
  await fill(wang!, '哪里和您知道的不一样', '我家没有同意。')
  await press(wang!, '递交，有网就送到村里')
  await seen(tao!, '异议 1 条')
  await seen(tao!, '我家没有同意。')
})
