import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { encodeCbor, joinBytes } from '#entry/format.ts'
import { noticePublished } from '#rulebook/notice.ts'
import { FROM_PHONE, LIMITS, OFFER, PING, tell } from '#rulebook/wire.ts'
import type { Session } from '#server/relay.ts'
import { notice } from '#support/texts.ts'
import { accepted, foundTestVillage, type TestVillage } from '#support/village.ts'

let v: TestVillage
beforeEach(async () => {
  v = await foundTestVillage()
})
const ROSTER_LINES = 11
const rosterRows = () => v.log.places('roster', 1, 100)
const syncMessage = (sort: number, update: Uint8Array) =>
  joinBytes(new Uint8Array([0, sort, update.length]), update)

/** The relay still answers somebody else, and the book is as it was. */
async function isAlive() {
  const other = await v.connect('罗二哥').welcomed()
  other.say(PING, { n: 1 })
  await other.until(() => other.messages('PONG').length)
  other.close()
}

test.each([
  ['a line of its own', 2],
  ['a line of its own, as step 2', 1],
])('abuse 25: a phone that writes %s into a volume is closed, and the volume stays', async (_, sort) => {
  const before = rosterRows()
  const phone = await v.connect('王大婶').welcomed()
  const witness = await v.connect('罗二哥').welcomed()
  await Promise.all([phone, witness].map((one) => one.has('roster', ROSTER_LINES)))
  const doc = new Y.Doc()
  doc.getArray('log').push([new Uint8Array([1, 2, 3])])
  phone.sendOn(phone.channelOf('roster')!, syncMessage(sort, Y.encodeStateAsUpdate(doc)))
  expect(await phone.closed()).toBe(4400)
  await isAlive()
  expect(rosterRows()).toEqual(before)
  expect(witness.lines('roster')).toHaveLength(ROSTER_LINES)
})

test('abuse 25: deletes and a spoofed client id change nothing', async () => {
  const before = rosterRows()
  const { client, clock } = before.at(-1)!
  const del = encoding.createEncoder()
  for (const number of [0, 1, client, 1, 0, 5]) encoding.writeVarUint(del, number)
  const spoofed = new Y.Doc()
  spoofed.clientID = client
  spoofed.getArray('log').push([new Uint8Array([9])])
  const gc = encoding.createEncoder()
  for (const number of [1, 1, client, clock + 1, 0, 50, 0]) encoding.writeVarUint(gc, number)
  for (const update of [
    encoding.toUint8Array(del),
    Y.encodeStateAsUpdate(spoofed),
    encoding.toUint8Array(gc),
  ]) {
    const phone = await v.connect('王大婶').welcomed()
    phone.sendOn(1, syncMessage(2, update))
    expect(await phone.closed()).toBe(4400)
  }
  const fresh = await v.connect('罗二哥').welcomed()
  await fresh.has('roster', ROSTER_LINES)
  expect(rosterRows()).toEqual(before)
})

test('abuse 26: what is no message closes the connection, and only that one', async () => {
  const deep = new Uint8Array(2001).fill(0x81)
  const hostile = [
    new Uint8Array(0),
    new Uint8Array([0]),
    new Uint8Array([0x80]),
    new Uint8Array([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1]),
    joinBytes(new Uint8Array([0]), deep),
    joinBytes(new Uint8Array([0]), new Uint8Array(60_000).fill(0x81)),
    joinBytes(new Uint8Array([0]), encodeCbor([999, []])),
    joinBytes(new Uint8Array([0]), encodeCbor([4, [[[1]]]])),
    joinBytes(new Uint8Array([0]), new Uint8Array([0x9a, 0xff, 0xff, 0xff, 0xff])),
    new Uint8Array(LIMITS.closesOver + 1),
  ]
  const witness = await v.connect('罗二哥').welcomed()
  for (const frame of hostile) {
    const phone = await v.connect('王大婶').welcomed()
    phone.wire.send(frame)
    expect(await phone.closed()).toBe(4400)
    const greeted = v.connect('王大婶')
    greeted.wire.send(frame)
    expect(await greeted.closed()).toBe(4400)
  }
  expect(witness.isClosed()).toBe(false)
  await isAlive()
})

test('abuse 26: thousands of random and of half-right frames leave relay and book as they were', async () => {
  const before = [v.log.lastNumber(), rosterRows()]
  const real = [
    tell(PING, { n: 3 }),
    tell(OFFER, { offers: [{ n: 1, entry: v.founding }] }),
    encodeCbor([2, ['roster', 1, 0]]),
    encodeCbor([5, [[new Uint8Array(32)]]]),
    encodeCbor([7, ['roster', 1, [new Uint8Array(40)], [new Uint8Array(100), new Uint8Array(64)]]]),
  ].map((payload) => joinBytes(new Uint8Array([0]), payload))
  const bent = fc.tuple(fc.nat(real.length - 1), fc.nat(), fc.nat(255)).map(([which, at, byte]) => {
    const frame = real[which]!.slice()
    frame[at % frame.length] = byte
    return frame
  })
  const numbered = fc
    .tuple(fc.constantFrom(...FROM_PHONE.map(({ number }) => number)), fc.uint8Array({ maxLength: 40 }))
    .map(([number, rest]) => joinBytes(new Uint8Array([0, 0x82, number < 24 ? number : 0x18]), rest))
  const any = fc.oneof(fc.uint8Array({ maxLength: 80 }), bent, numbered)
  for (const frames of fc.sample(fc.array(any, { minLength: 10, maxLength: 10 }), {
    numRuns: 400,
    seed: 7,
  })) {
    const phone = await v.connect('王大婶').welcomed()
    for (const frame of frames) phone.wire.send(frame)
  }
  await v.relay.idle()
  await isAlive()
  expect([v.log.lastNumber(), rosterRows()]).toEqual(before)
  const first = await v.say('陶书记', noticePublished, notice())
  expect(first.code).toMatch(/accepted|busy/) // busy: a random REFILL may have asked for patience
})

test('seventeen frames before AUTH, or a flood after it, end the connection', async () => {
  const phone = v.connect('王大婶')
  await phone.until(() => phone.messages('HELLO').length)
  for (let n = 0; n < LIMITS.framesBeforeAuth + 1; n++) phone.say(PING, { n })
  expect(await phone.closed()).toBe(4400)
  expect(phone.messages('PONG')).toHaveLength(LIMITS.framesBeforeAuth)

  const talker = await v.connect('王大婶').welcomed()
  for (let n = 0; n < 1000 && !talker.isClosed(); n++) {
    talker.say(PING, { n })
    if (n % 50 === 0) await talker.until(() => talker.messages('PONG').length >= n / 2 || talker.isClosed())
  }
  expect(await talker.closed()).toBe(1013)
  await isAlive()
})

test("a flood from one address does not use up another's share", async () => {
  const session = (address: string): Session & { closed?: number } => {
    const one: Session & { closed?: number } = {
      address,
      send: () => {},
      close: (code) => void (one.closed = code),
      buffered: () => 0,
    }
    return one
  }
  for (let n = 0; n < 1000; n++) {
    const flooding = session('10.0.0.1')
    v.relay.connect(flooding)
    for (let m = 0; m < 16; m++) v.relay.hear(flooding, joinBytes(new Uint8Array([0]), tell(PING, { n })))
    if (flooding.closed === 1013) break
    v.relay.leave(flooding)
  }
  const late = session('10.0.0.1')
  v.relay.connect(late)
  v.relay.hear(late, new Uint8Array([0]))
  expect(late.closed).toBe(1013)
  const other = session('10.0.0.2')
  v.relay.connect(other)
  v.relay.hear(other, joinBytes(new Uint8Array([0]), tell(PING, { n: 1 })))
  expect(other.closed).toBeUndefined()
})

test('more offers than may be on their way are put off, not lost and not heard', async () => {
  const phone = await v.connect('陶书记').welcomed()
  const all = await Promise.all(
    Array.from({ length: 190 }, (_, n) => v.write('陶书记', noticePublished, notice(`${n}`))),
  )
  const batches = [all.slice(0, 64), all.slice(64, 128), all.slice(128, 190)].map((part) =>
    phone.offer(...part.map(({ bytes }) => bytes)),
  )
  const codes = (await Promise.all(batches)).flat().map(({ code }) => code)
  expect(codes.slice(0, 128).every((code) => code === 'accepted')).toBe(true)
  expect(codes.slice(128).every((code) => code === 'busy')).toBe(true)
  await accepted(v.relay.offer([all[150]!.bytes]).then(([one]) => one!))
})
