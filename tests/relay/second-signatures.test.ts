// Two persons stand behind what needs two signatures: a second phone of the first one is not a second person.
import { beforeEach, expect, test } from 'vitest'
import type { Id } from '#entry/format.ts'
import { entryCosigned } from '#rulebook/cosign.ts'
import { minutesSigned } from '#rulebook/minutes.ts'
import { commentHidden } from '#rulebook/moderation.ts'
import { noticePublished } from '#rulebook/notice.ts'
import { outcomePublished } from '#rulebook/outcome.ts'
import { ballotsPapered, ballotsWitnessed } from '#rulebook/paper.ts'
import { votePaused } from '#rulebook/pause.ts'
import { deviceAdded, roleGranted, rulebookAdopted } from '#rulebook/roster.ts'
import { stepRecorded } from '#rulebook/step.ts'
import { commentPosted, threadOpened } from '#rulebook/thread.ts'
import { ballotCast, countedFrom, voteOpened, type VoteTerms } from '#rulebook/vote.ts'
import { phoneVouched } from '#rulebook/vouch.ts'
import { countedOn } from '#support/counting-phone.ts'
import { comment, notice, step, thread, vote } from '#support/texts.ts'
import {
  accepted,
  admissionBody,
  DAY,
  foundTestVillage,
  newPhone,
  type Phone,
  type Someone,
  type TestVillage,
} from '#support/village.ts'

let v: TestVillage
let debate: Id
let id: Id
let terms: VoteTerms
/** Second phones of those who hold an office, let in long before the vote. */
let second: Record<'陶书记' | '何委员' | '李监督', Phone>
beforeEach(async () => {
  v = await foundTestVillage()
  await accepted(v.say('陶书记', rulebookAdopted, { rulebook: 2 }))
  const [tao, he, li] = [await v.addPhone('陶书记'), await v.addPhone('何委员'), await v.addPhone('李监督')]
  second = { 陶书记: tao, 何委员: he, 李监督: li }
  v.clock.now += DAY
  debate = (await accepted(v.say('王大婶', threadOpened, thread()))).id
  terms = vote(v.clock.now)
  id = (await accepted(v.say('陶书记', voteOpened, terms, [debate]))).id
})
const person = (who: Someone) => v.phones[who].person
/** Who may not sign second, by which rule, and in the end who may. */
async function signedBy(
  about: Id,
  no: [by: Someone | Phone, rule: string][],
  yes: Someone,
  subject = debate,
) {
  for (const [by, rule] of no)
    expect(await v.say(by, entryCosigned, {}, [subject, about])).toMatchObject({ rule })
  await accepted(v.say(yes, entryCosigned, {}, [subject, about]))
}

test('[C1] [C2] a step of 四议两公开 and a hiding are not cosigned by their author from another of his phones', async () => {
  const held = await accepted(v.say('何委员', stepRecorded, step('proposed', v.clock.now), [debate]))
  await signedBy(
    held.id,
    [
      ['何委员', 'C2'],
      [second.何委员, 'C2'],
      ['王大婶', 'C1'],
    ],
    '陶书记',
  )
  const said = await accepted(v.say('罗二哥', commentPosted, comment('骂人'), [debate]))
  const hidden = { reason: 'insult' as const, note: '骂人' }
  const hiding = await accepted(v.say('陶书记', commentHidden, hidden, [debate, said.id]))
  await signedBy(
    hiding.id,
    [
      ['陶书记', 'C2'],
      [second.陶书记, 'C2'],
      ['李监督', 'C1'],
    ],
    '何委员',
  )
})

test('[C1] an outcome, minutes and a pause are cosigned by a supervisor, whom nobody who writes them can be (R9)', async () => {
  const pause = { since: v.clock.now, reason: '断网' }
  const paused = await accepted(v.say('陶书记', votePaused, pause, [id]))
  await signedBy(
    paused.id,
    [
      [second.陶书记, 'C1'],
      ['何委员', 'C1'],
    ],
    '李监督',
    id,
  )
  const signed = { upTo: v.log.lastNumber(), summary: '说过了。' }
  const minutes = await accepted(v.say('何委员', minutesSigned, signed, [debate]))
  await signedBy(
    minutes.id,
    [
      [second.何委员, 'C1'],
      ['陶书记', 'C1'],
    ],
    '李监督',
  )
  const asked = { ...vote(v.clock.now), quorum: 'ask' as const, announced: null }
  const other = await accepted(v.say('陶书记', voteOpened, asked, [debate]))
  v.clock.now = countedFrom(asked) + 1
  const numbers = { choices: [0, 0, 0], present: 0, eligible: 8, quorate: true, carried: null }
  const rest = { decision: '再议。', responsible: null, money: null, dueAt: null }
  const outcome = await accepted(
    v.say('何委员', outcomePublished, { ...numbers, ...rest }, [debate, other.id]),
  )
  await signedBy(
    outcome.id,
    [
      ['何委员', 'C1'],
      [second.何委员, 'C1'],
      ['陶书记', 'C1'],
    ],
    '李监督',
  )
})

test('[C5] [C6] an office is pending until another person signs, not from a phone let in today, and survives a restart', async () => {
  const seat = { person: person('罗二哥'), role: 'committee' as const, scope: [], until: 0 }
  const office = await accepted(v.say('陶书记', roleGranted, seat))
  const publishes = () => v.say('罗二哥', noticePublished, notice())
  expect(await publishes()).toMatchObject({ rule: 'N1' })
  const fresh = await v.addPhone('李监督')
  await signedBy(
    office.id,
    [
      ['陶书记', 'C2'],
      [second.陶书记, 'C2'],
      ['何委员', 'C5'],
      ['罗二哥', 'C5'],
      [fresh, 'C6'],
    ],
    '李监督',
    office.id,
  )
  await accepted(publishes())
  await v.restart()
  await accepted(publishes())
  expect(await v.say(second.李监督, entryCosigned, {}, [office.id, office.id])).toMatchObject({ rule: 'C5' })
})

test('[B1] [B3] an officer is not the witness of his own list, from whichever phone', async () => {
  const lines = [{ person: person('王大婶'), choices: [1], way: 'paper' as const }]
  const named = (witness: Someone) =>
    v.say('何委员', ballotsPapered, { witness: person(witness), lines }, [id])
  for (const witness of ['何委员', '陶书记'] as const)
    expect(await named(witness)).toMatchObject({ rule: 'B1' })
  const list = await accepted(named('李监督'))
  const officer = { officer: person('何委员') }
  for (const by of ['何委员', second.何委员, '陶书记', '杨代表'] as const)
    expect(await v.say(by, ballotsWitnessed, officer, [id, list.id])).toMatchObject({ rule: 'B3' })
  const present = async () => {
    const phone = await v.connect('罗二哥').welcomed()
    return (await countedOn(v, '罗二哥', phone, debate, id)).count.present
  }
  await accepted(v.say(second.李监督, ballotsWitnessed, officer, [id, list.id]))
  v.clock.now = countedFrom(terms) + 1
  expect(await present()).toBe(1)
})

test('[B5] [B6] nobody vouches for his own new phone, from none of his phones, and until another does it counts for nothing', async () => {
  const fresh = await newPhone(person('李监督'))
  await accepted(v.say('陶书记', deviceAdded, await admissionBody(fresh)))
  await accepted(v.say(fresh, ballotCast, { choices: [0] }, [id]))
  const said = { device: fresh.device, person: fresh.person }
  for (const by of ['李监督', second.李监督, fresh] as const)
    expect(await v.say(by, phoneVouched, said, [id])).toMatchObject({ rule: 'B6' })
  for (const by of ['陶书记', '何委员'] as const)
    expect(await v.say(by, phoneVouched, said, [id])).toMatchObject({ rule: 'B5' })
  v.clock.now = countedFrom(terms) + 1
  const phone = await v.connect('罗二哥').welcomed()
  const read = await countedOn(v, '罗二哥', phone, debate, id)
  expect(read).toMatchObject({ unvouched: [fresh.person], count: { present: 0, choices: [0, 0, 0] } })
})
