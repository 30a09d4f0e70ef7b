// What a phone's storage can do to a person: the battery, a full phone, a database that does not answer.
import { appendFile, readdir } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { commentPosted } from '#rulebook/thread.ts'
import { caughtUp, keptWhole, openVillage, type JourneyVillage, type Villager } from '#support/journey.ts'
import { accepted } from '#support/village.ts'
import { openDebate, said, speak, stateOf } from './deeds.ts'
import { inSafe } from './in-safe.ts'
import { storedRow } from './stored-row.ts'

let v: JourneyVillage
beforeAll(async () => {
  v = await openVillage()
})
afterAll(() => v?.close())

/** The logs of the browser's database. */
async function logsIn(profileDir: string): Promise<string[]> {
  const folder = path.join(profileDir, 'Default', 'IndexedDB')
  const files = await readdir(folder, { recursive: true })
  return files.filter((name) => name.endsWith('.log')).map((name) => path.join(folder, name))
}
async function append(bytes: number[], profileDir: string): Promise<string[]> {
  const logs = await logsIn(profileDir)
  expect(logs.length).toBeGreaterThan(0)
  for (const log of logs) await appendFile(log, Buffer.from(bytes))
  return logs
}
/** A checksum, a length of 200 bytes, "whole", and fifty of them: a power cut in the middle of a write. */
const HALF_A_RECORD = [1, 2, 3, 4, 200, 0, 1, ...new Array<number>(50).fill(7)]
/** And what the browser wrote behind it before the next one. */
const AND_ON = [...HALF_A_RECORD, ...new Array<number>(400).fill(9)]

it('twenty times the battery is pulled as the screen says 已存手机, in the middle of a write: twenty of twenty are there', async () => {
  const thread = await openDebate(v)
  const wang = await v.join('王大婶')
  await wang.goto(`/threads/${thread}`)
  await keptWhole(wang)
  await wang.offline()
  const texts = Array.from({ length: 20 }, (_, n) => `停电前说的第${n + 1}句。`)
  for (const text of texts) {
    await speak(wang, text)
    await stateOf(wang, text, '已存手机').waitFor()
    let torn: string[] = []
    await wang.kill9(async (profileDir) => void (torn = await append(HALF_A_RECORD, profileDir)))
    await wang.goto(`/threads/${thread}`)
    await stateOf(wang, text, '已存手机').waitFor()
    // The browser would write on behind the half record, and throw all away when it read that: it has a new log.
    const isMended = async () => !(await logsIn(wang.phone.profileDir)).some((log) => torn.includes(log))
    await vi.waitUntil(isMended, { timeout: 20_000 })
  }
  for (const text of texts) await stateOf(wang, text, '已存手机').waitFor()
  await wang.online()
  await wang.page().reload()
  await caughtUp(wang)
  expect(
    said(v, 'text')
      .filter((text) => texts.includes(text as string))
      .sort(),
  ).toEqual([...texts].sort())
}, 400_000)

it('where the browser throws its databases away all the same, the phone is itself again, and no word is lost', async () => {
  const thread = await openDebate(v)
  const zhao = await v.join('赵网格')
  await zhao.goto(`/threads/${thread}`)
  await keptWhole(zhao)
  await zhao.offline()
  const text = '停了两次电。'
  await speak(zhao, text)
  await inSafe(zhao, 1)
  await zhao.kill9(async (profileDir) => void (await append(AND_ON, profileDir)))
  await zhao.goto('/me/entries')
  const page = zhao.page()
  await page.locator('li', { hasText: text }).getByText('已存手机').waitFor()
  // Of the village's words none is left, and without coverage they cannot come again.
  expect(await storedRow(zhao, 'volumes', 'roster')).toBeNull()
  expect(await page.locator('.shell-banners').getByText('手机清掉了乡音存的内容').count()).toBe(0)
  await zhao.online()
  await zhao.goto(`/threads/${thread}`)
  await stateOf(zhao, text, '村里已收到').waitFor({ timeout: 60_000 })
  expect(said(v, 'text').filter((one) => one === text)).toHaveLength(1)
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
