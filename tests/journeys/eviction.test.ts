// A browser that keeps nothing twice empties the app's storage: what the village has comes back, and what was only here is
// named as lost.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { roleEnded } from '#rulebook/roster.ts'
import { caughtUp, keptWhole, openVillage, type JourneyVillage, type Villager } from '#support/journey.ts'
import { paint, painted } from '#support/pictures.ts'
import { accepted, type Someone } from '#support/village.ts'
import { inSafe } from './in-safe.ts'
import { openDebate, said, speak, stateOf, writeNotice } from './deeds.ts'

let v: JourneyVillage
beforeAll(async () => {
  v = await openVillage()
})
afterAll(() => v?.close())

const RECEIVED = '村里收到了的一句话。'
const ONLY_HERE = '只在这部手机上的一句话。'
const DRAFT = '写了一半的一句话'
const REFUSED = '今晚查电表'

/** Someone who has said one thing to the village and one without coverage, and was writing a third. */
async function withWords(who: Someone, { onlyHere = ONLY_HERE, noBuckets = true } = {}) {
  const thread = await openDebate(v)
  const one = await v.join(who, { noBuckets })
  await one.goto(`/threads/${thread}`)
  await keptWhole(one)
  await speak(one, RECEIVED)
  await stateOf(one, RECEIVED, '村里已收到').waitFor({ timeout: 60_000 })
  await one.offline()
  await speak(one, onlyHere)
  await stateOf(one, onlyHere, '已存手机').waitFor()
  await one.page().getByLabel('您的话').fill(DRAFT)
  // Leaving a page keeps what was being typed; a draft is named by the debate that it is for.
  await one.page().getByRole('link', { name: '我的' }).click()
  await one.page().getByRole('heading', { name: '我的', level: 1 }).waitFor()
  await one.goto('/me/drafts')
  await one.page().locator('main').getByText('村口的路').first().waitFor()
  return { one, thread }
}

/** What a browser throws away that is short of room, or all that the origin has. */
async function empty(who: Villager, storageTypes: string) {
  const page = who.page()
  const { origin } = new URL(page.url())
  await page.goto('about:blank')
  const session = await page.context().newCDPSession(page)
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes })
}

async function joinAnew(who: Villager, person: Someone) {
  await who.goto(await v.claimPath(person))
  await who.page().getByRole('button', { name: '加入', exact: true }).click()
  await caughtUp(who)
}

const banner = (who: Villager, title: string) => who.page().locator('.shell-banners').getByText(title)
const listed = (who: Villager) => who.page().locator('.shell-banners li')

it('keys and book are gone: the phone says so, joins anew, has what the village has, and names what is lost', async () => {
  const { one, thread } = await withWords('杨代表')
  await empty(one, 'indexeddb,cache_storage,service_workers,file_systems')
  await one.online()
  await one.goto('/')
  const page = one.page()
  await page.getByRole('heading', { name: '欢迎来到乡音' }).waitFor()
  await banner(one, '手机清掉了乡音存的内容').waitFor()
  await joinAnew(one, '杨代表')
  await banner(one, '有 2 条没有了，请重新写').waitFor({ timeout: 60_000 })
  expect((await listed(one).allInnerTexts()).map((text) => text.includes(ONLY_HERE))).toContain(true)
  expect((await listed(one).allInnerTexts()).join()).not.toContain(RECEIVED)
  await one.goto(`/threads/${thread}`)
  await one.page().locator('.comment', { hasText: RECEIVED }).waitFor()
  expect(said(v, 'text')).not.toContain(ONLY_HERE)
  // Read once, it is not said again; and the phone writes as before.
  await page.getByRole('button', { name: '知道了' }).click()
  await speak(one, ONLY_HERE)
  await stateOf(one, ONLY_HERE, '村里已收到').waitFor({ timeout: 60_000 })
  await one.goto('/')
  await caughtUp(one)
  expect(await listed(one).count()).toBe(0)
})

it('the book alone is gone: the phone is still a member, fetches the book by itself, and names what is lost', async () => {
  const { one, thread } = await withWords('何委员')
  const page = one.page()
  const session = await page.context().newCDPSession(page)
  const { origin: securityOrigin } = new URL(page.url())
  await session.send('IndexedDB.deleteDatabase', { securityOrigin, databaseName: 'xiangyin-book' })
  await one.online()
  // The page is still open: it notices by itself, and what it noted before is not overwritten by the empty book.
  await banner(one, '手机清掉了乡音存的内容').waitFor()
  await one.goto(`/threads/${thread}`)
  await stateOf(one, RECEIVED, '村里已收到').waitFor({ timeout: 60_000 })
  await banner(one, '有 2 条没有了，请重新写').waitFor({ timeout: 60_000 })
  expect((await listed(one).allInnerTexts()).join()).toContain(ONLY_HERE)
  await speak(one, '又能说话了。')
  await stateOf(one, '又能说话了。', '村里已收到').waitFor({ timeout: 60_000 })
})

it('what the village refused, and a picture that had not followed its words, are named as well', async () => {
  const thread = await openDebate(v)
  const zhao = await v.join('赵网格', { noBuckets: true })
  const page = zhao.page()
  await zhao.goto(`/threads/${thread}`)
  await keptWhole(zhao)
  await zhao.offline()
  const buffer = Buffer.from(painted(await page.evaluate(paint, { width: 1400, height: 1050 })))
  await page
    .getByLabel('图片或文件', { exact: true })
    .setInputFiles({ name: '1.jpg', mimeType: 'image/jpeg', buffer })
  await page.getByLabel('图片 1 里是什么').fill('水沟')
  await speak(zhao, RECEIVED)
  await zhao.goto('/notices/write')
  await page.getByLabel('王家', { exact: false }).first().check({ force: true })
  await writeNotice(zhao, REFUSED, '王家今晚查电表。')
  const { person } = v.village.phones.赵网格
  await accepted(v.village.say('陶书记', roleEnded, { person, role: 'grid-worker', reason: '换人' }))
  // Words come through; a picture takes two minutes on such a road.
  zhao.road.shape({ upBps: 12_000 })
  await zhao.online()
  await zhao.goto(`/threads/${thread}`)
  await stateOf(zhao, RECEIVED, '村里已收到').waitFor({ timeout: 60_000 })
  await zhao.goto('/me/entries')
  await page.locator('li', { hasText: REFUSED }).getByText('未通过').waitFor({ timeout: 60_000 })

  await empty(zhao, 'indexeddb,cache_storage,service_workers,file_systems')
  zhao.road.shape({ upBps: Infinity })
  await joinAnew(zhao, '赵网格')
  await banner(zhao, '有 2 条没有了，请重新写').waitFor({ timeout: 60_000 })
  const lost = (await listed(zhao).allInnerTexts()).join()
  expect(lost).toContain(REFUSED)
  expect(lost).toContain(`“${RECEIVED}”的图片`)
})

it('everything of the origin is emptied by hand: a new phone to itself, which joins and has what the village has', async () => {
  const onlyHere = '随手机一起清掉的一句话。'
  const { one, thread } = await withWords('罗二哥', { onlyHere, noBuckets: false })
  await inSafe(one, 1)
  await empty(one, 'all')
  await one.online()
  await one.goto('/')
  await one.page().getByRole('heading', { name: '欢迎来到乡音' }).waitFor()
  await joinAnew(one, '罗二哥')
  // Nobody knows any more what stood there: that something may be lost is said to whom the village let in before.
  await one.page().getByText('没有交上去的话、投票和草稿找不回来').waitFor()
  await one.goto(`/threads/${thread}`)
  await one.page().locator('.comment', { hasText: RECEIVED }).waitFor()
  // Nothing that was only here is anywhere shown as kept or received: not in the debate, not among his own, not as a draft.
  for (const path of [`/threads/${thread}`, '/me', '/me/entries', '/me/drafts', '/']) {
    await one.goto(path)
    await one.page().locator('main h1').first().waitFor()
    await caughtUp(one)
    const shown = await one.page().locator('body').innerText()
    expect(shown, path).not.toContain(onlyHere)
    expect(shown, path).not.toContain(DRAFT)
  }
  expect(said(v, 'text')).not.toContain(onlyHere)
})
