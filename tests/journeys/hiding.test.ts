import { afterAll, beforeAll, expect, it } from 'vitest'
import { rulebookAdopted } from '#rulebook/roster.ts'
import { openVillage, type JourneyVillage } from '#support/journey.ts'
import { accepted } from '#support/village.ts'
import { openDebate, speak, stateOf } from './deeds.ts'
import { fill, press, seen } from './state.ts'

let v: JourneyVillage
beforeAll(async () => {
  v = await openVillage()
  await accepted(v.village.say('陶书记', rulebookAdopted, { rulebook: 2 }))
})
afterAll(() => v?.close())

it('a comment is hidden by two, its author still reads it and appeals, and a supervisor shows it again', async () => {
  const words = '书记家的路修得最好。'
  const thread = await openDebate(v)
  const [tao, he] = [await v.join('陶书记'), await v.join('何委员')]
  const [li, luo] = [await v.join('李监督'), await v.join('罗二哥')]
  for (const who of [tao, he, li, luo]) await who.goto(`/threads/${thread}`)
  await speak(luo, words)
  await stateOf(luo, words, '村里已收到').waitFor({ timeout: 60_000 })
  await seen(li, words)
  expect(await luo.page().getByRole('button', { name: /^隐藏/ }).count()).toBe(0)

  await tao.page().getByRole('button', { name: '隐藏 罗二哥' }).click({ timeout: 60_000 })
  await press(tao, '提出隐藏，有网就送到村里')
  await seen(tao, '请写说明，不超过200字。')
  await tao.page().getByLabel('骂人、伤人').check()
  await fill(tao, '说明', '话不好听')
  await press(tao, '提出隐藏，有网就送到村里')
  await seen(li, '陶书记提出隐藏（骂人、伤人）：话不好听。还要另一名干部会签')
  await seen(li, words)
  // Nobody hides alone what criticises him.
  expect(await tao.page().getByRole('button', { name: '会签隐藏' }).count()).toBe(0)

  await he.page().getByRole('button', { name: '会签隐藏' }).click({ timeout: 60_000 })
  const hidden = '陶书记提出、何委员会签，隐藏了这条发言（骂人、伤人）：话不好听'
  for (const who of [tao, he, li, luo]) await seen(who, hidden)
  expect(await li.page().getByText(words).count()).toBe(0)
  await seen(luo, words)
  await seen(luo, '只有您自己还能看到原文。')

  await press(luo, '申诉')
  await fill(luo, '为什么不该隐藏', '我说的是实话。')
  await press(luo, '递交申诉')
  await seen(li, '本人申诉：我说的是实话。')
  // The appeal is answered either way, and who heard it may think better of it.
  await press(li, '维持隐藏')
  await fill(li, '为什么不恢复', '话说得太重')
  await press(li, '答复申诉，维持隐藏')
  await seen(luo, '李监督答复申诉，维持隐藏：话说得太重')
  expect(await li.page().getByRole('button', { name: '维持隐藏' }).count()).toBe(0)
  await press(li, '恢复显示')
  await fill(li, '为什么恢复', '批评不是骂人')
  await press(li, '恢复这条发言')
  await seen(he, words)
  await li.goto('/threads')
  await li.page().getByText('隐藏了多少发言').click({ timeout: 60_000 })
  await seen(li, /骂人、伤人 1 条，其中 1 条已恢复/)
})

it('王大婶 reports a comment: the office reads it, nobody else does, and it waits on the home of who may act', async () => {
  const words = '卖化肥，加我微信。'
  const thread = await openDebate(v)
  const [wang, yang] = [await v.join('王大婶'), await v.join('杨代表')]
  const li = await v.join('李监督')
  for (const who of [wang, yang]) await who.goto(`/threads/${thread}`)
  await speak(yang, words)
  await stateOf(yang, words, '村里已收到').waitFor({ timeout: 60_000 })
  // His own he may withdraw; there is nothing to report.
  expect(await yang.page().getByRole('button', { name: /^举报/ }).count()).toBe(0)
  await wang.page().getByRole('button', { name: '举报 杨代表' }).click({ timeout: 60_000 })
  await wang.page().getByLabel('广告').check()
  await fill(wang, '说明（可不写）', '发了好几处')
  await press(wang, '递交举报')
  await seen(wang, '您举报了这条发言（广告）。村干部会看。')
  expect(await wang.page().getByRole('button', { name: '举报 杨代表' }).count()).toBe(0)

  await li.goto('/')
  await li
    .page()
    .getByRole('link', { name: /有人举报了一条发言/ })
    .click({ timeout: 60_000 })
  await seen(li, '王大婶举报（广告）：发了好几处。只有村干部看得到。')
  expect(await yang.page().getByText('举报').count()).toBe(0)
})
