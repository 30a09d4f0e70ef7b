// Entries that come back from the relay otherwise than their authors signed them.
import { afterEach, expect, test } from 'vitest'
import { noticePublished } from '#rulebook/notice.ts'
import { commentPosted, threadOpened } from '#rulebook/thread.ts'
import { topicOf } from '#rulebook/audience.ts'
import { foundTestVillage } from '#support/village.ts'
import { notice } from '#support/texts.ts'
import { benchPhone, closeBooks, flipped, linesOf, take, type Placed } from './bench-phone.ts'

afterEach(closeBooks)

const MINE = '我家让得出半分地。'

/** 王大婶's phone with a debate of 罗二哥's in which she said something, and what the relay has of it. */
async function debate() {
  const v = await foundTestVillage()
  const { id } = await v.say('罗二哥', threadOpened, { title: '修路', text: '路坏了' })
  const phone = await benchPhone(v)
  await take(v, phone.pen, 'roster')
  await take(v, phone.pen, 'devices')
  const topic = topicOf(id)
  await take(v, phone.pen, topic)
  const mine = await v.write('王大婶', commentPosted, { text: MINE }, [id])
  await phone.pen.enter(mine.bytes, v.clock.now, true)
  await v.relay.offer([mine.bytes])
  const evidence = () => phone.ledger.book.evidence.toArray()
  return { v, id, phone, topic, mine, evidence }
}
const last = (change: (entry: Uint8Array) => Uint8Array) => (lines: Placed[]) =>
  lines.map((one, n) => (n === lines.length - 1 ? { ...one, entry: change(one.entry) } : one))

test.each([
  ['in its text', -1],
  ['in its signature', -60],
])(
  'own words that the relay gives back changed %s stand as they were written, and the change is named',
  async (_, at) => {
    const { v, phone, topic, mine, evidence } = await debate()
    const change = last((entry) => flipped(entry, at))
    expect(await take(v, phone.pen, topic, { change })).toBe('done')
    const row = (await phone.ledger.book.entries.get(mine.id))!
    expect(row).toMatchObject({ own: 1, body: { text: MINE }, standing: { is: 'receipted' } })
    expect(row.bytes).toEqual(mine.bytes)
    const [proof] = await evidence()
    expect(proof).toMatchObject({ reason: 'changed', volume: topic })
    expect(proof!.bytes).toEqual([change(linesOf(v, topic)).at(-1)!.entry])
  },
)

test('what was changed, what was let in against the rules and another village’s founding are told apart', async () => {
  const { v, phone, topic, evidence } = await debate()
  const forged = await v.write('罗二哥', noticePublished, notice('罗二哥的通知'))
  expect(await take(v, phone.pen, topic, { change: last(() => forged.bytes) })).toBe('done')
  expect((await evidence()).map(({ reason }) => reason)).toEqual(['judged-otherwise'])
  const other = await benchPhone(v)
  await take(await foundTestVillage(), other.pen, 'roster')
  const reasons = (await other.ledger.book.evidence.toArray()).map(({ reason }) => reason)
  expect(reasons).toContain('wrong-founding')
})
