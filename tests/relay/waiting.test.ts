import { beforeEach, expect, test } from 'vitest'
import { kind } from '#rulebook/kinds.ts'
import { deviceAdded } from '#rulebook/roster.ts'
import { flag } from '#rulebook/shape.ts'
import { commentPosted, threadOpened } from '#rulebook/thread.ts'
import { comment, thread } from '#support/texts.ts'
import {
  accepted,
  admissionBody,
  DAY,
  foundTestVillage,
  newPhone,
  type TestVillage,
} from '#support/village.ts'

let v: TestVillage
beforeEach(async () => {
  v = await foundTestVillage()
})
const offer = async (bytes: Uint8Array) => (await v.relay.offer([bytes]))[0]!

test('abuse 10: an unknown kind is kept for a newer app', async () => {
  const future = kind(999, 'future.happened', { really: flag })
  const { bytes, id } = await v.write('王大婶', future, { really: true })
  expect(await offer(bytes)).toMatchObject({ code: 'unknown-version', id })
  await v.relay.idle()
  const relay = await v.restart()
  expect(relay.counts().parked).toBe(1)
})

test('abuse 18: an entry before its device was admitted waits, then stands', async () => {
  const phone = await newPhone(v.phones.王大婶.person)
  const early = await v.write(phone, threadOpened, thread())
  const reply = await v.write('罗二哥', commentPosted, comment(), [early.id])
  expect(await offer(reply.bytes)).toMatchObject({ code: 'ref-missing' })
  expect(await offer(early.bytes)).toMatchObject({ code: 'unknown-device' })
  await v.relay.idle()
  // It is kept over a restart, and what waited for it comes with it.
  await v.restart()
  const admitted = await accepted(v.say('陶书记', deviceAdded, await admissionBody(phone)))
  expect(v.relay.counts().parked).toBe(0)
  expect(await offer(early.bytes)).toMatchObject({ code: 'duplicate', i: admitted.i + 1 })
  expect(await offer(reply.bytes)).toMatchObject({ code: 'duplicate', i: admitted.i + 2 })
})

test('abuse 18: handed in together in the wrong order, all of it stands at once', async () => {
  const phone = await newPhone(v.phones.王大婶.person)
  const early = await v.write(phone, threadOpened, thread())
  const reply = await v.write(phone, commentPosted, comment(), [early.id])
  const admission = await v.write('陶书记', deviceAdded, await admissionBody(phone))
  const answers = await v.relay.offer([reply, early, admission].map(({ bytes }) => bytes))
  expect(answers.map(({ code }) => code)).toEqual(['accepted', 'accepted', 'accepted'])
  expect(answers.map(({ i }) => i! - answers[2]!.i!)).toEqual([2, 1, 0])
})

test('a parked entry is let go after 30 days, and a flood of them is bounded', async () => {
  const phone = await newPhone(v.phones.王大婶.person)
  await offer((await v.write(phone, threadOpened, thread())).bytes)
  expect(v.relay.counts().parked).toBe(1)
  v.clock.now += 31 * DAY
  v.relay.tick()
  await v.relay.idle()
  expect(v.relay.counts().parked).toBe(0)
  const flood = await Promise.all(
    Array.from({ length: 2010 }, () => v.write(phone, threadOpened, thread('吵'))),
  )
  const answers = await v.relay.offer(flood.map(({ bytes }) => bytes))
  expect(answers.filter(({ code }) => code === 'unknown-device')).toHaveLength(2000)
  expect(answers.at(-1)).toMatchObject({ code: 'busy' })
})
