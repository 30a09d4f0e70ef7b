// 会议纪要: what was signed reads the same for ever, whatever becomes of the people and the votes in it.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { commentSupported } from '#rulebook/comment.ts'
import { minutesSigned } from '#rulebook/minutes.ts'
import { householdsRegistered, peopleImported, rulebookAdopted } from '#rulebook/roster.ts'
import { commentPosted } from '#rulebook/thread.ts'
import { ballotCast } from '#rulebook/vote.ts'
import { openVillage, type JourneyVillage, type Villager } from '#support/journey.ts'
import { accepted, HOUR, HOUSEHOLDS, personId } from '#support/village.ts'
import { openDebate, openVote } from './deeds.ts'
import { seen } from './state.ts'

let v: JourneyVillage
let tao: Villager
beforeAll(async () => {
  v = await openVillage()
  tao = await v.join('陶书记')
}, 120_000)
afterAll(() => v?.close())

it('a name, a household, a word of support and ballots that come later are in the draft, and not in them', async () => {
  const { say, log } = v.village
  await accepted(say('陶书记', rulebookAdopted, { rulebook: 2 }))
  const thread = await openDebate(v)
  const { id: said } = await accepted(say('罗二哥', commentPosted, { text: '钱不够。' }, [thread]))
  await accepted(say('何委员', commentSupported, { isBehind: true }, [thread, said]))
  const terms = { question: '修不修路', quorum: 'ask' as const, hidden: false, collectMs: 0 }
  const vote = await openVote(v, thread, terms)
  const upTo = log.lastNumber()
  const minutes = { upTo, summary: '先筹钱。', closes: false }
  const { id: signed } = await accepted(say('陶书记', minutesSigned, minutes, [thread, said]))

  const page = tao.page()
  const path = `/threads/${thread}/minutes`
  await tao.goto(`${path}?of=${signed}`)
  await seen(tao, /^罗二哥 · .*签署的人列为要点 · 1 户也这样看$/)
  const before = await page.locator('main').innerText()

  await accepted(say('罗二哥', ballotCast, { choices: [1] }, [vote]))
  await accepted(say('李监督', commentSupported, { isBehind: true }, [thread, said]))
  const moved = { household: HOUSEHOLDS[2]!, voter: true, member: true, away: true }
  const line = { ...moved, person: personId('罗二哥'), name: '罗建国' }
  await accepted(say('陶书记', peopleImported, { lines: [line] }))
  const label = { household: HOUSEHOLDS[1]!, label: '王家新屋', group: 2 }
  await accepted(say('陶书记', householdsRegistered, { lines: [label] }))
  v.clock.ahead += 2 * HOUR

  await tao.goto(path)
  await seen(tao, /^罗建国 · .*2 户也这样看 · 投了反对票的人说的$/)
  await tao.goto(`${path}?of=${signed}`)
  await seen(tao, /^罗二哥 · .*签署的人列为要点 · 1 户也这样看$/)
  await expect.poll(() => page.locator('main').innerText()).toBe(before)
})
