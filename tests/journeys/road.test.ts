// 陶坝村 builds its road: from the first word to the last metre, on three phones, 45 more in the village, and on paper.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Count } from '#rulebook/count.ts'
import { commentPosted } from '#rulebook/thread.ts'
import { caughtUp, keptWhole, openVillage, type JourneyVillage, type Villager } from '#support/journey.ts'
import { accepted, DAY, type Phone, type Someone } from '#support/village.ts'
import { village as command } from '../village/command-line.ts'
import { speak, stateOf, vote as castOn } from './deeds.ts'
import {
  countOn,
  enterPaper,
  openTheVote,
  publishOutcome,
  putTheMatter,
  recordStep,
  report,
  sentencesOf,
  threeMeetings,
  witnessPaper,
  writeMinutes,
} from './road-deeds.ts'
import { castInTime, castLate, COUNTED, settleVillage, type Village } from './road-village.ts'
import { seen } from './state.ts'

let v: JourneyVillage
let people: Village
let tao: Villager
let li: Villager
let wang: Villager
let thread: string
let vote: string
beforeAll(async () => {
  v = await openVillage()
  people = await settleVillage(v.village)
  tao = await v.join('陶书记')
  li = await v.join('李监督')
  wang = await v.join('王大婶')
}, 240_000)
afterAll(() => v?.close())

it('five speak, two of them from away, and one three days later, as she wrote it without coverage', async () => {
  thread = await putTheMatter(tao)
  await wang.goto(`/threads/${thread}`)
  await seen(wang, '会车要倒两百米')
  await keptWhole(wang)
  await wang.offline()
  await speak(wang, '占了我家的地，怎么补要先说清。')
  await stateOf(wang, '占了我家的地，怎么补要先说清。', '已存手机').waitFor()

  const say = (who: Someone | Phone, text: string) =>
    accepted(v.village.say(who, commentPosted, { text }, [thread]))
  await say('陶在外', '过年回家，三里路堵一个钟头。')
  await say(people.awayPhone, '我在城里出一份钱。')
  await say('罗二哥', '桥头那一段先修。')
  await say('杨代表', '占地的几户要先谈好。')
  v.clock.ahead += 3 * DAY
  await wang.online()
  await wang.page().reload()
  await stateOf(wang, '占了我家的地，怎么补要先说清。', '村里已收到').waitFor({ timeout: 60_000 })
  await caughtUp(wang)

  await tao.goto(`/threads/${thread}`)
  await seen(tao, '占了我家的地，怎么补要先说清。')
  await seen(tao, '发言 5 条')
  // Two of them say it from away, and are marked so.
  await expect.poll(() => tao.page().locator('.comment').getByText('在外', { exact: true }).count()).toBe(2)
})

it('53 of 60 households cast: by phone, for others, on paper and without coverage; three who were against turn round', async () => {
  await threeMeetings(v, thread)
  vote = await openTheVote(tao, v, thread)
  const closesAt = v.village.clock.now + 3 * DAY
  await castOn(wang, thread, vote, '反对')
  await seen(wang, '村里已收到')
  await castInTime(v.village, people, vote)
  await castOn(tao, thread, vote, '赞成')
  await castOn(li, thread, vote, '弃权')
  await enterPaper(tao, thread, vote, people.onPaper)
  await witnessPaper(li, thread, vote)
  // She has heard how the land is paid for, where there is no signal, and turns round.
  await wang.goto(`/threads/${thread}/votes/${vote}`)
  await caughtUp(wang)
  await wang.offline()
  await castOn(wang, thread, vote, '赞成')

  // Enough households are there, and far too few people; how they chose nobody can see.
  await li.goto(`/threads/${thread}/votes/${vote}`)
  await seen(li, '已有 50 户')
  await seen(li, '人数够了')
  await seen(li, '还差 37 人')
  expect(await li.page().getByText('这部手机已经自己重新计过票。').count()).toBe(0)

  v.clock.ahead += 4 * DAY
  await castLate(v.village, people, vote, closesAt)
  await wang.online()
  await wang.page().reload()
  await caughtUp(wang)
  v.clock.ahead += 3 * DAY
})

it('three phones count the same, households decide, and what is published is what they counted', async () => {
  for (const who of [tao, li, wang]) {
    const text = await countOn(who, thread, vote)
    for (const said of sentencesOf(COUNTED)) expect(text).toContain(said)
  }
  await publishOutcome({ tao, li }, thread, vote, v.clock.now + 60 * DAY)
  await wang.goto(`/threads/${thread}/votes/${vote}`)
  await seen(wang, '李监督会签，已经生效')
  expect(await wang.page().getByText('公布的数字和选票对不上').count()).toBe(0)
})

it('minutes are written by two at once without network, and signed by two; the decision is made known, carried out to the last, and that is made known', async () => {
  const both = { tao, li }
  await recordStep(both, thread, ['村民会议决议（按户的代表）', '53户到会，38户赞成。'])
  await writeMinutes({ ...both, he: await v.join('何委员') }, thread)
  await recordStep(both, thread, ['决议公开', '决议贴在村口和后坝。'], v.clock.now)
  await report(tao, thread, vote, 40, '路基好了。')
  v.clock.ahead += 20 * DAY
  await report(tao, thread, vote, 'done', '三里路通了，验收过了。')
  await recordStep(both, thread, ['实施结果公开', '路修好了，账贴在村口。'], v.clock.now)

  for (const who of [tao, li, wang]) {
    await who.goto(`/threads/${thread}/votes/${vote}`)
    await seen(who, '办了 100%')
    await seen(who, '三里路通了，验收过了。')
    await who.goto(`/threads/${thread}`)
    await seen(who, '应到 60，实到 53；赞成 38，反对 10，弃权 5')
    await seen(who, '决议贴在村口和后坝。')
    await seen(who, '路修好了，账贴在村口。')
    await expect.poll(() => who.page().getByText('已经公开', { exact: true }).count()).toBe(2)
  }
})

it('the book alone gives the same numbers', async () => {
  await v.village.relay.idle()
  const { code, out, err } = await command(v.dataDir, 'verify', '--json')
  expect([code, err]).toEqual([0, ''])
  const [counted] = JSON.parse(out) as { id: string; count: Count; published: { isRight: boolean } }[]
  expect(counted).toMatchObject({ id: vote, count: COUNTED, published: { isRight: true } })
  const text = await countOn(wang, thread, vote)
  for (const said of sentencesOf(counted!.count)) expect(text).toContain(said)
})
