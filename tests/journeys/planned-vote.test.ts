import { afterAll, beforeAll, expect, it } from 'vitest'
import { rulebookAdopted } from '#rulebook/roster.ts'
import { ballotCast } from '#rulebook/vote.ts'
import { openVillage, type JourneyVillage, type Villager } from '#support/journey.ts'
import { accepted, DAY, HOUR } from '#support/village.ts'
import { openDebate, vote } from './deeds.ts'
import { fill, press, seen } from './state.ts'

let v: JourneyVillage
let tao: Villager
let wang: Villager
let thread: string
beforeAll(async () => {
  v = await openVillage()
  thread = await openDebate(v)
  await accepted(v.village.say('陶书记', rulebookAdopted, { rulebook: 2 }))
  tao = await v.join('陶书记')
  wang = await v.join('王大婶')
}, 120_000)
afterAll(() => v?.close())

/** A time as the browser's own field takes it, in the village's time. */
const field = (at: number) => new Date(at + 8 * HOUR).toISOString().slice(0, 16)

it('a vote that opens later can be read before, is cast in from then on, and nowhere by a job on a server', async () => {
  await tao.goto(`/threads/${thread}/vote`)
  await fill(tao, '要大家决定什么', '路灯装在哪一边')
  await fill(tao, '什么时候开始', field(v.clock.now - DAY))
  await press(tao, '下一步：查看')
  await seen(tao, '请选一个以后的时间，60 天以内。')
  await fill(tao, '什么时候开始', field(v.clock.now + 2 * DAY))
  await press(tao, '下一步：查看')
  await press(tao, '没有问题，下一步')
  await seen(tao, /大家就看得到，.* 开始，不能改，也不能取消/)
  await press(tao, '发起，有网就送到村里')
  await tao.page().getByRole('link', { name: '看这次投票' }).click()
  await tao.page().waitForURL(/votes/)
  const opening = /votes\/(\w+)/.exec(tao.page().url())![1]!

  await wang.goto('/')
  await seen(wang, /^将于 .* 开始投票$/)
  await wang.goto('/threads')
  await seen(wang, /将于 .* 开始/)
  await wang.goto(`/threads/${thread}/votes/${opening}`)
  await seen(wang, /^将于 .* 开始$/)
  await seen(wang, '还没有开始，到时候才能投。')
  expect(await wang.page().getByRole('link', { name: '投票', exact: true }).count()).toBe(0)
  const early = await v.village.say('罗二哥', ballotCast, { choices: [0] }, [opening])
  expect(early).toMatchObject({ rule: 'V10' })

  v.clock.ahead += 2 * DAY + HOUR
  await wang.page().reload()
  await vote(wang, thread, opening, '赞成')
  await seen(wang, '村里已收到')
})
