// What is written to an office leaves the relay towards who holds it, and back to who wrote it; to nobody else.
import { beforeEach, expect, test } from 'vitest'
import { HALL_OFFICE, personVolume } from '#rulebook/volumes.ts'
import { commentReported } from '#rulebook/moderation.ts'
import { roleEnded, rulebookAdopted } from '#rulebook/roster.ts'
import { commentPosted, threadOpened } from '#rulebook/thread.ts'
import { OPEN } from '#rulebook/wire.ts'
import { VOLUME_EPOCH } from '#server/shelves.ts'
import { comment, thread } from '#support/texts.ts'
import type { TestPhone } from '#support/test-phone.ts'
import { accepted, appoint, foundTestVillage, type Someone, type TestVillage } from '#support/village.ts'

let v: TestVillage
let refs: string[]
beforeEach(async () => {
  v = await foundTestVillage()
  await accepted(v.say('陶书记', rulebookAdopted, { rulebook: 2 }))
  const { id } = await accepted(v.say('罗二哥', threadOpened, thread()))
  refs = [id, (await accepted(v.say('罗二哥', commentPosted, comment(), [id]))).id]
})
const welcomed = (who: Someone) => v.connect(who).welcomed()
/** 王大婶 reports the comment; gives the bytes by which what she wrote is known again. */
async function report(note = '骂人') {
  const { bytes } = await v.write('王大婶', commentReported, { reason: 'insult', note }, refs)
  await accepted(v.relay.offer([bytes]).then(([one]) => one!))
  return Buffer.from(bytes.slice(20, 60))
}
const everything = (phone: TestPhone) => Buffer.concat(phone.frames.map(({ payload }) => payload))
/** An answer to a question behind it: all that was to come before has come. */
async function settled(phone: TestPhone) {
  const before = phone.messages('ANSWER').length
  phone.ask([refs[0]!])
  await phone.until(() => phone.messages('ANSWER').length > before)
}

test('secretary, committee and supervisor get a report, and who wrote it; the reported and others do not', async () => {
  const officers = await Promise.all((['陶书记', '何委员', '李监督'] as const).map(welcomed))
  const [wang, luo, yang] = await Promise.all((['王大婶', '罗二哥', '杨代表'] as const).map(welcomed))
  const written = await report()
  for (const phone of officers) await phone.has(HALL_OFFICE, 1)
  // Her admission comes first, so that her other phones can check it.
  await wang!.has(personVolume(v.phones.王大婶.person), 2)
  for (const phone of [luo!, yang!, await welcomed('赵网格')]) {
    phone.say(OPEN, { volume: HALL_OFFICE, epoch: VOLUME_EPOCH, k: 0 })
    await phone.until(() => phone.messages('DENIED').length)
    await settled(phone)
    expect(everything(phone).includes(written)).toBe(false)
    expect([...phone.docs.keys()]).not.toContain(HALL_OFFICE)
  }
})

test('who gets the office gets what is written from then on and before; who loses it gets nothing more', async () => {
  const [yang, he] = [await welcomed('杨代表'), await welcomed('何委员')]
  const first = await report('一')
  await he.has(HALL_OFFICE, 1)
  await appoint(v, '杨代表', 'supervisor')
  const { person } = v.phones.何委员
  await accepted(v.say('陶书记', roleEnded, { person, role: 'committee', reason: '换届' }))
  const second = await report('二')
  await yang.has(HALL_OFFICE, 2)
  expect([first, second].map((bytes) => everything(yang).includes(bytes))).toEqual([true, true])
  await settled(he)
  expect([first, second].map((bytes) => everything(he).includes(bytes))).toEqual([true, false])
  he.say(OPEN, { volume: HALL_OFFICE, epoch: VOLUME_EPOCH, k: 0 })
  await he.until(() => he.messages('DENIED').length)
})
