import { noticePublished } from '#rulebook/notice.ts'
import { threadOpened } from '#rulebook/thread.ts'
import { voteOpened, type VoteTerms } from '#rulebook/vote.ts'
import { placedOf } from '#server/stored.ts'
import { DAY_BEFORE, type JourneyVillage, type Villager } from '#support/journey.ts'
import { announcedBefore } from '#support/texts.ts'
import { accepted, DAY, HOUR, type Someone } from '#support/village.ts'

/** What people do on their screens, step by step as they would. */

/** Writes a notice and goes through its check and confirmation; ends at the receipt. */
export async function publishOnScreen(who: Villager, title: string, text: string) {
  await who.goto('/notices/write')
  await writeNotice(who, title, text)
}

/** The same on the page that is open already. */
export async function writeNotice(who: Villager, title: string, text: string) {
  const page = who.page()
  await page.getByLabel('标题').fill(title)
  await page.getByLabel('正文').fill(text)
  await page.getByRole('button', { name: '下一步：查看' }).click()
  await page.getByRole('button', { name: '没有问题，下一步' }).click()
  await page.getByRole('button', { name: /^发布/ }).click()
  await page.getByText('公告已经写好').waitFor()
}

/** Says something in the debate whose page is open. */
export async function speak(who: Villager, text: string) {
  const page = who.page()
  await page.getByLabel('您的话').fill(text)
  await page.getByRole('button', { name: '递交，有网就送到村里' }).click()
  await page.locator('.comment', { hasText: text }).waitFor()
}

/** The state mark beside one's own words. */
export const stateOf = (who: Villager, text: string, state: string) =>
  who.page().locator('.comment', { hasText: text }).getByText(state).first()

/** Casts a ballot; ends at its receipt. */
export async function vote(who: Villager, thread: string, opening: string, choice: string) {
  const page = who.page()
  await who.goto(`/threads/${thread}/votes/${opening}`)
  await page
    .getByRole('link', { name: /^(投票|改投)$/ })
    .or(page.getByRole('button', { name: /^(投票|改投)$/ }))
    .click()
  await page.getByLabel(choice, { exact: true }).check({ force: true })
  await page.getByRole('button', { name: '下一步：查看' }).click()
  await page.getByRole('button', { name: '没有问题，下一步' }).click()
  await page.getByRole('button', { name: /^投票，/ }).click()
  await page.getByText('您的票已经投好').waitFor()
}

/** Joins as of the day before. Only while nothing has happened since: a relay's time is not taken back. */
export async function joinDayBefore(v: JourneyVillage, who: Someone): Promise<Villager> {
  v.clock.ahead = DAY_BEFORE
  const villager = await v.join(who)
  v.clock.ahead = 0
  return villager
}

/** A debate that the secretary opened with a pen of the test. */
export const openDebate = async (v: JourneyVillage): Promise<string> =>
  (
    await accepted(
      v.village.say('陶书记', threadOpened, { title: '村口的路', text: '要不要加宽，请大家说。' }),
    )
  ).id

/** A vote in it, open for an hour, collected for another, hidden until then. */
export async function openVote(
  v: JourneyVillage,
  thread: string,
  given: Partial<VoteTerms> = {},
): Promise<string> {
  const terms: VoteTerms = {
    question: '村口的路加宽到5.5米',
    sort: 'approve',
    options: [],
    min: 1,
    max: 1,
    quorum: 'va',
    basis: 'adult',
    group: null,
    closesAt: v.clock.now + HOUR,
    collectMs: HOUR,
    hidden: true,
    ...announcedBefore(v.clock.now, given.quorum),
    ...given,
  }
  return (await accepted(v.village.say('陶书记', voteOpened, terms, [thread]))).id
}

export const notice = (v: JourneyVillage, title: string, text = '请大家知道。') =>
  accepted(
    v.village.say('何委员', noticePublished, {
      sort: 'notice',
      title,
      text,
      showUntil: v.clock.now + 30 * DAY,
      pinned: false,
      households: [],
    }),
  )

/** All that the village's log holds of a kind of text, in its order. */
export function said(v: JourneyVillage, field: 'text' | 'title' | 'choices'): unknown[] {
  const { log } = v.village
  return Array.from({ length: log.lastNumber() }, (_, n) => log.numbered(n + 1)).flatMap((stored) => {
    const body = stored && (placedOf(stored)?.body as Record<string, unknown> | undefined)
    return body && field in body ? [body[field]] : []
  })
}
