// What a relay may try, and what the phone says of it. Changed bytes, inserted entries and two histories are in
// tests/ledger; deleting and spoofing inside a volume in session.browser.test.ts; an old head in old-head.browser.test.ts.
import { afterEach, expect, test } from 'vitest'
import { sign } from '#entry/crypto.ts'
import { topicOf } from '#rulebook/volumes.ts'
import { commentPosted, threadOpened } from '#rulebook/thread.ts'
import { ANSWER, receiptBytes, tell } from '#rulebook/wire.ts'
import { frame } from '#sync/frames.ts'
import { current, waitFor } from './at-hand.ts'
import { foundTestVillage, HOUR } from '#support/village.ts'
import { joinPhone, until, type RealPhone } from './real-phone.ts'

const phones: RealPhone[] = []
afterEach(async () => {
  for (const phone of phones.splice(0)) await phone.close()
})

const reasons = async (phone: RealPhone) =>
  (await phone.ledger.book.evidence.toArray()).map((one) => one.reason)

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
  // What it did not sign is no receipt.
  for (const signature of [null, new Uint8Array(64)])
    phone.hand.say(frame(0, tell(ANSWER, { answers: [{ ...answer, i: 99, signature }] })))
  const word = receiptBytes({ village: v.village, relayEpoch: 1, id: written.id, i, at: v.clock.now })
  const signature = await sign(v.relayKey.privateKey, 'xy1receipt', word)
  const mine = () => phone.ledger.book.entries.get(written.id)
  phone.hand.say(frame(0, tell(ANSWER, { answers: [{ ...answer, signature }] })))
  await until(phone.desk.about(id), (rows) => rows.every(({ standing }) => standing.is === 'receipted'))
  expect((await mine())!.standing).toMatchObject({ i })
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
