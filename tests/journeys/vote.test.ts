import { afterAll, beforeAll, expect, it } from 'vitest'
import { ballotsOf } from '#rulebook/volumes.ts'
import { countVote } from '#rulebook/count.ts'
import { isKind } from '#rulebook/kinds.ts'
import { ballotCast } from '#rulebook/vote.ts'
import { readBook } from '#server/village/local-relay.ts'
import { caughtUp, keptWhole, openVillage, type JourneyVillage, type Villager } from '#support/journey.ts'
import { accepted, HOUR, type Someone } from '#support/village.ts'
import { openDebate, openVote, said, vote } from './deeds.ts'

let v: JourneyVillage
beforeAll(async () => {
  v = await openVillage()
})
afterAll(() => v?.close())

it('a vote is counted alike on three phones, with a late ballot, and as the relay reported', async () => {
  const thread = await openDebate(v)
  const opening = await openVote(v, thread)
  const cast = (who: Someone, choice: number) =>
    accepted(v.village.say(who, ballotCast, { choices: [choice] }, [opening]))
  await cast('罗二哥', 1)
  const secretary = await v.join('陶书记')
  const wang = await v.join('王大婶')
  const luo = await v.join('罗二哥')
  await vote(secretary, thread, opening, '赞成')
  await secretary.page().getByText('村里已收到').first().waitFor()
  await cast('杨代表', 2)

  // Wang votes without coverage, before closing by her own clock.
  await wang.goto(`/threads/${thread}/votes/${opening}`)
  await keptWhole(wang)
  await wang.offline()
  await vote(wang, thread, opening, '赞成')
  // Luo changes his mind on another of his phones: the later one counts.
  await vote(luo, thread, opening, '赞成')
  await luo.page().getByText('村里已收到').first().waitFor()
  await secretary.goto(`/threads/${thread}/votes/${opening}`)
  await secretary.page().getByText('已有 3 人').first().waitFor({ timeout: 30_000 })
  await secretary.page().getByText('还差 2 人').first().waitFor()
  // Who has taken part is open by group, while how they chose is not.
  await secretary
    .page()
    .getByRole('row', { name: /^一组 3 人/ })
    .waitFor()
  expect(await secretary.page().getByText('谁也看不到各项多少票').count()).toBeGreaterThan(0)

  v.clock.ahead += HOUR + 60_000
  await wang.online()
  await wang.page().reload()
  await caughtUp(wang)
  expect(said(v, 'choices')).toHaveLength(5)
  v.clock.ahead += HOUR
  for (const who of [secretary, wang, luo]) await outcome(who, thread, opening)
  // The same numbers from the relay's own book.
  const count = countedByTheRelay(opening)
  expect(count).toMatchObject({ choices: [3, 0, 1], present: 4, late: 1, lateDecides: false, quorate: false })
  expect(count.alternatives).toEqual(
    expect.arrayContaining([expect.objectContaining({ basis: 'adult', missing: 1 })]),
  )
})

function countedByTheRelay(opening: string) {
  const book = readBook(v.village.log, v.village.village)
  const ballots = v.village.log
    .places(ballotsOf(opening), 1, 1000)
    .map(({ i }) => book.reading(v.village.log.numbered(i)!.id)!)
    .filter((entry) => isKind(entry, ballotCast))
  return countVote(book.votes.of(ballotsOf(opening))!, ballots, book.roster, book.device)
}

it('in whatever order the ballots come, each phone and the relay count the same', async () => {
  const thread = await openDebate(v)
  const terms = { closesAt: v.clock.now + 2 * HOUR, collectMs: 0 }
  const choices = [
    ['王大婶', 0],
    ['杨代表', 1],
    ['罗二哥', 2],
    ['何委员', 0],
    ['陶在外', 1],
    ['王大婶', 1],
  ] as const
  const openings: string[] = []
  // Only the order of one person's own ballots matters.
  for (const order of [
    [0, 1, 2, 3, 4, 5],
    [4, 0, 3, 5, 2, 1],
    [2, 0, 5, 1, 4, 3],
  ]) {
    const opening = await openVote(v, thread, { ...terms, question: `修路，次序 ${order.join('')}` })
    for (const [who, choice] of order.map((n) => choices[n]!))
      await accepted(v.village.say(who, ballotCast, { choices: [choice] }, [opening]))
    openings.push(opening)
  }
  v.clock.ahead += 3 * HOUR
  const phones = [await v.join('李监督'), await v.join('赵网格')]
  for (const opening of openings) {
    expect(countedByTheRelay(opening)).toMatchObject({ choices: [1, 3, 1], present: 5 })
    for (const who of phones) {
      await who.goto(`/threads/${thread}/votes/${opening}`)
      await who.page().getByText('这部手机已经自己重新计过票。').waitFor({ timeout: 60_000 })
      expect(await who.page().locator('main').innerText()).toMatch(/赞成\s*1[^]*反对\s*3[^]*弃权\s*1/)
    }
  }
})

/** 赞成 3, 弃权 1; four of eight grown-ups, one of two needed households: not quorate, one ballot late. */
async function outcome(who: Villager, thread: string, opening: string) {
  const page = who.page()
  await who.goto(`/threads/${thread}/votes/${opening}`)
  await page.getByText('这部手机已经自己重新计过票。').waitFor({ timeout: 60_000 })
  const text = await page.locator('main').innerText()
  expect(text).toMatch(/赞成\s*3/)
  expect(text).toMatch(/反对\s*0/)
  expect(text).toMatch(/弃权\s*1/)
  expect(text).toContain('不作数：参加的不够，还差 1 人，或者还差 1 户。')
  await page.getByText('其中 1 人的票是截止前投、截止后送到的').click()
  await page.getByText(/^王大婶：手机上写的是 .+ 投，.+ 送到$/).waitFor()
}
