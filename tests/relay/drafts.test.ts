// The draft of minutes that those who may sign them write together: who may, what is kept, and what remains.
import fc from 'fast-check'
import { beforeEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { joinBytes } from '#entry/format.ts'
import { DRAFT_BYTES, DRAFT_DAYS, DRAFT_TEXT, draftOf } from '#rulebook/draft.ts'
import { minutesSigned } from '#rulebook/minutes.ts'
import { roleEnded, rulebookAdopted } from '#rulebook/roster.ts'
import { threadOpened } from '#rulebook/thread.ts'
import { CLOSE_CHANNEL, OPEN, PING } from '#rulebook/wire.ts'
import { draftUpdate, presenceMessage, stepOne, stepTwo } from '#server/drafts/draft-message.ts'
import { merged } from '#server/drafts/merged.ts'
import { thread } from '#support/texts.ts'
import { accepted, DAY, foundTestVillage, type Someone, type TestVillage } from '#support/village.ts'

let v: TestVillage
let id: string
let name: string
beforeEach(async () => {
  v = await foundTestVillage()
  await accepted(v.say('陶书记', rulebookAdopted, { rulebook: 2 }))
  id = (await accepted(v.say('罗二哥', threadOpened, thread()))).id
  name = draftOf(id)
})

/** A phone with the draft open; `doc`: what it wrote before, without network. */
async function writer(who: Someone, doc = new Y.Doc(), generation = 1) {
  const phone = await v.connect(who).welcomed()
  phone.docs.set(name, doc)
  phone.say(OPEN, { volume: name, epoch: generation, k: 0 })
  const channel = await phone.until(() => phone.channelOf(name))
  const send = (payload: Uint8Array) => phone.sendOn(channel, payload)
  send(stepOne(Y.encodeStateVector(doc)))
  send(stepTwo(Y.encodeStateAsUpdate(doc)))
  doc.on('update', (update: Uint8Array, origin: unknown) => origin !== 'relay' && send(draftUpdate(update)))
  const text = doc.getText(DRAFT_TEXT)
  return {
    phone,
    doc,
    channel,
    send,
    text,
    reads: (words: string) => phone.until(() => text.toString() === words),
  }
}
async function refusal(who: Someone, volume = name, epoch = 1) {
  const phone = await v.connect(who).welcomed()
  phone.say(OPEN, { volume, epoch, k: 0 })
  return phone.until(() => phone.messages('DENIED').find(({ body }) => body.volume === volume)?.body.code)
}
const kept = () => v.log.meta(`draft/${id}`)
const isKept = () => vi.waitFor(() => expect(kept()).toBeDefined())
const isGone = () => vi.waitFor(() => expect(kept()).toBeUndefined())

test('two write together, one of them began without network: both have both, and the relay has it on disk', async () => {
  const tao = await writer('陶书记')
  tao.text.insert(0, '先挖沟。')
  const offline = new Y.Doc()
  offline.getText(DRAFT_TEXT).insert(0, '再修桥。')
  const he = await writer('何委员', offline)
  await he.phone.until(() => he.text.length === 8)
  await tao.reads(he.text.toString())
  expect(tao.text.toString()).toContain('先挖沟。')
  expect(tao.text.toString()).toContain('再修桥。')
  expect(kept()).toBeDefined()
})

test('it outlives the relay, and a phone that lost its own has it again', async () => {
  const tao = await writer('陶书记')
  tao.text.insert(0, '先挖沟。')
  await isKept()
  await v.relay.stop()
  await v.restart()
  const he = await writer('何委员')
  await he.reads('先挖沟。')
})

test('nobody else may open it, and of a debate that is none there is no draft', async () => {
  expect(await Promise.all((['王大婶', '李监督', '罗二哥'] as const).map((who) => refusal(who)))).toEqual(
    Array.from({ length: 3 }, () => 'no-role'),
  )
  expect(await refusal('陶书记', draftOf('ab'.repeat(32)))).toBe('not-eligible')
  expect(await refusal('陶书记', name, 2)).toBe('closed')
})

test('who loses the office gets nothing more, and what he sends is not heard', async () => {
  const [tao, he] = [await writer('陶书记'), await writer('何委员')]
  const { person } = v.phones.何委员
  await accepted(v.say('陶书记', roleEnded, { person, role: 'committee', reason: '换届' }))
  v.relay.tick()
  await he.phone.until(() => he.phone.messages('DENIED').find(({ body }) => body.code === 'no-role'))
  const before = he.phone.frames.filter(({ channel }) => channel === he.channel).length
  tao.text.insert(0, '现在的人写的。')
  await isKept()
  he.text.insert(0, '以前的人写的。')
  he.phone.say(PING, { n: 1 })
  await he.phone.until(() => he.phone.messages('PONG').length)
  expect(he.phone.frames.filter(({ channel }) => channel === he.channel)).toHaveLength(before)
  expect(tao.text.toString()).toBe('现在的人写的。')
  expect(await refusal('何委员')).toBe('no-role')
})

test('when the minutes are signed it is gone, and the next one begins empty', async () => {
  const tao = await writer('陶书记')
  tao.text.insert(0, '先挖沟。')
  await isKept()
  await accepted(v.say('陶书记', minutesSigned, { upTo: v.log.lastNumber(), summary: '先挖沟。' }, [id]))
  await tao.phone.until(() => tao.phone.messages('DENIED').find(({ body }) => body.code === 'closed'))
  await isGone()
  // A phone that has not heard of it cannot bring the old words back.
  expect(await refusal('何委员')).toBe('closed')
  const next = await writer('何委员', new Y.Doc(), 2)
  next.text.insert(0, '下一份。')
  await isKept()
  expect(next.text.toString()).toBe('下一份。')
})

test('none is kept for longer than 90 days', async () => {
  const tao = await writer('陶书记')
  tao.text.insert(0, '先挖沟。')
  await isKept()
  tao.phone.close()
  v.clock.now += (DRAFT_DAYS + 1) * DAY
  v.relay.tick()
  const he = await writer('何委员')
  await isGone()
  expect(he.text.toString()).toBe('')
})

test('who is here is what the relay knows, whatever a phone says, and nothing of it is kept', async () => {
  const [tao, he] = [await writer('陶书记'), await writer('何委员')]
  const said = (phone: typeof tao.phone, channel: number) =>
    phone.frames.flatMap(({ channel: on, payload }) => (on === channel && payload[0] === 1 ? [payload] : []))
  he.send(presenceMessage([{ client: 7, clock: 1, isHere: true, person: v.phones.陶书记.person }]))
  const [one] = await tao.phone.until(
    () => said(tao.phone, tao.channel).length && said(tao.phone, tao.channel),
  )
  expect(Buffer.from(one!).includes(v.phones.何委员.person)).toBe(true)
  expect(Buffer.from(one!).includes(v.phones.陶书记.person)).toBe(false)
  // Another's number is not taken over.
  tao.send(presenceMessage([{ client: 7, clock: 9, isHere: false, person: '' }]))
  tao.phone.say(PING, { n: 1 })
  await tao.phone.until(() => tao.phone.messages('PONG').length)
  expect(said(he.phone, he.channel)).toEqual([])
  he.phone.say(CLOSE_CHANNEL, { channel: he.channel })
  const gone = await tao.phone.until(() => said(tao.phone, tao.channel)[1])
  expect(Buffer.from(gone).includes('null')).toBe(true)
  expect(kept()).toBeUndefined()
})

test('abuse 26: what is no text of a draft ends the connection, or the channel where it is too much; the relay lives', async () => {
  const deep = new Y.Doc()
  let map = deep.getMap(DRAFT_TEXT)
  for (let n = 0; n < 50; n++) map = map.set('a', new Y.Map())
  const elsewhere = new Y.Doc()
  elsewhere.getText('other').insert(0, '藏在别处')
  const hostile = [
    new Uint8Array(0),
    new Uint8Array([9]),
    new Uint8Array([0, 7, 0]),
    new Uint8Array([0, 2, 200]),
    new Uint8Array([1, 2, 200, 1]),
    draftUpdate(new Uint8Array([9, 9, 9])),
    draftUpdate(Y.encodeStateAsUpdate(deep)),
    draftUpdate(Y.encodeStateAsUpdate(elsewhere)),
    joinBytes(new Uint8Array([0, 0]), new Uint8Array([3, 255, 255, 255])),
  ]
  const witness = await writer('陶书记')
  for (const payload of hostile) {
    const he = await writer('何委员')
    he.send(payload)
    expect(await he.phone.closed()).toBe(4400)
  }
  const long = new Y.Doc()
  long.getText(DRAFT_TEXT).insert(0, 'x'.repeat(DRAFT_BYTES + 1))
  const he = await writer('何委员', long)
  await he.phone.until(() => he.phone.messages('DENIED').find(({ body }) => body.code === 'too-large'))
  expect(he.phone.isClosed()).toBe(false)
  const fast = await writer('何委员')
  for (let n = 0; n < 100; n++) fast.send(stepOne(new Uint8Array([0])))
  expect(await fast.phone.closed()).toBe(1013)
  witness.text.insert(0, '还在。')
  await isKept()
  expect(witness.phone.isClosed()).toBe(false)
})

const deed = fc.oneof(
  fc.record({
    who: fc.nat(2),
    is: fc.constant('type' as const),
    at: fc.nat(),
    n: fc.integer({ min: 1, max: 4 }),
  }),
  fc.record({ who: fc.nat(2), is: fc.constant('cut' as const), at: fc.nat(), n: fc.nat(3) }),
  fc.record({ who: fc.nat(2), is: fc.constant('meet' as const), at: fc.nat(), n: fc.nat() }),
)

test('three phones that write and are cut off come to the same text, and nothing typed is lost', () => {
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 40 }), (deeds) => {
      const docs = [0, 1, 2].map(() => new Y.Doc())
      let state = Uint8Array.from([0, 0]) as Uint8Array
      let typed = 0
      const meet = (doc: Y.Doc) => {
        const next = merged(state, Y.encodeStateAsUpdate(doc, Y.encodeStateVectorFromUpdate(state)))
        if (next.is !== 'merged') throw new Error(next.is)
        state = next.state
        Y.applyUpdate(doc, state)
      }
      const mayVanish = new Set<string>()
      const all = new Set<string>()
      for (const { who, is, at, n } of deeds) {
        const text = docs[who]!.getText(DRAFT_TEXT)
        const place = at % (text.length + 1)
        if (is === 'meet') meet(docs[who]!)
        else if (is === 'type') {
          for (let one = 0; one < n; one++) {
            const sign = String.fromCharCode(0x4e00 + typed++)
            all.add(sign)
            text.insert(place, sign)
          }
        } else {
          const gone = text.toString().slice(place, place + n)
          for (const sign of gone) mayVanish.add(sign)
          text.delete(place, gone.length)
        }
      }
      for (const doc of [...docs, ...docs]) meet(doc)
      const [first, ...others] = docs.map((doc) => doc.getText(DRAFT_TEXT).toString())
      for (const other of others) expect(other).toBe(first)
      expect(new Set(first)).toEqual(new Set([...all].filter((sign) => !mayVanish.has(sign))))
    }),
    { numRuns: 200 },
  )
})
