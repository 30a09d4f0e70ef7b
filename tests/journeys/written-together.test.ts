// 纪要底稿: two cadres write it together, also apart and without network, and one of them takes it to be signed.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { rulebookAdopted } from '#rulebook/roster.ts'
import { commentPosted } from '#rulebook/thread.ts'
import { openVillage, type JourneyVillage, type Villager } from '#support/journey.ts'
import { accepted } from '#support/village.ts'
import { openDebate } from './deeds.ts'
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

const WAITS = { timeout: 60_000 }
const text = (who: Villager) => who.page().getByLabel('底稿', { exact: true })
const holds = (who: Villager, ...parts: string[]) =>
  expect
    .poll(async () => {
      const now = await text(who).inputValue()
      return parts.filter((part) => !now.includes(part))
    }, WAITS)
    .toEqual([])
/** Types where the text begins or ends, as people do. */
async function type(who: Villager, at: 'Control+Home' | 'Control+End', words: string) {
  await text(who).press(at)
  await text(who).pressSequentially(words)
}

it('both see at once what the other writes, and who is at it', async () => {
  await tao!.goto(`/threads/${thread}/minutes/sign`)
  await tao!.page().getByRole('link', { name: '几个人一起写底稿' }).click()
  await heading(tao!, '纪要底稿')
  await seen(tao!, '连着村里，写的马上合到一起')
  await seen(tao!, '现在只有您在写')
  await press(tao!, '放入提纲：议程、表决、决定')
  await holds(tao!, '【议程】', '1. 村口的路')
  await he!.goto(`/threads/${thread}/minutes/draft`)
  await holds(he!, '【议程】', '1. 村口的路')
  await seen(he!, '现在一起写的：陶书记')
  await seen(tao!, '现在一起写的：何委员')
  await type(he!, 'Control+End', '大家都说先挖沟。')
  await holds(tao!, '大家都说先挖沟。')
  // What the other writes before it leaves the cursor where it is.
  await text(tao!).press('Control+End')
  await type(he!, 'Control+Home', '第一稿。')
  await holds(tao!, '第一稿。【议程】')
  await text(tao!).pressSequentially('沟宽六十公分。')
  await holds(he!, '大家都说先挖沟。沟宽六十公分。')
})

it('what both write without network becomes one text, also after the battery of one was pulled', async () => {
  await tao!.offline()
  await he!.offline()
  await seen(tao!, '没有连上村里，写的先记在这部手机上，有网时合到一起')
  await type(tao!, 'Control+Home', '陶：在河边写的。')
  await type(he!, 'Control+End', '何：在山上写的。')
  await expect
    .poll(async () => JSON.stringify(await storedRow(he!, 'unsent', `draft.${thread}.1`)), WAITS)
    .toContain('何：在山上写的。')
  await he!.kill9()
  await he!.goto(`/threads/${thread}/minutes/draft`)
  await holds(he!, '何：在山上写的。')
  await tao!.online()
  await he!.online()
  await holds(tao!, '陶：在河边写的。', '何：在山上写的。')
  await holds(he!, '陶：在河边写的。', '何：在山上写的。')
  expect(await he!.page().getByLabel('底稿', { exact: true }).inputValue()).toBe(
    await text(tao!).inputValue(),
  )
})

it('nobody else gets it, and a villager is told whose it is', async () => {
  await wang!.goto(`/threads/${thread}/minutes/draft`)
  await seen(wang!, '底稿由书记和村委一起写')
  expect(await wang!.page().getByLabel('底稿', { exact: true }).count()).toBe(0)
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
  await holds(he!)
  expect(await text(he!).inputValue()).toBe('')
  await seen(he!, '连着村里，写的马上合到一起')
  await press(he!, '不要了')
  await he!.page().getByText('这是上一份纪要的底稿').waitFor({ state: 'detached' })
  await tao!.goto(`/threads/${thread}/minutes/draft`)
  await seen(tao!, '现在一起写的：何委员')
  expect(await text(tao!).inputValue()).toBe('')
})
