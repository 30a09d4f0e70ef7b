// A relay that has less than it signed: one that is honest asks for it and is no liar, whoever brings it; any other is.
import { afterEach, expect, test } from 'vitest'
import type { Id } from '#entry/format.ts'
import { readHead } from '#entry/heads.ts'
import { live } from '#ledger/live.ts'
import { topicOf } from '#rulebook/volumes.ts'
import { commentPosted, threadOpened } from '#rulebook/thread.ts'
import { FROM_PHONE, FROM_RELAY, hear, RECALL, tell, WELCOME, type FromRelay } from '#rulebook/wire.ts'
import { frame, unframe } from '#sync/frames.ts'
import { accepted, DAY, foundTestVillage, type TestVillage } from '#support/village.ts'
import { copyOf, current, waitFor } from './at-hand.ts'
import { joinPhone, until, type RealPhone } from './real-phone.ts'

const phones: RealPhone[] = []
afterEach(async () => {
  for (const phone of phones.splice(0)) await phone.close()
})

const heardOf = (bytes: Uint8Array) => {
  const one = unframe(bytes)!
  return one.channel === 0 ? (hear(FROM_RELAY, one.payload) as FromRelay | undefined) : undefined
}
const reasons = async (phone: RealPhone) =>
  (await phone.ledger.book.evidence.toArray()).map((one) => one.reason)

async function joined(v: TestVillage, who: '罗二哥' | '王大婶') {
  const phone = await joinPhone(v, who)
  phones.push(phone)
  await current(phone)
  return phone
}
async function isCut(phone: RealPhone) {
  phone.hand.cut()
  await until(phone.desk.link, ({ state }) => state === 'off')
}
const sayIn = (v: TestVillage, thread: Id, text: string) =>
  accepted(v.say('何委员', commentPosted, { text }, [thread]))
/** The phone has a debate of so many words, and the relay's signature over all of it: it comes a frame later. */
async function holds(v: TestVillage, phone: RealPhone, id: Id, rows: number) {
  await until(phone.desk.about(id), (about) => about.length === rows)
  const last = v.log.lastPlaces().find(({ volume }) => volume === topicOf(id))!.k
  const signed = live(async () => (await phone.ledger.book.volumes.get(topicOf(id)))?.head)
  await until(signed, (head) => head !== undefined && readHead(head.head)?.k === last)
}

/** A village with a debate, 罗二哥's phone that has it, and the relay set back to before it. */
async function setBack(later: (v: TestVillage, yesterday: ReturnType<typeof copyOf>) => unknown = () => {}) {
  const v = await foundTestVillage()
  const phone = await joined(v, '罗二哥')
  const yesterday = copyOf(v.log)
  const { id, i, at } = await accepted(v.say('王大婶', threadOpened, { title: '修路', text: '…' }))
  await holds(v, phone, id, 1)
  await isCut(phone)
  v.clock.now += DAY
  await later(v, yesterday)
  await v.restart(yesterday)
  return { v, id, place: { i, at }, phone }
}

/** Nothing is asked for. */
function keepSilent(phone: RealPhone) {
  phone.hand.meddle = (bytes) => {
    const told = heardOf(bytes)
    if (told?.is === 'WELCOME') return frame(0, tell(WELCOME, { ...told.body, changed: 0 }))
    return told?.is === 'RECALL' ? undefined : bytes
  }
}
const comesBack = (phone: RealPhone) => {
  phone.hand.mend()
  void phone.sync.syncNow()
}
const isNamed = async (phone: RealPhone) => {
  comesBack(phone)
  await until(phone.desk.link, ({ alarms }) => alarms > 0)
  const [proof, ...more] = await phone.ledger.book.evidence.toArray()
  expect(more).toEqual([])
  expect(proof).toMatchObject({ reason: 'older', volume: '' })
  expect(proof!.bytes).toHaveLength(4)
}

test('a relay that has less than it signed, and does not ask for the rest, is named with two heads', async () => {
  const { id, phone } = await setBack()
  keepSilent(phone)
  await isNamed(phone)
  // What the relay no longer has is still to be read.
  expect((await phone.ledger.book.entries.get(id))!.standing.is).toBe('receipted')
})

test('a connection that ended between the words and the head over them: the next one brings the head', async () => {
  const v = await foundTestVillage()
  const phone = await joined(v, '罗二哥')
  phone.hand.meddle = (bytes) => (heardOf(bytes)?.is === 'HEAD' ? undefined : bytes)
  const { id } = await v.say('王大婶', threadOpened, { title: '修路', text: '…' })
  await until(phone.desk.about(id), (about) => about.length === 1)
  await isCut(phone)
  expect((await phone.ledger.book.volumes.get(topicOf(id)))?.head).toBeUndefined()
  phone.hand.meddle = (bytes) => bytes
  comesBack(phone)
  await holds(v, phone, id, 1)
})

test('so is one that begins a new epoch to have it forgotten', async () => {
  const epoch = ['relayEpoch', new TextEncoder().encode('7')] as const
  const { phone } = await setBack((_, yesterday) =>
    yesterday.append({ entries: [], places: [], meta: [epoch] }),
  )
  keepSilent(phone)
  await isNamed(phone)
})

test('so is one that says a time hardly before the one it signed last', async () => {
  const { phone } = await setBack((v) => void (v.clock.now -= DAY + 30_000))
  keepSilent(phone)
  await isNamed(phone)
})

test('so is one that asks for something else, or only for a later line', async () => {
  const { phone, id } = await setBack()
  phone.hand.meddle = (bytes) => {
    if (heardOf(bytes)?.is !== 'RECALL') return bytes
    phone.hand.say(frame(0, tell(RECALL, { volume: 'roster', from: 1 })))
    return frame(0, tell(RECALL, { volume: topicOf(id), from: 2 }))
  }
  await isNamed(phone)
})

test('one that asks and takes nothing is named, but not at once: a link may break over it', async () => {
  const { phone } = await setBack()
  phone.hand.losesUp = (bytes) => {
    const { channel, payload } = unframe(bytes)!
    return channel === 0 && hear(FROM_PHONE, payload)?.is === 'REFILL'
  }
  const times = live(() => phone.ledger.read.kept<{ times: number }>('givenBack'))
  for (let time = 1; time < 3; time++) {
    comesBack(phone)
    await until(times, (kept) => kept?.times === time)
    expect(await reasons(phone)).toEqual([])
    await isCut(phone)
  }
  await isNamed(phone)
})

test('a relay that was set back and asks for what it lacks is no liar: it has it again, with its number and its time', async () => {
  const { v, id, place, phone } = await setBack()
  comesBack(phone)
  await waitFor(() => v.log.entry(id))
  expect(v.log.entry(id)).toMatchObject(place)
  await current(phone)
  expect(await reasons(phone)).toEqual([])
})

test('nor to a phone that has only a part of what was lost, and sees the rest come from another', async () => {
  const v = await foundTestVillage()
  const [part, all] = [await joined(v, '罗二哥'), await joined(v, '王大婶')]
  const yesterday = copyOf(v.log)
  const { id } = await v.say('王大婶', threadOpened, { title: '修路', text: '…' })
  await holds(v, part, id, 1)
  await isCut(part)
  const { id: later } = await sayIn(v, id, '后来说的')
  await holds(v, all, id, 2)
  await isCut(all)
  await v.restart(yesterday)
  comesBack(part)
  await waitFor(() => v.log.entry(id))
  await current(part)
  // Once more, while the rest is still missing.
  await isCut(part)
  comesBack(part)
  await current(part)
  expect(v.log.entry(later)).toBeUndefined()
  expect(await reasons(part)).toEqual([])
  comesBack(all)
  await waitFor(() => v.log.entry(later))
  await until(part.desk.about(id), (rows) => rows.length === 2)
  await current(all)
  for (const phone of [part, all]) expect(await reasons(phone)).toEqual([])
})

test('nor where another phone brings it after the greeting, so that nobody asks this one', async () => {
  const v = await foundTestVillage()
  const [late, quick] = [await joined(v, '罗二哥'), await joined(v, '王大婶')]
  const yesterday = copyOf(v.log)
  const { id } = await v.say('王大婶', threadOpened, { title: '修路', text: '…' })
  for (const phone of [late, quick]) await holds(v, phone, id, 1)
  for (const phone of [late, quick]) await isCut(phone)
  await v.restart(yesterday)
  let recalls = 0
  late.hand.meddle = (bytes) => {
    if (heardOf(bytes)?.is === 'RECALL') recalls += 1
    return bytes
  }
  // The greeting is of the book as it was; what this phone says of itself arrives when the lines are back.
  late.hand.lateMs = 500
  comesBack(late)
  comesBack(quick)
  await waitFor(() => v.log.entry(id))
  await current(late)
  expect(recalls).toBe(0)
  expect(await reasons(late)).toEqual([])
})
