// A relay that lies, in every way in which it can: the phone says so in a sentence, keeps what is proof, and goes on.
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { noticePublished } from '#rulebook/notice.ts'
import { commentPosted } from '#rulebook/thread.ts'
import { voteOpened } from '#rulebook/vote.ts'
import { caughtUp, openVillage, type JourneyVillage, type Villager } from '#support/journey.ts'
import { findings, NARROW, tooWide, WHOLE } from '#support/looks.ts'
import { setComfort } from '#support/full-village.ts'
import { mouthOf } from '#support/lying-relay.ts'
import { phoneOnBench } from '#support/phone-on-bench.ts'
import { provenIn } from '#support/proof-reader.ts'
import { notice, vote } from '#support/texts.ts'
import { accepted, DAY } from '#support/village.ts'
import { said, speak, stateOf } from './deeds.ts'
import * as relay from './lying-deeds.ts'

const PATIENCE = { timeout: 60_000, interval: 100 }
/** What the relay's own signature contradicts, in a file that is saved as proof. */
const PROVEN = ['chain', 'changed', 'judged-otherwise', 'lost', 'older', 'split', 'time']
/** Damaged bytes, an overwriting, another history refused and a "received" are not signed: they are only shown. */
const SHOWN = ['bad-bytes', 'fork', 'not-an-append']
let v: JourneyVillage
let luo: Villager
let threads: Record<string, string>
beforeAll(async () => {
  v = await openVillage()
  threads = {}
  for (const title of ['修路', '水塘', '桥头', '晒场', '路灯', '祠堂', '学堂', '果园', '井水'])
    threads[title] = await relay.debate(v, title)
  luo = await v.join('罗二哥')
})
afterAll(() => v?.close())

/** Waits until the page that is open lists a sentence, and where in the book it is. */
const shows = (sentence: string, where: string) =>
  luo
    .page()
    .locator('.ui-row', { hasText: sentence })
    .filter({ hasText: where })
    .first()
    .waitFor({ timeout: 60_000 })
const warning = () => luo.page().locator('.shell-banners', { hasText: '有的内容对不上' })
async function saved() {
  const [file] = await Promise.all([
    luo.page().waitForEvent('download'),
    luo.page().getByRole('button', { name: '存下凭据' }).click(),
  ])
  return file
}
const isNowhere = async (text: string) => expect(await luo.page().getByText(text).count()).toBe(0)

it('a changed byte: the words that were changed are not shown, what follows is', async () => {
  await relay.away(luo, async () => {
    const { id } = await relay.sayIn(v, threads.修路!, '按四万一亩补。')
    await relay.sayIn(v, threads.修路!, '下一句照旧。')
    await relay.putInPlace(v, id, relay.bent)
  })
  await shows('和作者的签名对不上：写好以后被改过', '修路')
  await luo.goto(`/threads/${threads.修路}`)
  await luo.page().getByText('下一句照旧。').waitFor()
  await warning().getByText('有 1 处').waitFor()
  await isNowhere('按四万一亩补。')
})

it('own words that are given back changed: they stand as they were written', async () => {
  const mouth = mouthOf(v.village.relay)
  await relay.away(luo, () => undefined)
  await luo.goto(`/threads/${threads.水塘}`)
  await caughtUp(luo)
  // The relay hears them, and its store is changed before it gives them out.
  mouth.down = relay.holdingBack(threads.水塘!)
  await speak(luo, '水塘我来清。')
  await stateOf(luo, '水塘我来清。', '村里已收到').waitFor({ timeout: 60_000 })
  await relay.away(luo, async () => {
    await relay.putInPlace(v, relay.lastOf(v).id, relay.bent)
  })
  await shows('和作者的签名对不上：写好以后被改过', '水塘')
  await luo.goto(`/threads/${threads.水塘}`)
  await stateOf(luo, '水塘我来清。', '村里已收到').waitFor()
})

it('an inserted entry: what its author may not do does not count, and is not shown', async () => {
  const forged = await v.village.write('罗二哥', noticePublished, notice('井水从明天起收费。'))
  await relay.away(luo, () => relay.letIn(v, forged, `board/${new Date(v.clock.now).getUTCFullYear()}`))
  await shows('有一条按规矩不能收的记录，被放进了账本', '公告')
  await luo.goto('/notices')
  await luo.page().getByRole('heading', { level: 1, name: '公告' }).waitFor()
  await caughtUp(luo)
  await isNowhere('井水从明天起收费。')
})

it('one entry in the place of another: the book does not end where the relay signed', async () => {
  const other = await v.village.write('何委员', commentPosted, { text: '换进来的一句。' }, [threads.桥头!])
  await relay.away(luo, async () => {
    const { id } = await relay.sayIn(v, threads.桥头!, '换掉的一句。')
    await relay.putInPlace(v, id, () => other.bytes)
  })
  await shows('记录和中转站签过名的账对不上', '桥头')
})

it('damaged data', async () => {
  await relay.away(luo, async () => {
    const { id } = await relay.sayIn(v, threads.晒场!, '坏掉的一句。')
    await relay.putInPlace(v, id, () => new Uint8Array([1, 2, 3]))
  })
  await shows('有一处数据坏了', '晒场')
})

it('what stands already overwritten', async () => {
  const mouth = mouthOf(v.village.relay)
  await relay.away(luo, () => undefined)
  await caughtUp(luo)
  relay.overwrite(mouth, threads.路灯!)
  await relay.sayIn(v, threads.路灯!, '灯坏了。')
  await shows('中转站想改动或者删掉已经有的记录', '路灯')
  await luo.goto(`/threads/${threads.路灯}`)
  await luo.page().getByText('灯坏了。').waitFor()
})

it('two histories, both signed', async () => {
  const mouth = mouthOf(v.village.relay)
  await relay.away(luo, () => undefined)
  await caughtUp(luo)
  await relay.signAnotherHistory(v, mouth, threads.祠堂!)
  await shows('中转站对同一处签了两套不同的记录', '祠堂')
})

it('another history than the one this phone was given', async () => {
  const copy = await relay.copyOfStore(v)
  await relay.sayIn(v, threads.学堂!, '先说的。')
  await luo.goto(`/threads/${threads.学堂}`)
  await luo.page().getByText('先说的。').waitFor()
  await caughtUp(luo)
  await relay.away(luo, async () => {
    await copy.setBack()
    await relay.sayIn(v, threads.学堂!, '改口说的。')
  })
  await shows('和它以前给这部手机的不一样', '学堂')
  await luo.goto(`/threads/${threads.学堂}`)
  await luo.page().getByText('先说的。').waitFor()
  await isNowhere('改口说的。')
})

it('received, said the relay, and threw it away: it is handed in again', async () => {
  const mouth = mouthOf(v.village.relay)
  await relay.away(luo, () => undefined)
  await luo.goto(`/threads/${threads.果园}`)
  await caughtUp(luo)
  const taken = relay.takeNothing(v, mouth)
  await speak(luo, '果园我来看。')
  await stateOf(luo, '果园我来看。', '村里已收到').waitFor({ timeout: 60_000 })
  expect(said(v, 'text')).not.toContain('果园我来看。')
  await relay.away(luo, async () => {
    taken.end()
    await relay.sayIn(v, threads.修路!, '号码给了别人。')
  })
  await shows('中转站说收到了您的一条，它签名的账里却没有', '果园')
  await vi.waitUntil(() => said(v, 'text').includes('果园我来看。'), PATIENCE)
})

it('an old head: less than it had signed, and it does not ask for the rest', async () => {
  const copy = await relay.copyOfStore(v)
  await relay.sayIn(v, threads.井水!, '后来说的。')
  await luo.goto(`/threads/${threads.井水}`)
  await luo.page().getByText('后来说的。').waitFor()
  await vi.waitUntil(() => relay.hasSigned(v, luo, threads.井水!), PATIENCE)
  await relay.away(luo, async () => {
    await copy.setBack()
    relay.keepSilent(mouthOf(v.village.relay))
  })
  await shows('中转站签过名的记录，现在少了', '全村')
  await luo.goto(`/threads/${threads.井水}`)
  await luo.page().getByText('后来说的。').waitFor()
  // Asked again by a relay that is honest, the phone gives back what was lost.
  await relay.away(luo, () => v.restart())
  await vi.waitUntil(() => said(v, 'text').includes('后来说的。'), PATIENCE)
})

it('a time before one that the relay signed', async () => {
  await relay.away(luo, () => void (v.clock.ahead += DAY))
  await caughtUp(luo)
  // Which of the two is wrong no phone can tell; that they differ, it does.
  await luo.goto('/')
  await luo.page().getByText('村里的时间和这部手机差 24 小时').waitFor({ timeout: 60_000 })
  // One more entry, at an earlier time: without it the head could be one that it had signed before.
  await relay.away(luo, async () => {
    v.clock.ahead -= DAY
    await relay.sayIn(v, threads.修路!, '钟拨回来了。')
  })
  await shows('中转站说的时间比它以前签过的早', '全村')
})

it('axe finds nothing on the page that lists them, and nothing is cut off', async () => {
  const page = luo.page()
  for (const comfort of [{}, { elder: true }, { theme: 'dark' }]) {
    await setComfort(luo, comfort)
    await page.setViewportSize(WHOLE)
    await luo.goto('/me/alarms')
    await shows('和作者的签名对不上', '修路')
    expect(await findings(luo)).toEqual([])
    // Said once: the relay refuses to go on with what did not hold, and that is no further lie.
    expect(await page.locator('.ui-row', { hasText: '桥头' }).count()).toBe(1)
    await page.setViewportSize(NARROW)
    expect(await tooWide(luo)).toEqual([])
  }
  await setComfort(luo, {})
  await page.setViewportSize({ width: 360, height: 740 })
  await luo.goto('/me/alarms')
})

it('all of it is listed, can be saved as proof that stands for itself, and the person goes on', async () => {
  const page = luo.page()
  await luo.goto('/me')
  await page.getByRole('link', { name: /^对不上的内容/ }).click()
  const file = await saved()
  await page.getByText('凭据已存到下载文件夹。这些不再提醒，有新的再告诉您。').waitFor()
  const reader = await phoneOnBench(v.village)
  await reader.catchUp()
  const { told, proven } = await provenIn(await readFile(await file.path(), 'utf8'), reader)
  expect(told).toEqual([...SHOWN, ...PROVEN].sort())
  expect(proven).toEqual(PROVEN)
  await luo.goto(`/threads/${threads.修路}`)
  await speak(luo, '路还是要修。')
  await stateOf(luo, '路还是要修。', '村里已收到').waitFor({ timeout: 60_000 })
  expect(said(v, 'text')).toContain('路还是要修。')
  // Who has saved the proof is not warned of it on every page for ever; of something new he is.
  expect(await warning().count()).toBe(0)
  await relay.away(luo, async () => {
    const { id } = await relay.sayIn(v, threads.修路!, '又改了一句。')
    await relay.putInPlace(v, id, relay.bent)
  })
  await luo.goto(`/threads/${threads.修路}`)
  await warning().getByText('有 1 处').waitFor({ timeout: 60_000 })
})

it('what takes nothing new says so on its own page, also when the proof is saved and no banner is left', async () => {
  const page = luo.page()
  const thread = await relay.debate(v, '水渠')
  const opening = await accepted(v.village.say('陶书记', voteOpened, vote(v.clock.now), [thread]))
  const pages = {
    这部手机不再收这件事的新内容: `/threads/${thread}`,
    这部手机不再收这次投票的新内容: `/threads/${thread}/votes/${opening.id}`,
    这部手机不再收新公告: '/notices',
  }
  const said = (sentence: string) => page.locator('main .ui-notice', { hasText: sentence })
  await page.setViewportSize(WHOLE)
  for (const [sentence, at] of Object.entries(pages)) {
    await luo.goto(at)
    await caughtUp(luo)
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(await said(sentence).count()).toBe(0)
  }
  await relay.away(luo, async () => {
    const { id } = await relay.sayIn(v, thread, '坏掉的又一句。')
    const published = await accepted(v.village.say('陶书记', noticePublished, notice('坏掉的公告。')))
    for (const one of [id, published.id]) await relay.putInPlace(v, one, () => new Uint8Array([1, 2, 3]))
  })
  await shows('有一处数据坏了', '水渠')
  await shows('有一处数据坏了', '公告')
  await saved()
  for (const comfort of [{}, { elder: true }, { theme: 'dark' }]) {
    await setComfort(luo, comfort)
    for (const [sentence, at] of Object.entries(pages)) {
      await page.setViewportSize(WHOLE)
      await luo.goto(at)
      await said(sentence).waitFor()
      expect(await warning().count()).toBe(0)
      expect(await findings(luo)).toEqual([])
      await page.setViewportSize(NARROW)
      expect(await tooWide(luo)).toEqual([])
    }
  }
  await said('不再收新公告').getByRole('link', { name: '对不上的内容' }).click()
  await shows('有一处数据坏了', '公告')
})
