import { afterAll, beforeAll, expect, it } from 'vitest'
import { rulebookAdopted } from '#rulebook/roster.ts'
import { openVillage, type JourneyVillage, type Villager } from '#support/journey.ts'
import { accepted, HOUR } from '#support/village.ts'
import { openDebate, openVote } from './deeds.ts'
import { fill, heading, press } from './state.ts'

let v: JourneyVillage
let tao: Villager
beforeAll(async () => {
  v = await openVillage()
  await accepted(v.village.say('陶书记', rulebookAdopted, { rulebook: 2 }))
  tao = await v.join('陶书记')
}, 120_000)
afterAll(() => v?.close())

const seen = (text: string | RegExp) => tao.page().getByText(text).first().waitFor({ timeout: 60_000 })
const follow = (name: string) =>
  tao.page().getByRole('link', { name, exact: true }).click({ timeout: 60_000 })

it('too few took part: what comes of it is written first, then one tap calls the vote anew with its notice', async () => {
  const thread = await openDebate(v)
  const vote = await openVote(v, thread, { collectMs: 0 })
  v.clock.ahead += 2 * HOUR
  await tao.goto(`/threads/${thread}/votes/${vote}`)
  await seen('参加的人不够，这次不作数')
  expect(
    await tao
      .page()
      .getByRole('link', { name: /重新召集|照样再投/ })
      .count(),
  ).toBe(0)
  await follow('公布结果')
  await press(tao, '下一步：查看')
  await seen('请写怎么办，不超过500字。')
  await fill(tao, '决定', '人不够，农忙以后再投一次。')
  await press(tao, '下一步：查看')
  await press(tao, '没有问题，下一步')
  await press(tao, '公布，有网就送到村里')
  await seen('村里已收到')
  await follow('看这次投票')

  await follow('重新召集，提前 10 天通知')
  // All is filled in: only the check is left.
  await heading(tao, '查看')
  await seen('村口的路加宽到5.5米')
  await press(tao, '没有问题，下一步')
  await press(tao, '发起，有网就送到村里')
  await seen('村里已收到')
  await follow('看这次投票')
  await seen(/^将于 .* 08:00 开始$/)
  await seen('上一次参加的人不够，这是重新召集。')
  // The same once more, while it runs: all is filled in, and it says why.
  await follow('照样再投一次')
  await press(tao, '下一步：查看')
  await seen('请写原因，不超过200字。')
  await fill(tao, '为什么再投一次', '雨季改了工期')
  await press(tao, '下一步：查看')
  await seen('一旦这样开始，谁也不能改成边投边看')
  await press(tao, '没有问题，下一步')
  await press(tao, '发起，有网就送到村里')
  await seen('村里已收到')
  await follow('看这次投票')
  await seen('这件事以前投过票，这次再投的原因：雨季改了工期')
  await follow('看上一次')
  await seen('上一次参加的人不够，这是重新召集。')
  await follow('看上一次')
  await follow('已经重新召集，看那一次')
  await seen(/^将于 .* 08:00 开始$/)
})
