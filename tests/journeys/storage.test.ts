// What a phone's storage can do to a person: the battery, a full phone, a database that does not answer.
import { cp, mkdtemp, readdir, rm, stat, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { commentPosted } from '#rulebook/thread.ts'
import { launchPhone } from '#support/chromium.ts'
import { caughtUp, keptWhole, openVillage, type JourneyVillage, type Villager } from '#support/journey.ts'
import { accepted } from '#support/village.ts'
import { openDebate, said, speak, stateOf } from './deeds.ts'
import { storedRow } from './stored-row.ts'

let v: JourneyVillage
beforeAll(async () => {
  v = await openVillage()
})
afterAll(() => v?.close())

/** Another phone with all that this one had stored when it was switched off. */
async function copyOf(who: Villager): Promise<Villager> {
  const profileDir = await mkdtemp(path.join(tmpdir(), 'xiangyin-phone-'))
  await cp(who.phone.profileDir, profileDir, { recursive: true })
  const start = () => launchPhone({ profileDir })
  const copy: Villager = {
    ...who,
    phone: await start(),
    page: () => copy.phone.page,
    goto: async (to) => void (await copy.page().goto(who.road.url + to)),
    async kill9() {
      await copy.phone.kill9()
      copy.phone = await start()
    },
  }
  return copy
}

/**
 * Each of them another phone. Where a write to Chromium's database is cut short, it goes on writing behind the rest of
 * it, and throws the whole database away when it opens it once more: what a second power cut takes then, no page can keep.
 */
it('twenty times the battery is pulled as the screen says 已存手机: twenty of twenty are there', async () => {
  const thread = await openDebate(v)
  const wang = await v.join('王大婶')
  await wang.goto(`/threads/${thread}`)
  await keptWhole(wang)
  await wang.offline()
  await wang.phone.close()
  const texts = Array.from({ length: 20 }, (_, n) => `停电前说的第${n + 1}句。`)
  let kept = 0
  for (const text of texts) {
    const phone = await copyOf(wang)
    await phone.goto(`/threads/${thread}`)
    await speak(phone, text)
    await stateOf(phone, text, '已存手机').waitFor()
    await phone.kill9()
    await phone.goto(`/threads/${thread}`)
    await stateOf(phone, text, '已存手机').waitFor()
    kept += 1
    // The last of them, as all are one device, tells the village as well.
    if (kept === texts.length) {
      await phone.online()
      await phone.page().reload()
      await caughtUp(phone)
    }
    await phone.phone.close()
    await rm(phone.phone.profileDir, { recursive: true, force: true, maxRetries: 5 })
  }
  expect(kept).toBe(20)
  expect(said(v, 'text').filter((text) => texts.includes(text as string))).toEqual(texts.slice(-1))
}, 400_000)

/** As a power cut in the middle of a write: the last record in the log of the browser's database lacks its end. */
async function cutShort(profileDir: string) {
  const folder = path.join(profileDir, 'Default', 'IndexedDB')
  for (const name of await readdir(folder, { recursive: true })) {
    if (!name.endsWith('.log')) continue
    const log = path.join(folder, name)
    await truncate(log, Math.max(0, (await stat(log)).size - 37))
  }
}

/** Until the phone's other storage has so many of its unsent words. */
const inSafe = (who: Villager, many: number) =>
  vi.waitUntil(
    () =>
      who.page().evaluate(async (expected) => {
        const done = <T>(request: IDBRequest<T>) =>
          new Promise<T>((resolve, reject) => {
            request.onsuccess = () => resolve(request.result)
            request.onerror = () => reject(request.error!)
          })
        const { storageBuckets } = navigator as unknown as {
          storageBuckets: { open(name: string): Promise<{ indexedDB: IDBFactory }> }
        }
        const db = await done((await storageBuckets.open('xiangyin-safe')).indexedDB.open('xiangyin-safe', 1))
        const kept = await done(db.transaction('keys').objectStore('keys').get('kept'))
        db.close()
        return (kept as { entries: unknown[] }).entries.length === expected
      }, many),
    { timeout: 20_000, interval: 200 },
  )

it('after two power cuts the browser throws its databases away: the phone is itself again, and no word is lost', async () => {
  const thread = await openDebate(v)
  const zhao = await v.join('赵网格')
  await zhao.goto(`/threads/${thread}`)
  await keptWhole(zhao)
  await zhao.offline()
  const [first, second] = ['第一次停电前说的。', '第二次停电前说的。']
  await speak(zhao, first)
  await inSafe(zhao, 1)
  await zhao.kill9(cutShort)
  await zhao.goto(`/threads/${thread}`)
  await stateOf(zhao, first, '已存手机').waitFor()
  await speak(zhao, second)
  await inSafe(zhao, 2)
  await zhao.kill9()
  // Of the village's words none is left: it was thrown away, and without coverage they cannot come again.
  await zhao.goto('/me/entries')
  const page = zhao.page()
  for (const text of [first, second]) await page.locator('li', { hasText: text }).getByText('已存手机').waitFor()
  expect(await storedRow(zhao, 'volumes', 'roster')).toBeNull()
  expect(await page.locator('.shell-banners').getByText('手机清掉了乡音存的内容').count()).toBe(0)
  await zhao.online()
  await zhao.goto(`/threads/${thread}`)
  for (const text of [first, second]) {
    await stateOf(zhao, text, '村里已收到').waitFor({ timeout: 60_000 })
    expect(said(v, 'text').filter((one) => one === text)).toHaveLength(1)
  }
})

/** Leaves no room on a phone that has just started, or gives it back: a browser asks for the room when it has none left. */
async function room(who: Villager, bytes: number | undefined) {
  const page = who.page()
  const session = await page.context().newCDPSession(page)
  const { url: origin } = who.road
  await session.send(
    'Storage.overrideQuotaForOrigin',
    bytes === undefined ? { origin } : { origin, quotaSize: bytes },
  )
}

/** 罗二哥's phone, which has read the debate, as it starts anew without room. */
async function fullPhone(thread: string): Promise<Villager> {
  const luo = await v.join('罗二哥')
  await luo.goto(`/threads/${thread}`)
  await keptWhole(luo)
  await luo.kill9()
  await room(luo, 1)
  return luo
}

it('a full phone says so and what to do, keeps the text, and goes on once there is room', async () => {
  const thread = await openDebate(v)
  const luo = await fullPhone(thread)
  await luo.goto(`/threads/${thread}`)
  const page = luo.page()
  const text = '手机满了也要说的话。'
  await page.getByLabel('您的话').fill(text)
  await page.getByRole('button', { name: '递交，有网就送到村里' }).click()
  await page.getByText('手机存储已满，没有存上。请删掉一些照片或视频，再按一次。文字还在。').first().waitFor()
  expect(await page.getByLabel('您的话').inputValue()).toBe(text)
  expect(said(v, 'text')).not.toContain(text)
  await room(luo, undefined)
  await page.getByRole('button', { name: '递交，有网就送到村里' }).click()
  await stateOf(luo, text, '村里已收到').waitFor({ timeout: 60_000 })
  expect(said(v, 'text').filter((one) => one === text)).toHaveLength(1)
})

it('a phone without room for what comes says so, keeps what it had, and goes on once there is room', async () => {
  const thread = await openDebate(v)
  const luo = await fullPhone(thread)
  const words = Array.from({ length: 5 }, (_, n) => `满了以后说的第${n}句。`)
  for (const text of words) await accepted(v.village.say('何委员', commentPosted, { text }, [thread]))
  await luo.goto(`/threads/${thread}`)
  const page = luo.page()
  await page.getByText('手机存满了，村里的新内容存不下').first().waitFor({ timeout: 60_000 })
  await page.getByRole('button', { name: '手机存满了' }).waitFor()
  await page.getByText('要不要加宽，请大家说。').waitFor()
  expect(await page.getByText(words[0]!).count()).toBe(0)
  await room(luo, undefined)
  await page.getByRole('button', { name: '现在再试' }).click()
  for (const text of words) await page.getByText(text).waitFor({ timeout: 60_000 })
  await page.getByText('手机存满了，村里的新内容存不下').waitFor({ state: 'hidden' })
  await caughtUp(luo)
})

it.for(['xiangyin-book', 'xiangyin-keys'])(
  'a database %s that never opens ends in a sentence and in steps to take',
  async (name) => {
    const thread = await openDebate(v)
    const he = await v.join('何委员')
    await keptWhole(he)
    await he.page().addInitScript((hangs) => {
      if (sessionStorage.getItem('isMended')) return
      const open = indexedDB.open.bind(indexedDB)
      indexedDB.open = (asked, version) => {
        // As after a crash of the browser: neither success nor error ever comes.
        return asked === hangs ? ({} as IDBOpenDBRequest) : open(asked, version)
      }
    }, name)
    await he.goto(`/threads/${thread}`)
    const page = he.page()
    await page.getByRole('heading', { name: '手机存储没有回应' }).waitFor({ timeout: 20_000 })
    await page.getByText('您写的内容多半还在手机里').waitFor()
    await page.evaluate(() => sessionStorage.setItem('isMended', '1'))
    await page.getByRole('button', { name: '再试一次' }).click()
    await page.getByText('要不要加宽，请大家说。').waitFor({ timeout: 30_000 })
  },
)

it.for(['xiangyin-book', 'xiangyin-keys'])(
  'a database %s that opens late, as on a slow phone after a power cut: the app says so, and then goes on by itself',
  async (name) => {
    const thread = await openDebate(v)
    const yang = await v.join('杨代表')
    await keptWhole(yang)
    const page = yang.page()
    await page.addInitScript((slow) => {
      if (sessionStorage.getItem('isAwake')) return
      const open = indexedDB.open.bind(indexedDB)
      const opened: (() => void)[] = []
      const openAtLast = () => {
        sessionStorage.setItem('isAwake', '1')
        opened.forEach((one) => one())
      }
      Object.assign(window, { openAtLast })
      indexedDB.open = (asked, version) => {
        const request = open(asked, version)
        if (asked !== slow) return request
        // What the browser has to say to it is held back until the test lets it through.
        const add = request.addEventListener.bind(request)
        const held = (heard: (event: Event) => void) => (event: Event) => void opened.push(() => heard(event))
        Object.defineProperty(request, 'onsuccess', {
          set: (heard: (event: Event) => void) => add('success', held(heard)),
        })
        return request
      }
    }, name)
    await yang.goto(`/threads/${thread}`)
    await page.getByRole('heading', { name: '手机存储没有回应' }).waitFor({ timeout: 20_000 })
    await page.evaluate(() => (window as unknown as { openAtLast(): void }).openAtLast())
    await page.getByText('要不要加宽，请大家说。').waitFor({ timeout: 30_000 })
    expect(await page.getByRole('heading', { name: '手机存储没有回应' }).count()).toBe(0)
  },
)
