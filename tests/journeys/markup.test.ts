import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { noticePublished } from '#rulebook/notice.ts'
import { householdsRegistered, peopleImported } from '#rulebook/roster.ts'
import { commentPosted } from '#rulebook/thread.ts'
import { ballotCast } from '#rulebook/vote.ts'
import { openVillage, type JourneyVillage, type Villager } from '#support/journey.ts'
import { turnTo } from '#support/screens.ts'
import { notice } from '#support/texts.ts'
import { accepted, DAY, HOUR, HOUSEHOLDS } from '#support/village.ts'
import { openVote, speak } from './deeds.ts'

const IMAGE = '<img src=x onerror="window.hacked=1">'
const SCRIPT = '<script>window.hacked=1</script>'
const LINK = 'javascript:window.hacked=1'
const ALL = `${SCRIPT}${IMAGE} ${LINK}`
// A title takes 60 letters and a name 40.
const TITLE = `${IMAGE}${LINK.slice(0, 22)}`

let v: JourneyVillage
beforeAll(async () => {
  v = await openVillage()
})
afterAll(() => v?.close())

/** What the page or its policy complained of; a policy that had to stop something says so here. */
function complaintsOf(page: Page): string[] {
  const lines: string[] = []
  page.on('pageerror', (error) => lines.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') lines.push(message.text())
  })
  return lines
}

/** What came of the texts but letters: elements that nobody of the house made, links that run, a trace in window. */
const cameOfIt = ({ page }: Villager): Promise<string[]> =>
  page().evaluate(() => {
    const made = [...document.querySelectorAll('img,script,iframe,[onerror]')].filter((one) => {
      const src = one.getAttribute('src') ?? ''
      return one.tagName !== 'SCRIPT' || !new URL(src, location.href).href.startsWith(location.origin) || !src
    })
    const running = [...document.querySelectorAll<HTMLElement>('[href],[src],[action],[formaction]')].filter(
      (one) =>
        ['href', 'src', 'action', 'formaction'].some((name) =>
          /^\s*javascript:/i.test(one.getAttribute(name) ?? ''),
        ),
    )
    const trace = 'hacked' in window ? ['window.hacked'] : []
    return [...[...made, ...running].map((one) => `${one.tagName} ${one.className}`), ...trace]
  })

/** Waits until these letters stand on the screen. */
const reads = ({ page }: Villager, letters: string) =>
  vi.waitFor(async () => expect(await page().locator('main').innerText()).toContain(letters), 20_000)

it('abuse 28: markup and javascript: in any text are inert', async () => {
  const { say, phones } = v.village
  // A household and a person by these names, and a matter that Wang types in on her own phone.
  await accepted(
    say('陶书记', householdsRegistered, { lines: [{ household: HOUSEHOLDS[1]!, label: IMAGE, group: 1 }] }),
  )
  const luo = { person: phones.罗二哥.person, name: SCRIPT, household: HOUSEHOLDS[1]! }
  await accepted(
    say('陶书记', peopleImported, { lines: [{ ...luo, voter: true, member: true, away: false }] }),
  )
  const published = notice(ALL, { title: TITLE, showUntil: v.clock.now + 9 * DAY, pinned: true })
  const { id: first } = await accepted(say('何委员', noticePublished, published))

  const wang = await v.join('王大婶')
  const own = wang.page()
  const complaints = [complaintsOf(own)]
  await wang.goto('/threads/new')
  await own.getByLabel('什么事').fill(TITLE)
  await own.getByLabel('说说情况').fill(ALL)
  await own.getByRole('button', { name: '下一步：查看' }).click()
  await own.getByText(ALL).waitFor()
  await own.getByRole('button', { name: '没有问题，下一步' }).click()
  await own.getByRole('button', { name: '递交，有网就送到村里' }).click()
  await own.getByText('村里已收到').first().waitFor()
  await own.getByRole('link', { name: '看这件事' }).click()
  await own.getByLabel('您的话').waitFor()
  await speak(wang, ALL)
  await own.locator('.comment', { hasText: ALL }).getByText('村里已收到').first().waitFor()
  const thread = new URL(own.url()).pathname.split('/')[2]!
  await accepted(say('罗二哥', commentPosted, { text: LINK }, [thread]))
  const terms = { question: ALL, sort: 'single' as const, options: [IMAGE, SCRIPT, LINK] }
  const open = await openVote(v, thread, terms)
  const closed = await openVote(v, thread, { ...terms, hidden: false, collectMs: 0 })
  await accepted(say('罗二哥', ballotCast, { choices: [0] }, [closed]))
  v.clock.ahead += 3 * HOUR
  const later = await openVote(v, thread, { ...terms, closesAt: v.clock.now + 3 * HOUR })

  const secretary = await v.join('陶书记')
  const page = secretary.page()
  complaints.push(complaintsOf(page))
  const luoPath = `/roster/people/${luo.person}`
  const screens: [path: string, heading: string, letters: string[]][] = [
    ['/', '首页', [TITLE]],
    ['/notices', '公告', [TITLE]],
    [`/notices/${first}`, TITLE, [TITLE, ALL]],
    [`/notices/${first}/correct`, '更正公告', []],
    ['/threads', '议事厅', [TITLE]],
    [`/threads/${thread}`, TITLE, [TITLE, ALL, LINK, SCRIPT]],
    [`/threads/${thread}/votes/${open}`, ALL, [ALL, IMAGE, SCRIPT, LINK]],
    [`/threads/${thread}/votes/${closed}`, ALL, [ALL, IMAGE, SCRIPT, LINK]],
    [`/threads/${thread}/votes/${later}?step=write`, '投票', [ALL, IMAGE, SCRIPT, LINK]],
    ['/roster', '花名册', [IMAGE]],
    [`/roster/households/${HOUSEHOLDS[1]}`, IMAGE, [IMAGE, SCRIPT]],
    [luoPath, SCRIPT, [SCRIPT, IMAGE]],
    [`${luoPath}/role`, '登记职务', [SCRIPT]],
    [`${luoPath}/link`, '发领取链接', [SCRIPT]],
    ['/roster/devices', '手机', [SCRIPT]],
    ['/me/entries', '我写的', []],
  ]
  for (const [path, heading, letters] of screens) {
    await turnTo(secretary, [path, heading])
    for (const text of letters)
      await vi.waitFor(
        async () => expect(await page.locator('main').innerText(), path).toContain(text),
        20_000,
      )
    expect([path, await cameOfIt(secretary)]).toEqual([path, []])
  }
  // Where texts stand in fields again: the correction, and Wang's own list.
  await turnTo(secretary, [`/notices/${first}/correct`, '更正公告'])
  expect(await page.getByLabel('正文').inputValue()).toBe(ALL)
  await turnTo(wang, ['/me/entries', '我写的'])
  await reads(wang, TITLE)
  expect(await cameOfIt(wang)).toEqual([])
  expect(complaints).toEqual([[], []])
})
