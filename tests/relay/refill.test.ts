import { beforeEach, expect, test } from 'vitest'
import { readHead } from '#entry/heads.ts'
import { ballotsOf, topicOf } from '#rulebook/volumes.ts'
import { noticePublished } from '#rulebook/notice.ts'
import { commentPosted, threadOpened } from '#rulebook/thread.ts'
import { ballotCast, voteOpened } from '#rulebook/vote.ts'
import { REFILL } from '#rulebook/wire.ts'
import { VOLUME_EPOCH } from '#server/shelves.ts'
import { copyOf } from '#support/copied-log.ts'
import { comment, notice, thread, vote } from '#support/texts.ts'
import { accepted, foundTestVillage, type TestVillage } from '#support/village.ts'
import { giveBack, have } from './given-back.ts'

let v: TestVillage
beforeEach(async () => {
  v = await foundTestVillage()
})
const BOARD = 'board/2026'

test('abuse 14: a relay restored from yesterday gets its lines back, numbers and times kept', async () => {
  const yesterday = copyOf(v.log)
  v.clock.now += 1000
  await accepted(v.say('陶书记', noticePublished, notice('一')))
  v.clock.now += 1000
  const second = await accepted(v.say('何委员', noticePublished, notice('二')))
  const opened = await accepted(v.say('王大婶', threadOpened, thread()))
  await accepted(v.say('罗二哥', commentPosted, comment(), [opened.id]))
  const topic = topicOf(opened.id)
  const phone = await v.connect('王大婶').welcomed()
  await phone.until(() => phone.messages('HEAD').length === 4)
  const was = v.log

  await v.restart(yesterday)
  expect(v.relay.counts().lastNumber).toBeLessThan(second.i)
  v.clock.now += 5000
  const again = await v.connect('王大婶').welcomed(await have(phone))
  await again.until(() => again.messages('RECALL').length === 2)
  // Numbers that were once given are not given again meanwhile.
  const early = await v.write('陶书记', noticePublished, notice('三'))
  expect((await v.relay.offer([early.bytes]))[0]).toMatchObject({ code: 'busy' })
  await giveBack(again, phone, BOARD)
  await giveBack(again, phone, topic, 1)
  await again.until(() => again.messages('HEAD').length >= 2)
  await v.relay.idle()
  for (const volume of [BOARD, topic]) {
    const [lost, found] = [was, v.log].map((log) => log.places(volume, 1, 100))
    expect(found!.map(({ k, i, class: cls, chain }) => [k, i, cls, chain])).toEqual(
      lost!.map(({ k, i, class: cls, chain }) => [k, i, cls, chain]),
    )
  }
  expect(v.log.numbered(second.i)).toMatchObject({ id: second.id, at: second.at })

  // All is back, so the book goes on behind the last number it ever gave; a new relay epoch says why.
  const [next] = await v.relay.offer([early.bytes])
  expect(next).toMatchObject({ code: 'accepted', i: was.lastNumber() + 1 })
  const later = v.connect('罗二哥')
  const hello = await later.until(() => later.messages('HELLO')[0])
  expect(hello.body.relayEpoch).toBe(2)
  await later.auth()
  await later.has(topic, 2)
})

test("abuse 14: ballots that only their casters keep find back into the vote's own volume", async () => {
  const opened = await accepted(v.say('王大婶', threadOpened, thread()))
  const yesterday = copyOf(v.log)
  const { id } = await accepted(v.say('陶书记', voteOpened, vote(v.clock.now), [opened.id]))
  const cast = await accepted(v.say('王大婶', ballotCast, { choices: [0] }, [id]))
  const phone = await v.connect('王大婶').welcomed()
  await phone.until(() => phone.messages('HEAD').length === 4)
  await v.restart(yesterday)
  const again = await v.connect('王大婶').welcomed(await have(phone))
  await again.until(() => again.messages('RECALL').length === 2)
  await giveBack(again, phone, topicOf(opened.id))
  await giveBack(
    again,
    phone,
    again.messages('RECALL').find(({ body }) => body.volume.startsWith('person/'))!.body.volume,
  )
  await v.relay.idle()
  const ballots = v.log.places(ballotsOf(id), 1, 10).map(({ i }) => i)
  expect(ballots).toContain(cast.i)
  expect(ballots.indexOf(cast.i)).toBe(ballots.length - 1)
})

test('a refill that the relay never signed, or with one byte changed, is not taken', async () => {
  const yesterday = copyOf(v.log)
  await accepted(v.say('陶书记', noticePublished, notice('一')))
  await accepted(v.say('陶书记', noticePublished, notice('二')))
  const phone = await v.connect('王大婶').welcomed()
  await phone.until(() => phone.messages('HEAD').length === 3)
  const rows = await have(phone)
  await v.restart(yesterday)
  const again = await v.connect('王大婶').welcomed(rows)
  await again.until(() => again.messages('RECALL').length)
  const items = phone.doc(BOARD).getArray<Uint8Array>('log').toArray()
  const { head } = phone
    .messages('HEAD')
    .findLast(({ body }) => readHead(body.head.bytes)!.volume === BOARD)!.body
  const changed = items.map((item) => item.slice())
  changed[1]![changed[1]!.length - 1]! ^= 1
  const forged = { ...head, signature: head.signature.slice().reverse() }
  again.say(REFILL, { volume: BOARD, from: 1, items: changed, head })
  again.say(REFILL, { volume: BOARD, from: 1, items, head: forged })
  again.say(REFILL, { volume: 'topic/0000000000000000', from: 1, items, head })
  await v.relay.idle()
  expect(v.log.place(BOARD, 1)).toBeUndefined()
})

test('what has happened since a restore is not overwritten: the phone is told of the fork', async () => {
  const yesterday = copyOf(v.log)
  await accepted(v.say('陶书记', noticePublished, notice('一')))
  await accepted(v.say('陶书记', noticePublished, notice('二')))
  const phone = await v.connect('王大婶').welcomed()
  await phone.until(() => phone.messages('HEAD').length === 3)
  const rows = await have(phone)
  await v.restart(yesterday)
  // Nobody had noticed, and the book moved on.
  const moved = await accepted(v.say('陶书记', noticePublished, notice('别的')))
  const again = await v.connect('王大婶').welcomed(rows)
  await again.until(() => again.messages('RECALL').length)
  const items = phone.doc(BOARD).getArray<Uint8Array>('log').toArray()
  const { head } = phone
    .messages('HEAD')
    .findLast(({ body }) => readHead(body.head.bytes)!.volume === BOARD)!.body
  again.say(REFILL, { volume: BOARD, from: 1, items, head })
  await again.until(() => again.messages('DENIED').length)
  expect(v.log.places(BOARD, 1, 10).map(({ i }) => i)).toEqual([moved.i])
})

test('a phone that says it knows more and brings nothing holds the others up for half a minute, once', async () => {
  const liar = { volume: BOARD, epoch: VOLUME_EPOCH, k: 999, head8: new Uint8Array(8) }
  await v.connect('罗二哥').welcomed([liar])
  const { bytes } = await v.write('陶书记', noticePublished, notice())
  expect((await v.relay.offer([bytes]))[0]).toMatchObject({ code: 'busy' })
  v.clock.now += 30_000
  v.relay.tick()
  expect((await v.relay.offer([bytes]))[0]).toMatchObject({ code: 'accepted' })
  await v.connect('罗二哥').welcomed([liar])
  expect(await v.say('陶书记', noticePublished, notice())).toMatchObject({ code: 'accepted' })
})
