import { afterEach, expect, test } from 'vitest'
import { signHead } from '#entry/heads.ts'
import { entryCosigned } from '#rulebook/cosign.ts'
import { noticePublished } from '#rulebook/notice.ts'
import { outcomePublished } from '#rulebook/outcome.ts'
import { deviceRevoked, rulebookAdopted } from '#rulebook/roster.ts'
import { commentPosted, threadOpened } from '#rulebook/thread.ts'
import { topicOf } from '#rulebook/volumes.ts'
import { countedFrom, voteOpened } from '#rulebook/vote.ts'
import { vote } from '#support/texts.ts'
import { accepted, DAY, foundTestVillage, START, type TestVillage } from '#support/village.ts'
import { benchPhone, closeBooks, contents, flipped, linesOf, take } from './bench-phone.ts'

afterEach(closeBooks)

const notice = (title: string) => ({
  sort: 'notice' as const,
  title,
  text: title,
  showUntil: START + DAY,
  pinned: false,
  households: [],
})

async function debate(v: TestVillage) {
  const { id } = await v.say('王大婶', threadOpened, { title: '修路', text: '路坏了' })
  const comments = []
  for (const who of ['罗二哥', '何委员', '王大婶', '罗二哥'] as const)
    comments.push((await v.say(who, commentPosted, { text: `${who}说` }, [id])).id)
  return { id, topic: topicOf(id), comments }
}
const standings = async (phone: Awaited<ReturnType<typeof benchPhone>>, ids: string[]) =>
  (await phone.ledger.book.entries.bulkGet(ids)).map((row) => row?.standing.is)

test('a volume is taken in any chunks, and again, and comes to the same', async () => {
  const v = await foundTestVillage()
  const { topic } = await debate(v)
  const whole = await benchPhone(v)
  for (const volume of ['roster', 'devices', topic]) expect(await take(v, whole.pen, volume)).toBe('done')
  const parts = await benchPhone(v)
  for (const volume of ['roster', 'devices', topic]) {
    const lines = linesOf(v, volume)
    for (let n = 1; n <= lines.length; n++)
      await take(v, parts.pen, volume, { change: (all) => all.slice(0, n) })
    expect(await take(v, parts.pen, volume, { from: 2 })).toBe('done')
  }
  expect(await contents(parts)).toEqual(await contents(whole))
  expect((await contents(whole)).entries.every(({ standing }) => standing.is === 'receipted')).toBe(true)
  expect(await whole.ledger.book.evidence.count()).toBe(0)
})

test('a second signature under an outcome is judged with the vote that it is of, though it does not name it', async () => {
  const v = await foundTestVillage()
  await accepted(v.say('陶书记', rulebookAdopted, { rulebook: 2 }))
  const { id, topic } = await debate(v)
  const terms = { ...vote(v.clock.now), quorum: 'ask' as const }
  const { id: asked } = await accepted(v.say('陶书记', voteOpened, terms, [id]))
  v.clock.now = countedFrom(terms) + 1
  const numbers = {
    choices: [0, 0, 0],
    present: 0,
    eligible: 8,
    quorate: true,
    carried: null,
    byHousehold: null,
  }
  const rest = { decision: '再议。', responsible: null, money: null, dueAt: null }
  const outcome = await accepted(v.say('何委员', outcomePublished, { ...numbers, ...rest }, [id, asked]))
  const phone = await benchPhone(v)
  for (const volume of ['roster', 'devices', topic]) await take(v, phone.pen, volume)
  const signed = await accepted(v.say('李监督', entryCosigned, {}, [id, outcome.id]))
  expect(await take(v, phone.pen, topic)).toBe('done')
  expect(await standings(phone, [outcome.id, signed.id])).toEqual(['receipted', 'receipted'])
})

test('a hole is not jumped over', async () => {
  const v = await foundTestVillage()
  const phone = await benchPhone(v)
  expect(await take(v, phone.pen, 'roster', { from: 3 })).toBe('gap')
  expect(await phone.ledger.book.lines.count()).toBe(0)
})

test('abuse 18: words before the roster and before their device are here wait, then stand', async () => {
  const v = await foundTestVillage()
  const { id, topic, comments } = await debate(v)
  const phone = await benchPhone(v, '陶在外')
  await take(v, phone.pen, topic)
  expect(await standings(phone, [id, ...comments])).toEqual(Array.from({ length: 5 }, () => 'waiting'))
  await take(v, phone.pen, 'roster', { change: (lines) => lines.slice(0, 3) })
  expect((await standings(phone, comments)).every((is) => is === 'waiting')).toBe(true)
  await take(v, phone.pen, 'roster')
  expect((await standings(phone, comments)).every((is) => is === 'waiting')).toBe(true)
  await take(v, phone.pen, 'devices')
  expect(await standings(phone, [id, ...comments])).toEqual(Array.from({ length: 5 }, () => 'receipted'))
  const other = await benchPhone(v, '陶在外')
  for (const volume of ['roster', 'devices', topic]) await take(v, other.pen, volume)
  expect(await contents(phone)).toEqual(await contents(other))
})

test('abuse 11: a byte changed in the relay: that entry is ignored with an alarm, the others stand', async () => {
  const v = await foundTestVillage()
  const { topic, comments } = await debate(v)
  const phone = await benchPhone(v)
  await take(v, phone.pen, 'roster')
  await take(v, phone.pen, 'devices')
  const victim = comments[1]!
  const change = (lines: ReturnType<typeof linesOf>) =>
    lines.map((one) =>
      one.line.i === v.log.entry(victim)!.i ? { ...one, entry: flipped(one.entry, -1) } : one,
    )
  expect(await take(v, phone.pen, topic, { change })).toBe('done')
  expect(await standings(phone, comments)).toEqual(['receipted', 'ignored', 'receipted', 'receipted'])
  expect((await phone.ledger.book.evidence.toArray()).map((one) => one.reason)).toEqual(['changed'])
})

test('abuse 11: a byte changed in what is signed: the chain no longer ends where the relay signed, and it is frozen', async () => {
  const v = await foundTestVillage()
  const { topic } = await debate(v)
  const phone = await benchPhone(v)
  await take(v, phone.pen, 'roster')
  await take(v, phone.pen, 'devices')
  const k = linesOf(v, topic).length
  const chain = v.log.place(topic, k)!.chain
  const head = {
    village: v.village,
    relayEpoch: 1,
    volume: topic,
    volumeEpoch: 1,
    k,
    chain,
    i: 99,
    at: v.clock.now,
  }
  await phone.pen.head(head, await signHead(v.relayKey.privateKey, head))
  const change = (lines: ReturnType<typeof linesOf>) =>
    lines.map((one, n) => (n === 2 ? { ...one, entry: flipped(one.entry, 40) } : one))
  expect(await take(v, phone.pen, topic, { change })).toBe('frozen')
  expect(await take(v, phone.pen, topic)).toBe('frozen')
  expect((await phone.ledger.book.evidence.toArray()).map((one) => one.reason)).toContain('chain')
})

test('abuse 12: an unauthorised entry that the relay placed is ignored with an alarm; later ones are judged', async () => {
  const v = await foundTestVillage()
  const { id, topic, comments } = await debate(v)
  const forged = await v.write('罗二哥', noticePublished, notice('罗二哥的通知'))
  const phone = await benchPhone(v)
  await take(v, phone.pen, 'roster')
  await take(v, phone.pen, 'devices')
  const change = (lines: ReturnType<typeof linesOf>) => {
    const last = lines[lines.length - 1]!
    const placed = { line: { ...last.line, k: lines.length }, entry: forged.bytes }
    return [...lines.slice(0, -1), placed, { ...last, line: { ...last.line, k: lines.length + 1 } }]
  }
  expect(await take(v, phone.pen, topic, { change })).toBe('done')
  expect(await standings(phone, [id, forged.id, comments[3]!])).toEqual(['receipted', 'ignored', 'receipted'])
  const alarms = await phone.ledger.book.evidence.toArray()
  expect(alarms.map(({ reason }) => reason)).toEqual(['judged-otherwise'])
})

test('abuse 19: what a revoked phone dates back is ignored if the relay places it, and what it said before stands', async () => {
  const v = await foundTestVillage()
  const { id, topic, comments } = await debate(v)
  await v.say('陶书记', deviceRevoked, { device: v.phones.罗二哥.device, reason: '手机丢了' })
  const late = await v.write('罗二哥', commentPosted, { text: '我早就说了' }, [id], { at: START - DAY })
  const phone = await benchPhone(v)
  await take(v, phone.pen, 'roster')
  await take(v, phone.pen, 'devices')
  const change = (lines: ReturnType<typeof linesOf>) => {
    const last = lines[lines.length - 1]!.line
    const roster = linesOf(v, 'roster').length
    const line = { ...last, k: last.k + 1, i: v.log.lastNumber() + 1, at: last.at + 1, roster }
    return [...lines, { line, entry: late.bytes }]
  }
  await take(v, phone.pen, topic, { change })
  expect(await standings(phone, [comments[0]!, late.id])).toEqual(['receipted', 'ignored'])
})

test('bytes that are no line freeze the volume and are kept; what came before stands', async () => {
  const v = await foundTestVillage()
  const { topic, comments } = await debate(v)
  const phone = await benchPhone(v)
  await take(v, phone.pen, 'roster')
  await take(v, phone.pen, 'devices')
  const change = (lines: ReturnType<typeof linesOf>) =>
    lines.map((one, n) => (n === lines.length - 1 ? { ...one, entry: new Uint8Array([1, 2, 3]) } : one))
  expect(await take(v, phone.pen, topic, { change })).toBe('frozen')
  expect(await standings(phone, [comments[0]!, comments[3]!])).toEqual(['receipted', undefined])
  expect((await phone.ledger.book.evidence.toArray())[0]).toMatchObject({
    reason: 'bad-bytes',
    bytes: [new Uint8Array([1, 2, 3])],
  })
})

test('another founding is not the roster of this village', async () => {
  const v = await foundTestVillage()
  const other = await foundTestVillage()
  const phone = await benchPhone(v)
  await take(other, phone.pen, 'roster')
  const rows = await phone.ledger.book.entries.toArray()
  expect(rows.some(({ standing }) => standing.is === 'receipted')).toBe(false)
  expect(await phone.ledger.book.evidence.count()).toBeGreaterThan(0)
})

test('two signed heads of one place with different chains are proof of two histories', async () => {
  const v = await foundTestVillage()
  const phone = await benchPhone(v)
  await take(v, phone.pen, 'roster')
  await take(v, phone.pen, 'devices')
  const k = linesOf(v, 'roster').length
  const head = {
    village: v.village,
    relayEpoch: 1,
    volume: 'roster',
    volumeEpoch: 1,
    k: k + 5,
    i: 99,
    at: v.clock.now,
  }
  for (const byte of [1, 2]) {
    const one = { ...head, chain: new Uint8Array(32).fill(byte) }
    await phone.pen.head(one, await signHead(v.relayKey.privateKey, one))
  }
  const [proof] = await phone.ledger.book.evidence.toArray()
  expect(proof).toMatchObject({ reason: 'split', volume: 'roster' })
  expect(proof!.bytes).toHaveLength(4)
  expect((await phone.ledger.book.volumes.get('roster'))!.frozen).toBe('split')
})
