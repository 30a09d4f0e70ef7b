// 会议纪要: drawn by every phone from what was said, signed, cosigned, and objected to.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { peopleImported, rulebookAdopted } from '#rulebook/roster.ts'
import { commentPosted } from '#rulebook/thread.ts'
import { openVillage, type JourneyVillage, type Villager } from '#support/journey.ts'
import { accepted, DAY, HOUR, HOUSEHOLDS } from '#support/village.ts'
import { openDebate } from './deeds.ts'
import { fill, heading, press, seen } from './state.ts'

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
  await tao!.page().getByRole('link', { name: '签署这份纪要' }).click()
  await heading(tao!, '签署纪要')
  await press(tao!, '签署纪要，有网就送到村里')
  await seen(tao!, '请写一两句，不超过2000字。')
  await fill(tao!, '讨论得出什么', '大家同意先挖沟。')
  await tao!.page().getByLabel('沟要先挖。').check()
  await press(tao!, '签署纪要，有网就送到村里')
  await tao!.page().getByRole('link', { name: '大家同意先挖沟。' }).click({ timeout: 60_000 })
  await seen(tao!, '等监督委员会签，会签以后生效')
  await seen(tao!, /罗二哥.*签署的人列为要点/)
  await accepted(v.village.say('罗二哥', commentPosted, { text: '后来想想，桥也要修。' }, [thread]))

  await li!.goto('/')
  const asked = li!.page().getByRole('listitem').filter({ hasText: '会议纪要，请您看过、会签' })
  await asked.getByRole('link').click({ timeout: 60_000 })
  await seen(li!, '沟要先挖。')
  await press(li!, '看过了，会签')
  await seen(tao!, '李监督会签，已经生效')
  await seen(tao!, /^异议期，到 .* 为止$/)
  expect(await li!.page().getByText('后来想想，桥也要修。').count()).toBe(0)
})

it('who spoke stands in them under the name that he had then', async () => {
  const { person } = v.village.phones.罗二哥
  const line = { person, name: '罗老二', household: HOUSEHOLDS[1]!, voter: true, member: true, away: false }
  await accepted(v.village.say('陶书记', peopleImported, { lines: [line] }))
  await tao!.goto(`/threads/${thread}/minutes`)
  await seen(tao!, /^罗老二 · /)
  await tao!.page().getByRole('link', { name: '大家同意先挖沟。' }).click()
  await seen(tao!, /^罗二哥 · /)
  expect(await tao!.page().getByText('罗老二').count()).toBe(0)
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

it('the last minutes seal the debate a week later: who has more to say opens one that follows it, and both lead to each other', async () => {
  await tao!.goto(`/threads/${thread}/minutes/sign`)
  await fill(tao!, '讨论得出什么', '先挖沟，再修桥。')
  await tao!.page().getByLabel('这是最后一份纪要').check()
  await press(tao!, '签署纪要，有网就送到村里')
  await tao!.page().getByRole('link', { name: '先挖沟，再修桥。' }).click({ timeout: 60_000 })
  await seen(tao!, '等监督委员会签，会签以后生效')
  await li!.goto('/')
  const asked = li!.page().getByRole('listitem').filter({ hasText: '会议纪要，请您看过、会签' })
  await asked.getByRole('link').click({ timeout: 60_000 })
  await press(li!, '看过了，会签')
  await seen(tao!, '李监督会签，已经生效')
  v.clock.ahead += 7 * DAY + HOUR

  await wang!.goto(`/threads/${thread}`)
  await seen(wang!, '这件事已经封存')
  await wang!.page().getByRole('link', { name: '接着谈：另提一件事' }).click()
  await seen(wang!, '接着谈「村口的路」')
  await fill(wang!, '什么事', '村口的桥')
  await fill(wang!, '说说情况', '桥墩也要看一看。')
  await press(wang!, '下一步：查看')
  await press(wang!, '没有问题，下一步')
  await press(wang!, '递交，有网就送到村里')
  await heading(wang!, '回执')
  await seen(wang!, '村里已收到')
  await wang!.page().getByRole('link', { name: '看这件事' }).click()
  await wang!.page().getByRole('link', { name: '村口的路' }).click()
  await seen(wang!, '这件事已经封存')
  await wang!.page().getByRole('link', { name: '村口的桥' }).waitFor()

  await tao!.goto(`/threads/${thread}`)
  await seen(tao!, '这件事已经封存')
  expect(await tao!.page().getByRole('button', { name: '重新打开' }).count()).toBe(0)
})
