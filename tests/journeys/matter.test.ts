import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { caughtUp, keptWhole, openVillage, type JourneyVillage, type Villager } from '#support/journey.ts'
import { openDebate, said, speak, stateOf } from './deeds.ts'
import { heading, press, seen } from './state.ts'
import { storedRow } from './stored-row.ts'

let v: JourneyVillage
let wang: Villager
let luo: Villager
let tao: Villager
beforeAll(async () => {
  v = await openVillage()
  wang = await v.join('王大婶')
  luo = await v.join('罗二哥')
  tao = await v.join('陶书记')
}, 120_000)
afterAll(() => v?.close())

const word = (who: Villager, text: string) => who.page().locator('.comment', { hasText: text })

it('what belongs to the collective is not put to the villagers’ meeting, and a cadre puts the matter anew', async () => {
  await wang.goto('/threads/new')
  await wang.page().getByLabel('什么事').fill('后山的林地租不租')
  await wang.page().getByLabel('说说情况').fill('外面有人要租三十年。')
  await wang
    .page()
    .getByLabel(/^集体财产/)
    .check()
  await press(wang, '下一步：查看')
  await seen(wang, '不交村民会议')
  await press(wang, '没有问题，下一步')
  await press(wang, '递交，有网就送到村里')
  await seen(wang, '村里已收到')
  await wang.page().getByRole('link', { name: '看这件事' }).click()
  await heading(wang, '后山的林地租不租')
  const [, thread] = /threads\/(\w+)/.exec(wang.page().url())!

  await tao.goto(`/threads/${thread}/vote`)
  const rules = tao.page().getByRole('group', { name: '按什么规矩' })
  await rules.getByLabel(/^集体经济组织成员大会/).waitFor()
  expect(await rules.getByRole('radio').count()).toBe(3)
  expect(await rules.getByLabel(/^村民会议|^村民代表会议|^村民小组会议/).count()).toBe(0)

  await tao.goto(`/threads/${thread}`)
  await press(tao, '改写情况')
  await tao.page().getByLabel('情况', { exact: true }).fill('外面有人要租十五年，一亩两百。')
  await tao.page().getByLabel('改了什么').fill('年限和价钱问清了')
  await press(tao, '改好了，递交')
  await seen(wang, '外面有人要租十五年，一亩两百。')
  await wang.page().getByText('改动 1 次，查看').click()
  await seen(wang, '陶书记改写：年限和价钱问清了')
  await seen(wang, '外面有人要租三十年。')
})

it('a debate is closed while somebody is without coverage: his word stands beside it, and it goes on when reopened', async () => {
  const thread = await openDebate(v)
  await wang.goto(`/threads/${thread}`)
  await speak(wang, '沟要先挖。')
  await stateOf(wang, '沟要先挖。', '村里已收到').waitFor({ timeout: 60_000 })
  await luo.goto(`/threads/${thread}`)
  await word(luo, '沟要先挖。').waitFor({ timeout: 60_000 })
  await keptWhole(luo)
  await luo.offline()
  await speak(luo, '我还没有说。')

  await tao.goto(`/threads/${thread}`)
  await word(tao, '沟要先挖。').waitFor({ timeout: 60_000 })
  await press(tao, '锁上')
  await press(tao, '锁上这件事')
  await seen(tao, '请写原因，不超过200字。')
  await tao.page().getByLabel('为什么锁上').fill('会开完了')
  await press(tao, '锁上这件事')
  await seen(wang, '陶书记锁上：会开完了')
  await seen(wang, '锁上以后不再发言。')
  expect(await wang.page().getByLabel('您的话').count()).toBe(0)

  await luo.online()
  await luo.page().reload()
  await luo.page().getByText('锁上期间说的 1 条，不算在记录里').click({ timeout: 60_000 })
  await stateOf(luo, '我还没有说。', '村里已收到').waitFor({ timeout: 60_000 })
  expect(said(v, 'text')).toContain('我还没有说。')

  await press(tao, '重新打开')
  await tao.page().getByLabel('为什么重新打开').fill('罗家还有话说')
  await press(tao, '重新打开这件事')
  await wang.page().getByLabel('您的话').waitFor({ timeout: 60_000 })
  await speak(luo, '现在说：桥也要修。')
  await word(wang, '现在说：桥也要修。').waitFor({ timeout: 60_000 })
  await caughtUp(luo)
})

it('answers are taken up in turn, and a returning villager finds what is new, and what those away said', async () => {
  const thread = await openDebate(v)
  await wang.goto(`/threads/${thread}`)
  for (const text of ['一', '二', '三', '四', '五']) {
    await speak(wang, `第${text}句。`)
    await word(wang, `第${text}句。`).waitFor()
  }
  await luo.goto(`/threads/${thread}`)
  await word(luo, '第五句。').waitFor({ timeout: 60_000 })
  await vi.waitUntil(() => storedRow(luo, 'kept', `seen ${thread}`), { timeout: 60_000 })
  await luo.goto('/threads')

  const answer = async (who: Villager, to: string, label: string, text: string) => {
    await word(who, to).getByRole('button', { name: /^回复/ }).click()
    await who.page().getByLabel(label).fill(text)
    await who.page().getByRole('button', { name: '递交，有网就送到村里' }).first().click()
    await word(who, text).waitFor()
  }
  await answer(wang, '第一句。', '回复王大婶', '先说到这里。')
  await answer(wang, '先说到这里。', '回复王大婶', '再补一点。')
  await speak(wang, '第六句。')
  await stateOf(wang, '第六句。', '村里已收到').waitFor({ timeout: 60_000 })

  await luo.goto(`/threads/${thread}`)
  await word(luo, '第六句。').waitFor({ timeout: 60_000 })
  await word(luo, '再补一点。').getByText('王大婶：先说到这里。').waitFor()
  await word(luo, '第六句。').getByText('新', { exact: true }).waitFor()
  expect(await word(luo, '第二句。').getByText('新', { exact: true }).count()).toBe(0)
  await luo.page().getByLabel('看哪些发言').selectOption({ label: '您没看过的 2 条' })
  await word(luo, '第二句。').waitFor({ state: 'hidden' })
  await word(luo, '第一句。').waitFor()
  await word(luo, '第六句。').waitFor()
})
