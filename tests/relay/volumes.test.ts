import { beforeEach, expect, test } from 'vitest'
import { nextChain, NO_CHAIN } from '#entry/chains.ts'
import { idOf, publicBytes } from '#entry/crypto.ts'
import { decodeEntry } from '#entry/format.ts'
import { checkHead } from '#entry/heads.ts'
import { LINE_CLASS } from '#entry/lines.ts'
import { topicOf } from '#rulebook/volumes.ts'
import { noticePublished } from '#rulebook/notice.ts'
import { deviceAdded, deviceRevoked } from '#rulebook/roster.ts'
import { commentPosted, threadOpened } from '#rulebook/thread.ts'
import { CLOSE_CHANNEL, LIMITS, OPEN, PING } from '#rulebook/wire.ts'
import { VOLUME_EPOCH } from '#server/shelves.ts'
import { headerOf } from '#server/stored.ts'
import { comment, notice, thread } from '#support/texts.ts'
import type { HaveRow, TestPhone } from '#support/test-phone.ts'
import { accepted, foundTestVillage, randomId, type TestVillage } from '#support/village.ts'

let v: TestVillage
beforeEach(async () => {
  v = await foundTestVillage()
})
const BOARD = 'board/2026'

/** What a phone holds of a volume, as it would say on connecting. */
async function have(phone: TestPhone, volume: string): Promise<HaveRow> {
  let chain: Uint8Array = NO_CHAIN
  const lines = phone.lines(volume)
  for (const { line, entry } of lines)
    chain = await nextChain(volume, VOLUME_EPOCH, chain, line, await idOf(decodeEntry(entry)!.header))
  return { volume, epoch: VOLUME_EPOCH, k: lines.length, head8: chain.slice(0, 8) }
}
const publish = (text: string) => accepted(v.say('陶书记', noticePublished, notice(text)))

test('a phone gets what it follows in order, each with a signed head that its own chain reaches', async () => {
  await publish('一')
  const opened = await accepted(v.say('王大婶', threadOpened, thread()))
  const phone = await v.connect('罗二哥').welcomed()
  await phone.until(() => phone.messages('HEAD').length === 4)
  expect(phone.messages('OPENED').map(({ body }) => body.volume)).toEqual([
    'roster',
    BOARD,
    'devices',
    topicOf(opened.id),
  ])
  expect(phone.messages('WELCOME')[0]!.body).toMatchObject({ changed: 4, unchanged: 0 })
  const key = await publicBytes(v.relayKey.publicKey)
  for (const { body } of phone.messages('HEAD')) {
    const head = (await checkHead(key, v.village, { head: body.head.bytes, signature: body.head.signature }))!
    const own = await have(phone, head.volume)
    expect([head.k, head.chain.slice(0, 8)]).toEqual([own.k, own.head8])
  }
})

test('notices bring whom they are by; debates lean on the devices, and repeat nobody', async () => {
  await publish('一')
  await accepted(v.say('何委员', noticePublished, notice('二')))
  await accepted(v.say('何委员', noticePublished, notice('三')))
  const opened = await accepted(v.say('王大婶', threadOpened, thread()))
  await accepted(v.say('罗二哥', commentPosted, comment(), [opened.id]))
  const phone = await v.connect('罗二哥').welcomed()
  const topic = topicOf(opened.id)
  await phone.has(topic, 2)
  const kinds = (volume: string) =>
    phone.lines(volume).map(({ line, entry }) => [headerOf(entry)!.kind, line.class])
  // The secretary claimed his phone, so he stands in the roster and is introduced nowhere.
  expect(kinds(BOARD)).toEqual([
    [noticePublished.number, LINE_CLASS.present],
    [deviceAdded.number, LINE_CLASS.introduced],
    [noticePublished.number, LINE_CLASS.present],
    [noticePublished.number, LINE_CLASS.present],
  ])
  expect(kinds(topic)).toEqual([
    [threadOpened.number, LINE_CLASS.present],
    [commentPosted.number, LINE_CLASS.present],
  ])
  // An introduction repeats the original's number and time.
  const he = phone.lines(BOARD)[1]!
  expect(he.line.i).toBe(v.log.entry(await idOf(decodeEntry(he.entry)!.header))!.i)
})

test('who holds all there is gets nothing; who lacks two lines gets two', async () => {
  await publish('一')
  await publish('二')
  const phone = await v.connect('王大婶').welcomed()
  await phone.has(BOARD, 2)
  await phone.has('devices', 7)
  const held = await Promise.all(['roster', 'devices', BOARD].map((volume) => have(phone, volume)))
  phone.close()

  const again = await v.connect('王大婶').welcomed(held)
  expect(again.messages('WELCOME')[0]!.body).toMatchObject({ changed: 0, unchanged: 3 })
  expect(again.frames.reduce((sum, { payload }) => sum + payload.length, 0)).toBeLessThan(700)
  await publish('三')
  await publish('四')
  await again.until(() => again.messages('HEAD').length === 2)
  expect(again.messages('OPENED').map(({ body }) => [body.volume, body.k])).toEqual([[BOARD, 2]])
  again.close()

  const third = await v.connect('王大婶').welcomed(held)
  await third.until(() => third.messages('HEAD').length === 1)
  const [opened] = third.messages('OPENED')
  expect(opened!.body).toMatchObject({ volume: BOARD, k: 2, clock: 1 })
  // The two documents together are the whole volume.
  const { applyUpdate, encodeStateAsUpdate } = await import('yjs')
  for (const { channel, payload } of third.frames)
    if (channel > 0 && payload[1] === 2) expect(payload.length).toBeLessThan(2000)
  applyUpdate(phone.doc(BOARD), encodeStateAsUpdate(third.doc(BOARD)))
  expect(phone.lines(BOARD).map(({ line }) => line.k)).toEqual([1, 2, 3, 4])
})

test('a relay that starts again goes on under a new client, behind the same lines', async () => {
  await publish('一')
  const phone = await v.connect('王大婶').welcomed()
  await phone.has(BOARD, 1)
  await v.restart()
  await publish('二')
  const later = await v.connect('王大婶').welcomed([await have(phone, 'roster')])
  await later.has(BOARD, 2)
  expect(new Set(v.log.places(BOARD, 1, 2).map(({ client }) => client)).size).toBe(2)
  expect(v.log.places(BOARD, 1, 2).map(({ clock }) => clock)).toEqual([0, 0])
})

test('the same place with another chain is a fork: nothing is sent, and the phone is told', async () => {
  await publish('一')
  const head8 = new Uint8Array(8).fill(7)
  const phone = await v.connect('王大婶').welcomed([{ volume: BOARD, epoch: VOLUME_EPOCH, k: 1, head8 }])
  await phone.until(() => phone.messages('DENIED').length)
  expect(phone.messages('DENIED')[0]!.body).toEqual({ volume: BOARD, code: 'fork' })
  await publish('二')
  expect(phone.messages('OPENED').map(({ body }) => body.volume)).toEqual(['roster', 'devices'])
})

test('a volume of another epoch is fetched anew', async () => {
  await publish('一')
  const head8 = new Uint8Array(8)
  const phone = await v.connect('王大婶').welcomed([{ volume: BOARD, epoch: VOLUME_EPOCH + 1, k: 9, head8 }])
  await phone.has(BOARD, 1)
  expect(phone.messages('RESET')[0]!.body).toEqual({ volume: BOARD, epoch: VOLUME_EPOCH })
})

test('what has not changed is opened by who asks; a closed channel stays quiet', async () => {
  const first = await v.connect('王大婶').welcomed()
  await first.has('devices', 7)
  const held = [await have(first, 'devices')]
  const phone = await v.connect('王大婶').welcomed(held)
  expect(phone.messages('OPENED').map(({ body }) => body.volume)).not.toContain('devices')
  phone.say(OPEN, { volume: 'devices', epoch: VOLUME_EPOCH, k: 0 })
  await phone.has('devices', 7)
  phone.say(CLOSE_CHANNEL, { channel: phone.channelOf('devices')! })
  phone.say(PING, { n: 5 })
  await phone.until(() => phone.messages('PONG').length)
  const frames = phone.frames.length
  await v.addPhone('罗二哥')
  expect(phone.frames.slice(frames)).toEqual([])
  phone.say(OPEN, { volume: 'nothing/here', epoch: VOLUME_EPOCH, k: 0 })
  await phone.until(() => phone.messages('DENIED').length)
})

test('a full part is followed by the next, with a chain and Yjs items of its own', async () => {
  const long = '长'.repeat(3000)
  v.clock.now += 1000
  const people = ['陶书记', '何委员'] as const
  for (let n = 0; n < 60; n++)
    await accepted(v.say(people[n % 2]!, noticePublished, notice(`${n} ${long.slice(10)}`)))
  const parts = v.log.lastPlaces().filter(({ volume }) => volume.startsWith(BOARD))
  expect(parts.map(({ volume }) => volume).sort()).toEqual([BOARD, `${BOARD}-2`])
  expect(Math.max(...parts.map(({ size }) => size))).toBeLessThanOrEqual(512 * 1024)
  const phone = await v.connect('王大婶').welcomed()
  await phone.until(() => phone.messages('HEAD').length === 4)
  // 60 notices and one introduction of 何委员, whose device a registrar added.
  expect(phone.lines(BOARD).length + phone.lines(`${BOARD}-2`).length).toBe(61)
  expect(Math.max(...phone.frames.map(({ payload }) => payload.length))).toBeLessThan(32 * 1024)
})

test('a phone that does not read is not buried: a slice from where it was, once it reads again', async () => {
  const long = '长'.repeat(2900)
  const phone = await v.connect('王大婶').welcomed()
  await phone.has('roster', 11)
  phone.wire.buffered = 300 * 1024
  const before = phone.frames.filter(({ channel }) => channel > 0).length
  for (let n = 0; n < 8; n++) await publish(`${n}${long}`)
  expect(phone.frames.filter(({ channel }) => channel > 0)).toHaveLength(before)
  phone.wire.buffered = 0
  v.relay.tick()
  await phone.has(BOARD, 8)
  // Nothing read for three minutes: it may come back when it listens.
  phone.wire.buffered = 400 * 1024
  await publish('又一')
  v.relay.tick()
  v.clock.now += 181_000
  v.relay.tick()
  expect(await phone.closed()).toBe(4503)
})

test('what is new waits for who reads slowly up to 256 KB, and no further', async () => {
  const phone = await v.connect('王大婶').welcomed()
  await phone.has('roster', 11)
  await publish('先一')
  await phone.has(BOARD, 1)
  phone.wire.buffered = LIMITS.slowReader
  await publish('还收')
  await phone.has(BOARD, 2)
  phone.wire.buffered = LIMITS.slowReader + 1
  for (let n = 0; n < 3; n++) await publish(`等着${n}`)
  await v.relay.idle()
  expect(phone.lines(BOARD)).toHaveLength(2)
  phone.wire.buffered = 0
  v.relay.tick()
  await phone.has(BOARD, 5)
})

test('a phone that reads slowly is not taken for one that does not read', async () => {
  const phone = await v.connect('王大婶').welcomed()
  await phone.has('roster', 11)
  // What leaves is filled up again at once, so that what waits is never less than at the start.
  phone.wire.buffered = 60 * 1024
  for (let n = 0; n < 5; n++) {
    v.clock.now += 170_000
    await publish(`${n}`)
    await phone.has(BOARD, n + 1)
    v.relay.tick()
    expect(phone.isClosed()).toBe(false)
  }
  v.relay.tick()
  v.clock.now += 181_000
  v.relay.tick()
  expect(await phone.closed()).toBe(4503)
})

test('behind a road that buffers megabytes nothing is seen to leave for long: who speaks is there', async () => {
  const phone = await v.connect('王大婶').welcomed()
  phone.wire.buffered = 200 * 1024
  for (let n = 0; n < 5; n++) {
    v.relay.tick()
    v.clock.now += 170_000
    phone.say(PING, { n })
    await v.relay.idle()
  }
  v.relay.tick()
  expect(phone.isClosed()).toBe(false)
  v.clock.now += 181_000
  v.relay.tick()
  expect(await phone.closed()).toBe(4503)
})

test('who asks on and on and reads nothing is not answered without end: he may come back when he listens', async () => {
  const phone = await v.connect('王大婶').welcomed()
  const witness = await v.connect('罗二哥').welcomed()
  phone.wire.buffered = 300 * 1024
  phone.ask([randomId()])
  await phone.until(() => phone.messages('ANSWER').length === 1)
  phone.wire.buffered = 600 * 1024
  phone.ask([randomId()])
  expect(await phone.closed()).toBe(4503)
  expect(phone.messages('ANSWER')).toHaveLength(1)
  await publish('别人照常收到')
  await witness.has(BOARD, 1)
})

test('a revoked device is shown the door as soon as the revocation stands', async () => {
  const wang = await v.connect('王大婶').welcomed()
  const luo = await v.connect('罗二哥').welcomed()
  await accepted(v.say('陶书记', deviceRevoked, { device: v.phones.王大婶.device, reason: '丢了' }))
  expect(await wang.closed()).toBe(4403)
  expect(luo.isClosed()).toBe(false)
  expect(await (await v.connect('王大婶').auth()).closed()).toBe(4403)
})

test("PING brings the relay's time; a relay that stops says when to come back", async () => {
  const phone = await v.connect('王大婶').welcomed()
  phone.say(PING, { n: 42 })
  expect((await phone.until(() => phone.messages('PONG')[0])).body).toEqual({ n: 42, at: v.clock.now })
  await v.relay.stop(7000)
  expect(phone.messages('GOAWAY')[0]!.body).toEqual({ code: 1012, retryAfterMs: 7000 })
  expect(await phone.closed()).toBe(1012)
})

test('a crowd that is sent away is asked back one after the other', async () => {
  const phones = [v.connect('王大婶'), v.connect('罗二哥'), v.connect('何委员')]
  for (const phone of phones) await phone.welcomed()
  await v.relay.stop(7000)
  const told = phones.map((phone) => phone.messages('GOAWAY')[0]!.body.retryAfterMs)
  expect(told).toEqual([7000, 7010, 7020])
})
