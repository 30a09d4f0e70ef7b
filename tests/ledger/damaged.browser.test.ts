// Entries that come back from the relay otherwise than their authors signed them.
import { afterEach, expect, test } from 'vitest'
import { noticePublished } from '#rulebook/notice.ts'
import { householdsRegistered, roleGranted } from '#rulebook/roster.ts'
import { commentPosted, threadOpened } from '#rulebook/thread.ts'
import { topicOf } from '#rulebook/volumes.ts'
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

test('own words that the relay puts where they may not stand stay to be read, as refused, and it is named', async () => {
  const { v, phone, evidence } = await debate()
  // Written before the roster had come, and given a number although she publishes no notices.
  const other = await v.say('罗二哥', threadOpened, { title: '水塘', text: '要清了' })
  const mine = await v.write('王大婶', noticePublished, notice('王大婶的通知'))
  await phone.pen.enter(mine.bytes, v.clock.now, false)
  const change = (lines: Placed[]) => [
    ...lines,
    { line: { ...lines[0]!.line, k: 2, i: v.log.lastNumber() + 1 }, entry: mine.bytes },
  ]
  expect(await take(v, phone.pen, topicOf(other.id), { change })).toBe('done')
  const row = (await phone.ledger.book.entries.get(mine.id))!
  expect(row).toMatchObject({ own: 1, standing: { is: 'refused', rule: 'N1' } })
  expect((await evidence()).map(({ reason }) => reason)).toEqual(['judged-otherwise'])
})

test('a registrar’s own refused word that the relay puts into the roster does not keep the roster from going on', async () => {
  const v = await foundTestVillage()
  const phone = await benchPhone(v, '陶书记')
  await take(v, phone.pen, 'devices')
  // Nobody below the township makes a secretary.
  const role = { person: v.phones.王大婶.person, role: 'secretary' as const, scope: [], until: 0 }
  const wrong = await v.write('陶书记', roleGranted, role)
  const change = (lines: Placed[]) => {
    const last = lines.at(-1)!.line
    const line = { ...last, k: last.k + 1, i: v.log.lastNumber() + 1, roster: lines.length }
    return [
      ...lines,
      { line, entry: wrong.bytes },
      { line: { ...line, k: line.k + 1, i: line.i + 1, roster: line.k }, entry: next.bytes },
    ]
  }
  const next = await v.write('陶书记', householdsRegistered, {
    lines: [{ household: '00000000000000a9', label: '杨家', group: 2 }],
  })
  expect(await take(v, phone.pen, 'roster', { change })).toBe('done')
  const standing = async (id: string) => (await phone.ledger.book.entries.get(id))!.standing
  expect(await standing(wrong.id)).toMatchObject({ is: 'refused', rule: 'R8' })
  expect(await standing(next.id)).toMatchObject({ is: 'receipted' })
})
