// What time it is in the village, as a phone has it from what the relay signed at different times.
import { afterEach, expect, test } from 'vitest'
import { threadOpened } from '#rulebook/thread.ts'
import { DAY, foundTestVillage, HOUR } from '#support/village.ts'
import { current } from './at-hand.ts'
import { joinPhone, until, type RealPhone } from './real-phone.ts'

const phones: RealPhone[] = []
afterEach(async () => {
  for (const phone of phones.splice(0)) await phone.close()
})

test('heads that were signed days ago come with what they are about, and do not set the time back', async () => {
  const v = await foundTestVillage()
  await v.say('王大婶', threadOpened, { title: '修路', text: '…' })
  v.clock.now += 3 * DAY
  const phone = await joinPhone(v, '罗二哥')
  phones.push(phone)
  await current(phone)
  expect(phone.clock.now()).toBeGreaterThanOrEqual(v.clock.now)
  // What happens now tells the time it is now.
  v.clock.now += HOUR
  const { id } = await v.say('王大婶', threadOpened, { title: '后来', text: '…' })
  await until(phone.desk.about(id), (rows) => rows.length === 1)
  await until(phone.desk.time, (at) => at !== undefined && at >= v.clock.now)
})

test('a relay whose time lies before one that it signed tells no time, by whatever it signs', async () => {
  const v = await foundTestVillage()
  const phone = await joinPhone(v, '罗二哥')
  phones.push(phone)
  await current(phone)
  const meet = async (ahead: number) => {
    phone.hand.cut()
    v.clock.now += ahead
    // Upon the same log: what is published is signed anew, as a machine that was switched off and on does.
    await v.restart()
    phone.hand.mend()
    expect(await phone.desk.syncNow()).toEqual({ is: 'all-received' })
  }
  await meet(DAY)
  const ahead = phone.clock.now()!
  expect(ahead).toBeGreaterThanOrEqual(v.clock.now)
  await meet(-DAY)
  const { id } = await v.say('王大婶', threadOpened, { title: '昨天', text: '…' })
  await until(phone.desk.about(id), (rows) => rows.length === 1)
  await until(phone.desk.link, ({ alarms }) => alarms > 0)
  await current(phone)
  expect(phone.clock.now()).toBeGreaterThanOrEqual(ahead)
})
