import { beforeEach, expect, test } from 'vitest'
import { sign, verify } from '#entry/crypto.ts'
import { decodeEntry, encodeCbor, encodeEntry, joinBytes } from '#entry/format.ts'
import { noticeCorrected, noticePublished } from '#rulebook/notice.ts'
import { deviceAdded, deviceRevoked, roleGranted } from '#rulebook/roster.ts'
import { commentPosted, threadOpened } from '#rulebook/thread.ts'
import { ballotCast, voteOpened } from '#rulebook/vote.ts'
import { LIMITS, readReceipt, receiptBytes, refusalBytes } from '#rulebook/wire.ts'
import { comment, notice, thread, vote } from '#support/texts.ts'
import {
  accepted,
  admissionBody,
  DAY,
  foundTestVillage,
  HOUR,
  newPhone,
  START,
  type TestVillage,
} from '#support/village.ts'

let v: TestVillage
beforeEach(async () => {
  v = await foundTestVillage()
})
const offer = async (bytes: Uint8Array) => (await v.relay.offer([bytes]))[0]!
const partsOf = (bytes: Uint8Array) => decodeEntry(bytes)!

test('abuse 1: a swapped body is refused', async () => {
  const [one, other] = await Promise.all([
    v.write('陶书记', noticePublished, notice('交电费')),
    v.write('陶书记', noticePublished, notice('不交了')),
  ])
  const swapped = encodeEntry({ ...partsOf(one.bytes), body: partsOf(other.bytes).body })
  expect(await offer(swapped)).toMatchObject({ code: 'bad-encoding', rule: 'E1' })
})

test('abuse 2: a signature of somebody else is refused', async () => {
  const { bytes } = await v.write('陶书记', noticePublished, notice())
  const { header } = partsOf(bytes)
  const signature = await sign(v.phones.王大婶.keys.privateKey, 'xy1entry', header)
  const forged = encodeEntry({ ...partsOf(bytes), signature })
  expect(await offer(forged)).toMatchObject({ code: 'bad-signature', rule: 'E2' })
  expect(await offer(bytes)).toMatchObject({ code: 'accepted' })
})

test('[A1] abuse 3: a replay has no second effect and gets the first number again', async () => {
  const { bytes } = await v.write('陶书记', noticePublished, notice())
  const first = await accepted(v.relay.offer([bytes]).then(([one]) => one!))
  v.clock.now += HOUR
  const again = await v.relay.offer([bytes, bytes])
  expect(again.map(({ code, i, at }) => [code, i, at])).toEqual([
    ['duplicate', first.i, START],
    ['duplicate', first.i, START],
  ])
  expect(v.log.places('board/2026', 1, 10)).toHaveLength(1)
  expect(v.log.lastNumber()).toBe(first.i)
})

test('abuse 3: two copies in one message stand once', async () => {
  const { bytes } = await v.write('陶书记', noticePublished, notice())
  expect((await v.relay.offer([bytes, bytes])).map(({ code }) => code)).toEqual(['accepted', 'duplicate'])
})

test('[A2] abuse 4: of two bodies under one number the second is refused as a fork, for good', async () => {
  const one = await v.write('陶书记', noticePublished, notice('甲'), [], { seq: 900 })
  const two = await v.write('陶书记', noticePublished, notice('乙'), [], { seq: 900 })
  const answers = await v.relay.offer([one.bytes, two.bytes])
  expect(answers.map(({ code, rule }) => [code, rule])).toEqual([
    ['accepted', null],
    ['fork', 'A2'],
  ])
  await v.restart()
  expect(await offer(two.bytes)).toMatchObject({ code: 'fork' })
})

test('abuse 5: bytes that are not exactly ours are refused', async () => {
  const { bytes } = await v.write('陶书记', noticePublished, notice())
  const { header, signature, body } = partsOf(bytes)
  const indefinite = joinBytes(new Uint8Array([0x9f]), bytes.slice(1), new Uint8Array([0xff]))
  const longer = joinBytes(new Uint8Array([0x98, 3]), bytes.slice(1))
  const broken = [
    indefinite,
    longer,
    joinBytes(bytes, new Uint8Array([0])),
    bytes.slice(0, -1),
    joinBytes(new Uint8Array([0xc0]), bytes),
    encodeCbor([header, signature]),
    encodeCbor([header, signature, body, null]),
    encodeCbor([header, signature.slice(1), body]),
    new Uint8Array(0),
    new Uint8Array([0xf9, 0x7e, 0]),
  ]
  const answers = await v.relay.offer(broken)
  expect(answers.map(({ code }) => code)).toEqual(broken.map(() => 'bad-encoding'))
})

const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

test('abuse 6: the (r, n-s) twin of a signature is the same entry', async () => {
  const { bytes, id } = await v.write('陶书记', noticePublished, notice())
  const { signature } = partsOf(bytes)
  const s = BigInt(`0x${Buffer.from(signature.slice(32)).toString('hex')}`)
  const flipped = Buffer.from((ORDER - s).toString(16).padStart(64, '0'), 'hex')
  const twin = encodeEntry({ ...partsOf(bytes), signature: joinBytes(signature.slice(0, 32), flipped) })
  expect(await offer(twin)).toMatchObject({ code: 'accepted', id })
  expect(await offer(bytes)).toMatchObject({ code: 'duplicate', id })
})

test('abuse 7: an entry of another village is refused, and so is its founding', async () => {
  const other = await foundTestVillage()
  const { bytes } = await other.write('陶书记', noticePublished, notice())
  expect(await offer(bytes)).toMatchObject({ code: 'wrong-village', rule: 'E3' })
  const own = await v.write('陶书记', noticePublished, notice(), [], { village: other.village })
  expect(await offer(own.bytes)).toMatchObject({ code: 'wrong-village' })
  expect(await v.relay.found(other.founding)).toMatchObject({ code: 'wrong-village' })
  expect(await v.relay.found(v.founding)).toMatchObject({ code: 'duplicate', i: 1 })
})

test('abuse 8: a signature over a request is none over an entry', async () => {
  const { bytes } = await v.write('陶书记', noticePublished, notice())
  const { header } = partsOf(bytes)
  const signature = await sign(v.phones.陶书记.keys.privateKey, 'xy1request', header)
  expect(await offer(encodeEntry({ ...partsOf(bytes), signature }))).toMatchObject({ code: 'bad-signature' })
})

test('abuse 8: a device that another asked for cannot be admitted under its name', async () => {
  const stranger = await newPhone(v.phones.王大婶.person)
  const body = await admissionBody(stranger)
  const [a, b] = [
    { ...body, device: v.phones.罗二哥.device },
    { ...body, proof: new Uint8Array(64) },
  ]
  expect(await v.say('陶书记', deviceAdded, a)).toMatchObject({ code: 'bad-signature' })
  expect(await v.say('陶书记', deviceAdded, b)).toMatchObject({ code: 'bad-signature' })
})

test('[A3] abuse 9: 17 refs and 13 KB are refused at admission', async () => {
  const refs = Array.from({ length: 17 }, (_, n) => n.toString(16).padStart(64, '0'))
  const many = await v.write('王大婶', commentPosted, comment(), refs)
  expect(await offer(many.bytes)).toMatchObject({ code: 'bad-encoding' })
  const long = await v.write('王大婶', threadOpened, thread('长'.repeat(4400)))
  expect(long.bytes.length).toBeGreaterThan(13_000)
  expect(await offer(long.bytes)).toMatchObject({ code: 'too-large', rule: 'A3' })
})

test('[A5] abuse 9: the 201st entry of a day is refused, also after a restart; the next day begins at 0:00 there', async () => {
  const opened = await accepted(v.say('王大婶', threadOpened, thread()))
  const all = await Promise.all(
    Array.from({ length: LIMITS.entriesPerDay }, (_, n) =>
      v.write('王大婶', commentPosted, comment(`第 ${n} 句`), [opened.id]),
    ),
  )
  const answers = await v.relay.offer(all.map(({ bytes }) => bytes))
  expect(answers.filter(({ code }) => code === 'accepted')).toHaveLength(LIMITS.entriesPerDay - 1)
  expect(answers.at(-1)).toMatchObject({ code: 'rate', rule: 'A5' })
  await v.restart()
  const last = all.at(-1)!.bytes
  // START is 8:00 in the village; its midnight is 16 hours later.
  v.clock.now = START + 16 * HOUR - 1
  expect(await offer(last)).toMatchObject({ code: 'rate' })
  expect(await v.say('罗二哥', commentPosted, comment(), [opened.id])).toMatchObject({ code: 'accepted' })
  v.clock.now += 1
  expect(await offer(last)).toMatchObject({ code: 'accepted' })
})

test('[A4] a fourth device of one person is refused until another is revoked', async () => {
  const second = await v.addPhone('王大婶')
  await v.addPhone('王大婶')
  const fourth = await admissionBody(await newPhone(v.phones.王大婶.person))
  expect(await v.say('陶书记', deviceAdded, fourth)).toMatchObject({ code: 'not-eligible', rule: 'A4' })
  await accepted(v.say('陶书记', deviceRevoked, { device: second.device, reason: '丢了' }))
  expect(await v.say('陶书记', deviceAdded, fourth)).toMatchObject({ code: 'accepted' })
})

test('[A6] a device is admitted once, and whose it is never changes', async () => {
  const body = await admissionBody({ ...v.phones.王大婶, person: v.phones.罗二哥.person })
  expect(await v.say('陶书记', deviceAdded, body)).toMatchObject({ code: 'not-eligible', rule: 'A6' })
})

test('abuse 17: a villager publishes no notice', async () => {
  expect(await v.say('王大婶', noticePublished, notice())).toMatchObject({ code: 'no-role', rule: 'N1' })
})

test('abuse 19: a revoked phone is not heard, whatever its clock says', async () => {
  const before = await v.write('王大婶', threadOpened, thread(), [], { at: START - DAY })
  await accepted(v.say('陶书记', deviceRevoked, { device: v.phones.王大婶.device, reason: '丢了' }))
  expect(await offer(before.bytes)).toMatchObject({ code: 'device-revoked', rule: 'E6' })
})

test('abuse 19: of entries that come together, none slips past the revocation before it', async () => {
  const revocation = await v.write('陶书记', deviceRevoked, { device: v.phones.王大婶.device, reason: '' })
  const late = await v.write('王大婶', threadOpened, thread())
  const early = await v.write('王大婶', threadOpened, thread('早一点'))
  const answers = await v.relay.offer([early, revocation, late].map(({ bytes }) => bytes))
  expect(answers.map(({ code }) => code)).toEqual(['accepted', 'accepted', 'device-revoked'])
})

test('R5: a person may revoke his own lost phone from another', async () => {
  const second = await v.addPhone('王大婶')
  const body = { device: second.device, reason: '掉河里了' }
  expect(await v.say('罗二哥', deviceRevoked, body)).toMatchObject({ code: 'no-role', rule: 'R5' })
  expect(await v.say('王大婶', deviceRevoked, body)).toMatchObject({ code: 'accepted' })
})

test('abuse 20: a role whose time is over gives no right', async () => {
  const { person } = v.phones.罗二哥
  await accepted(v.say('陶书记', roleGranted, { person, role: 'committee', scope: [], until: START + HOUR }))
  expect(await v.say('罗二哥', noticePublished, notice())).toMatchObject({ code: 'accepted' })
  v.clock.now += HOUR
  expect(await v.say('罗二哥', noticePublished, notice())).toMatchObject({ code: 'no-role' })
})

test('abuse 21: a ballot after the window is refused; in the window only if cast in time', async () => {
  const opened = await accepted(v.say('王大婶', threadOpened, thread()))
  const terms = vote(v.clock.now)
  const { id } = await accepted(v.say('陶书记', voteOpened, terms, [opened.id]))
  const favour = { choices: [0] }
  v.clock.now = terms.closesAt + 1
  expect(await v.say('罗二哥', ballotCast, favour, [id])).toMatchObject({ code: 'closed', rule: 'V4' })
  const inTime = { at: terms.closesAt }
  expect(await v.say('罗二哥', ballotCast, favour, [id], inTime)).toMatchObject({ code: 'accepted' })
  v.clock.now = terms.closesAt + terms.collectMs + 1
  expect(await v.say('杨代表', ballotCast, favour, [id], inTime)).toMatchObject({ code: 'closed' })
})

test('abuse 21: who came onto the roll after the opening does not vote', async () => {
  const opened = await accepted(v.say('王大婶', threadOpened, thread()))
  const { id } = await accepted(v.say('陶书记', voteOpened, vote(v.clock.now), [opened.id]))
  expect(await v.say('张小妹', ballotCast, { choices: [0] }, [id])).toMatchObject({
    code: 'not-eligible',
    rule: 'V3',
  })
})

test("every refusal and every receipt carries the relay's signature, and no other answer does", async () => {
  const refused = await v.say('王大婶', noticePublished, notice())
  const { publicKey } = v.relayKey
  const key = new Uint8Array(await crypto.subtle.exportKey('raw', publicKey))
  const bytes = refusalBytes(v.village, refused)
  expect(refused.at).toBe(v.clock.now)
  expect(await verify(key, 'xy1answer', bytes, refused.signature!)).toBe(true)
  const written = await v.write('陶书记', noticePublished, notice())
  for (const code of ['accepted', 'duplicate'] as const) {
    const [stands] = await v.relay.offer([written.bytes])
    expect(stands!.code).toBe(code)
    const { id, i, at, signature } = stands!
    const word = receiptBytes({ village: v.village, relayEpoch: 1, id, i: i!, at: at! })
    expect(await verify(key, 'xy1receipt', word, signature!)).toBe(true)
    expect(readReceipt(word)).toMatchObject({ id: written.id, i, at })
  }
  const early = await v.write('王大婶', commentPosted, { text: '还没有议题' }, ['ab'.repeat(32)])
  const [waits] = await v.relay.offer([early.bytes])
  expect([waits!.code, waits!.signature]).toEqual(['ref-missing', null])
})

test("the relay's time never goes back, even if its clock does", async () => {
  v.clock.now += DAY
  const late = await accepted(v.say('陶书记', noticePublished, notice()))
  v.clock.now -= 2 * DAY
  const next = await accepted(v.say('陶书记', noticeCorrected, { ...notice(), reason: '改' }, [late.id]))
  expect([next.at, next.i]).toEqual([late.at, late.i + 1])
})
