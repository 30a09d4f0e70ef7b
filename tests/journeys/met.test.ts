// Two people meet where there is no signal: one has voted, the other signs that he saw it.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { rulebookAdopted } from '#rulebook/roster.ts'
import { caughtUp, keptWhole, openVillage, type JourneyVillage, type Villager } from '#support/journey.ts'
import { accepted, HOUR } from '#support/village.ts'
import { joinDayBefore, openDebate, openVote, vote as castOn } from './deeds.ts'
import { heading, press, seen } from './state.ts'

let v: JourneyVillage
let wang: Villager
let zhao: Villager
let tao: Villager
let thread: string
beforeAll(async () => {
  v = await openVillage()
  wang = await joinDayBefore(v, '王大婶')
  zhao = await joinDayBefore(v, '赵网格')
  tao = await joinDayBefore(v, '陶书记')
  thread = await openDebate(v)
  await accepted(v.village.say('陶书记', rulebookAdopted, { rulebook: 2 }))
}, 180_000)
afterAll(() => v?.close())

const paste = async (who: Villager, text: string) => {
  await who.page().getByLabel('村民发来的码，用文字').fill(text)
  await press(who, '用这段文字')
}

it('王大婶 votes without coverage, 赵网格 meets her before it closes, and everyone reads that two phones say so', async () => {
  const vote = await openVote(v, thread, { quorum: 'ask' })
  const path = `/threads/${thread}/votes/${vote}`
  for (const who of [wang, zhao]) {
    await who.goto(path)
    await caughtUp(who)
    await keptWhole(who)
    await who.offline()
  }
  await castOn(wang, thread, vote, '赞成')
  await wang.goto(path)
  await wang.page().getByText('没有信号，快截止了？').click()
  await wang.page().getByRole('img', { name: '这张票的码' }).waitFor()
  const text = await wang.page().getByLabel('扫不了？用短信把这段文字发给他').inputValue()

  await zhao.goto(path)
  await zhao.page().getByRole('link', { name: '为没有信号的村民作证' }).click()
  await heading(zhao, '为没有信号的村民作证')
  await paste(zhao, '今晚来吃饭')
  await seen(zhao, /这不是一张票的码/)
  await paste(zhao, text)
  await seen(zhao, '作证好了，已存手机，有网自动递交')
  await paste(zhao, text)
  await seen(zhao, '这张票您已经作过证。')
  await seen(zhao, '这次投票，您已经作证 1 张。')

  // Both come back when the vote has closed, and within its window.
  v.clock.ahead += HOUR + HOUR / 2
  await zhao.online()
  await caughtUp(zhao)
  await wang.online()
  await caughtUp(wang)
  v.clock.ahead += HOUR
  for (const who of [tao, wang]) {
    await who.goto(path)
    await seen(who, /截止前投、截止后送到的/)
    await who.page().getByText('截止前投、截止后送到的').click()
    await seen(who, /王大婶：手机上写的是 .*（赵网格在截止前当面看到，签了名）/)
    await seen(who, /已投 1 人/)
  }
  expect(await wang.page().getByText('没有信号，快截止了？').count()).toBe(0)
  await zhao.goto(`${path}/met`)
  await seen(zhao, '这次投票已经截止，不能再作证。')
})
