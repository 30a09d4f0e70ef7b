// 纪要底稿: two cadres write it together, also apart and without network, and one of them takes it to be signed.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { rulebookAdopted } from '#rulebook/roster.ts'
import { commentPosted } from '#rulebook/thread.ts'
import { openVillage, type JourneyVillage, type Villager } from '#support/journey.ts'
import { accepted } from '#support/village.ts'
import { openDebate } from './deeds.ts'
import { draftBox, draftHolds, typeAt, WAITS } from './drafting-deeds.ts'
import { fill, heading, press, seen } from './state.ts'
import { storedRow } from './stored-row.ts'

let v: JourneyVillage
let thread: string
let [tao, he, wang]: Villager[] = []
beforeAll(async () => {
  v = await openVillage()
  thread = await openDebate(v)
  await accepted(v.village.say('陶书记', rulebookAdopted, { rulebook: 2 }))
  await accepted(v.village.say('罗二哥', commentPosted, { text: '沟要先挖。' }, [thread]))
  tao = await v.join('陶书记')
  he = await v.join('何委员')
  wang = await v.join('王大婶')
}, 120_000)
afterAll(() => v?.close())

it('both see at once what the other writes, and who is at it', async () => {
  await tao!.goto(`/threads/${thread}/minutes/sign`)
  await tao!.page().getByRole('link', { name: '几个人一起写底稿' }).click()
  await heading(tao!, '纪要底稿')
  await seen(tao!, '连着村里，写的马上合到一起')
  await seen(tao!, '现在只有您在写')
  await press(tao!, '放入提纲：议程、表决、决定')
  await draftHolds(tao!, '【议程】', '1. 村口的路')
  await he!.goto(`/threads/${thread}/minutes/draft`)
  await draftHolds(he!, '【议程】', '1. 村口的路')
  await seen(he!, '现在一起写的：陶书记')
  await seen(tao!, '现在一起写的：何委员')
  await typeAt(he!, 'Control+End', '大家都说先挖沟。')
  await draftHolds(tao!, '大家都说先挖沟。')
  // What the other writes before it leaves the cursor where it is.
  await draftBox(tao!).press('Control+End')
  await typeAt(he!, 'Control+Home', '第一稿。')
  await draftHolds(tao!, '第一稿。【议程】')
  await draftBox(tao!).pressSequentially('沟宽六十公分。')
  await draftHolds(he!, '大家都说先挖沟。沟宽六十公分。')
})

it('what both write without network becomes one text, also after the battery of one was pulled', async () => {
  await tao!.offline()
  await he!.offline()
  await seen(tao!, '没有连上村里，写的先记在这部手机上，有网时合到一起')
  await typeAt(tao!, 'Control+Home', '陶：在河边写的。')
  await typeAt(he!, 'Control+End', '何：在山上写的。')
  await expect
    .poll(async () => JSON.stringify(await storedRow(he!, 'unsent', `draft.${thread}.1`)), WAITS)
    .toContain('何：在山上写的。')
  await he!.kill9()
  await he!.goto(`/threads/${thread}/minutes/draft`)
  await draftHolds(he!, '何：在山上写的。')
  await tao!.online()
  await he!.online()
  await draftHolds(tao!, '陶：在河边写的。', '何：在山上写的。')
  await draftHolds(he!, '陶：在河边写的。', '何：在山上写的。')
  expect(await draftBox(he!).inputValue()).toBe(await draftBox(tao!).inputValue())
})

it('nobody else gets it, and a villager is told whose it is', async () => {
  await wang!.goto(`/threads/${thread}/minutes/draft`)
  await seen(wang!, '底稿由书记和村委一起写')
  expect(await draftBox(wang!).count()).toBe(0)
})

it('one takes it to be signed; the other has what was on his phone, and the next draft begins empty', async () => {
  await press(tao!, '拿去签署')
  await heading(tao!, '签署纪要')
  await expect
    .poll(() => tao!.page().getByLabel('讨论得出什么', { exact: true }).inputValue(), WAITS)
    .toContain('何：在山上写的。')
  await fill(tao!, '讨论得出什么', '先挖沟，沟宽六十公分。')
  await press(tao!, '签署纪要，有网就送到村里')
  await seen(tao!, '先挖沟，沟宽六十公分。')
  await seen(he!, '这是上一份纪要的底稿')
  await draftHolds(he!)
  expect(await draftBox(he!).inputValue()).toBe('')
  await seen(he!, '连着村里，写的马上合到一起')
  await press(he!, '不要了')
  await he!.page().getByText('这是上一份纪要的底稿').waitFor({ state: 'detached' })
  await tao!.goto(`/threads/${thread}/minutes/draft`)
  await seen(tao!, '现在一起写的：何委员')
  expect(await draftBox(tao!).inputValue()).toBe('')
})
