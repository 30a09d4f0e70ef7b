import { afterAll, beforeAll, expect, it } from 'vitest'
import { commentPosted } from '#rulebook/thread.ts'
import { caughtUp, keptWhole, openVillage, type JourneyVillage } from '#support/journey.ts'
import { edge } from '#support/proxy.ts'
import { accepted, DAY } from '#support/village.ts'
import { notice, openDebate, openVote, publishOnScreen, said, speak, stateOf, vote } from './deeds.ts'

let v: JourneyVillage
beforeAll(async () => {
  v = await openVillage()
})
afterAll(() => v?.close())

it('a villager without coverage reads, speaks and votes; the battery is pulled; with coverage all arrives once', async () => {
  const thread = await openDebate(v)
  const opening = await openVote(v, thread)
  await notice(v, '防汛值班表')
  const wang = await v.join('王大婶')
  await wang.goto(`/threads/${thread}`)
  await wang.page().getByText('要不要加宽，请大家说。').waitFor()
  await keptWhole(wang)
  await wang.offline()

  await wang.goto('/notices')
  await wang.page().getByText('防汛值班表').first().waitFor()
  await vote(wang, thread, opening, '赞成')
  await wang.page().getByText('已存手机').first().waitFor()
  await wang.goto(`/threads/${thread}`)
  await speak(wang, '田边那一段要留排水沟。')
  await stateOf(wang, '田边那一段要留排水沟。', '已存手机').waitFor()
  await wang.kill9()

  await wang.goto(`/threads/${thread}`)
  await stateOf(wang, '田边那一段要留排水沟。', '已存手机').waitFor()
  expect(said(v, 'choices')).toEqual([])
  await wang.online()
  await wang.page().reload()
  await stateOf(wang, '田边那一段要留排水沟。', '村里已收到').waitFor({ timeout: 90_000 })
  await caughtUp(wang)
  expect(said(v, 'text').filter((text) => text === '田边那一段要留排水沟。')).toHaveLength(1)
  expect(said(v, 'choices')).toEqual([[0]])
})

it('a cadre with three days of work without coverage comes back at the edge of the cell', async () => {
  const thread = await openDebate(v)
  const he = await v.join('何委员')
  await he.goto(`/threads/${thread}`)
  await keptWhole(he)
  await he.offline()
  const titles = ['第一天：巡了沟', '第二天：看了桥', '第三天：量了路']
  for (const title of titles) await publishOnScreen(he, title, '记在这里，回来再送。')
  await he.goto(`/threads/${thread}`)
  for (const n of [1, 2, 3]) await speak(he, `现场第${n}条。`)

  for (let n = 0; n < 150; n++)
    await accepted(
      v.village.say(n % 2 ? '罗二哥' : '杨代表', commentPosted, { text: `大家在说第${n}句` }, [thread]),
    )
  v.clock.ahead += 3 * DAY
  he.road.shape(edge)
  const before = he.road.counts()
  await he.online()
  await he.page().reload()
  await caughtUp(he)
  const after = he.road.counts()
  console.log(`three days at the edge: ${after.down - before.down} bytes down, ${after.up - before.up} up`)
  expect(said(v, 'title').filter((title) => titles.includes(title as string))).toEqual(titles)
  expect(said(v, 'text').filter((text) => String(text).startsWith('现场第'))).toHaveLength(3)
  await he.goto(`/threads/${thread}`)
  await he.page().getByText('大家在说第149句').waitFor()
})
