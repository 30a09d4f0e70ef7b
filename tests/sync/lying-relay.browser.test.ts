// What a relay may try, and what the phone says of it. Changed bytes, inserted entries and two histories are in
// tests/ledger; deleting and spoofing inside a volume in session.browser.test.ts.
import { afterEach, expect, test } from 'vitest'
import { topicOf } from '#rulebook/audience.ts'
import { commentPosted, threadOpened } from '#rulebook/thread.ts'
import { ANSWER, FROM_RELAY, hear, tell, WELCOME, type FromRelay } from '#rulebook/wire.ts'
import { frame, unframe } from '#sync/frames.ts'
import { copyOf, current, waitFor } from './at-hand.ts'
import { DAY, foundTestVillage, HOUR } from '#support/village.ts'
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

/** A village with a debate, 罗二哥's phone that has it, and the relay set back to before it. */
async function setBack() {
  const v = await foundTestVillage()
  const phone = await joinPhone(v, '罗二哥')
  phones.push(phone)
  const yesterday = copyOf(v.log)
  const { id } = await v.say('王大婶', threadOpened, { title: '修路', text: '…' })
  await until(phone.desk.about(id), (rows) => rows.length === 1)
  await current(phone)
  phone.hand.cut()
  v.clock.now += DAY
  await v.restart(yesterday)
  return { v, id, phone }
}

test('an old head: a relay that has less than it signed, and does not ask for the rest, is named with two heads', async () => {
  const { id, phone } = await setBack()
  phone.hand.meddle = (bytes) => {
    const told = heardOf(bytes)
    if (told?.is === 'WELCOME') return frame(0, tell(WELCOME, { ...told.body, changed: 0 }))
    return told?.is === 'RECALL' ? undefined : bytes
  }
  phone.hand.mend()
  await until(phone.desk.link, ({ alarms }) => alarms > 0)
  const [proof] = await phone.ledger.book.evidence.toArray()
  expect(proof).toMatchObject({ reason: 'older', volume: '' })
  expect(proof!.bytes).toHaveLength(4)
  // What the relay no longer has is still to be read.
  expect((await phone.ledger.book.entries.get(id))!.standing.is).toBe('receipted')
})

test('a relay that was set back and asks for what it lacks is no liar', async () => {
  const { v, id, phone } = await setBack()
  phone.hand.mend()
  await phone.desk.syncNow()
  await waitFor(() => v.log.entry(id))
  await current(phone)
  expect(await reasons(phone)).toEqual([])
})

test('a lost entry: received, says the relay, and does not have it: named, kept, handed in again', async () => {
  const v = await foundTestVillage()
  const { id } = await v.say('王大婶', threadOpened, { title: '修路', text: '…' })
  const phone = await joinPhone(v, '罗二哥')
  phones.push(phone)
  await current(phone)
  await until(phone.desk.joining.state(), (state) => state === 'member')
  // The relay takes nothing, and says that it did.
  phone.hand.dropUp = true
  const written = await phone.desk.write(commentPosted, { text: '我同意修' }, [id])
  if ('failed' in written) throw new Error(written.failed)
  const i = v.log.lastNumber() + 1
  const taken = { n: 1, id: written.id, code: 'accepted', i, at: v.clock.now } as const
  const answer = { ...taken, rule: null, retryAfterMs: null, signature: null }
  phone.hand.say(frame(0, tell(ANSWER, { answers: [answer] })))
  const mine = () => phone.ledger.book.entries.get(written.id)
  await until(phone.desk.about(id), (rows) => rows.every(({ standing }) => standing.is === 'receipted'))
  expect(await reasons(phone)).toEqual([])
  // Later the number is another's.
  phone.hand.cut()
  phone.hand.dropUp = false
  v.clock.now += HOUR
  await v.say('王大婶', commentPosted, { text: '还有人吗' }, [id])
  phone.hand.mend()
  await until(phone.desk.link, ({ alarms }) => alarms > 0)
  expect(await reasons(phone)).toEqual(['lost'])
  await waitFor(() => v.log.entry(written.id))
  await current(phone)
  expect((await mine())!.standing).toMatchObject({ is: 'receipted', i: i + 1 })
  expect(v.log.entry(written.id)!.volumes).toEqual([topicOf(id)])
})
