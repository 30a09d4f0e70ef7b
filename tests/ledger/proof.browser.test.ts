import { afterEach, expect, test } from 'vitest'
import { nextChain, NO_CHAIN } from '#entry/chains.ts'
import { idOf, verify } from '#entry/crypto.ts'
import { fromHex } from '#entry/bytes.ts'
import { decodeEntry } from '#entry/format.ts'
import { readHead, signHead, type Head } from '#entry/heads.ts'
import { FIRST, packItem, type Line } from '#entry/lines.ts'
import { proofFile } from '#desk/proof-file.ts'
import type { Alarm } from '#desk/desk.ts'
import { noticePublished } from '#rulebook/notice.ts'
import { notice } from '#support/texts.ts'
import { HOUR, foundTestVillage, type TestVillage } from '#support/village.ts'
import { benchPhone, closeBooks, take } from './bench-phone.ts'

afterEach(closeBooks)

const headOf = (v: TestVillage, more: Partial<Head>): Head => ({
  village: v.village,
  relayEpoch: 1,
  volume: 'roster',
  volumeEpoch: 1,
  k: 40,
  chain: new Uint8Array(32).fill(1),
  i: 40,
  at: v.clock.now,
  ...more,
})
const signed = (v: TestVillage, head: Head) => signHead(v.relayKey.privateKey, head)
/** The file as somebody reads it who has nothing else. */
interface Proof {
  village: string
  relayKey: string
  alarms: { reason: string; volume: string; bytes: string[] }[]
  volumes: { volume: string; epoch: number; lines: (Line & { id: string })[]; heads: [string, string][] }[]
}
const reasons = async (alarms: Promise<Alarm[]>) => (await alarms).map(({ reason }) => reason)

test('abuse 13: two histories signed for one place are proof that others can check, from the file alone', async () => {
  const v = await foundTestVillage()
  const phone = await benchPhone(v)
  const one = headOf(v, {})
  const other = headOf(v, { chain: new Uint8Array(32).fill(2) })
  await phone.pen.head(one, await signed(v, one))
  await phone.pen.head(other, await signed(v, other))
  const alarms = await phone.ledger.book.evidence.toArray()
  expect(await reasons(Promise.resolve(alarms))).toEqual(['split'])

  const file = proofFile(v.village, v.relay.relayKey, alarms, [])
  const proof = JSON.parse(await file.text()) as Proof
  const [first, firstSignature, second, secondSignature] = proof.alarms[0]!.bytes.map((hex) => fromHex(hex))
  const relayKey = fromHex(proof.relayKey)
  expect(await verify(relayKey, 'xy1head', first!, firstSignature!)).toBe(true)
  expect(await verify(relayKey, 'xy1head', second!, secondSignature!)).toBe(true)
  const [a, b] = [readHead(first!)!, readHead(second!)!]
  expect([a.volume, a.k, a.volumeEpoch]).toEqual([b.volume, b.k, b.volumeEpoch])
  expect(a.chain).not.toEqual(b.chain)
})

test('abuse 12: an entry that the relay let in against the rules is proof for others: its own signature stands over it', async () => {
  const v = await foundTestVillage()
  const phone = await benchPhone(v)
  await take(v, phone.pen, 'roster')
  await take(v, phone.pen, 'devices')
  const forged = await v.write('罗二哥', noticePublished, notice('罗二哥的通知'))
  const volume = 'board/2026'
  const line = { ...FIRST, k: 1, i: v.log.lastNumber() + 1, at: v.clock.now, roster: 11, class: 0 as const }
  await phone.pen.absorb({ volume, epoch: 1, from: 1 }, [packItem(FIRST, line, forged.bytes)])
  const chain = await nextChain(volume, 1, NO_CHAIN, line, forged.id)
  const head = headOf(v, { volume, k: 1, chain, i: line.i })
  await phone.pen.head(head, await signed(v, head))
  const alarms = await phone.ledger.book.evidence.toArray()
  expect(await reasons(Promise.resolve(alarms))).toEqual(['judged-otherwise'])

  const record = await phone.ledger.read.record(volume)
  const file = proofFile(v.village, v.relay.relayKey, alarms, [record!])
  const proof = JSON.parse(await file.text()) as Proof
  const [alarm, shown] = [proof.alarms[0]!, proof.volumes[0]!]
  const entry = decodeEntry(fromHex(alarm.bytes[0]!))!
  let link: Uint8Array = NO_CHAIN
  for (const { id, ...one } of shown.lines) link = await nextChain(shown.volume, shown.epoch, link, one, id)
  const [bytes, signature] = shown.heads[0]!.map((hex) => fromHex(hex))
  expect(shown.lines.map(({ id }) => id)).toContain(await idOf(entry.header))
  expect(readHead(bytes!)!.chain).toEqual(link)
  expect(await verify(fromHex(proof.relayKey), 'xy1head', bytes!, signature!)).toBe(true)
})

test('a relay whose time lies before one that it signed is not believed; seconds are no lie', async () => {
  const v = await foundTestVillage()
  const phone = await benchPhone(v)
  const say = async (at: number) => {
    const head = headOf(v, { volume: '', k: 0, at })
    return phone.pen.time(head, await signed(v, head))
  }
  const now = v.clock.now
  expect(await say(now)).toBe('held')
  expect(await say(now + HOUR)).toBe('held')
  expect(await say(now + HOUR - 5000)).toBe('held')
  expect(await phone.ledger.book.evidence.count()).toBe(0)
  expect(await say(now)).toBe('earlier')
  expect(await say(now)).toBe('earlier')
  expect(await reasons(phone.ledger.book.evidence.toArray())).toEqual(['time'])
})

test('a smaller number is an old head, whatever its time; only where nothing changed may the time be older', async () => {
  const v = await foundTestVillage()
  const phone = await benchPhone(v)
  const say = async (k: number, at: number, relayEpoch = 2) => {
    const head = headOf(v, { volume: '', k, i: k, at, relayEpoch })
    return phone.pen.time(head, await signed(v, head))
  }
  const now = v.clock.now
  expect(await say(40, now)).toBe('held')
  expect(await say(40, now - 5000)).toBe('held')
  expect(await say(39, now - 5000)).toBe('older')
  expect(await say(39, now + HOUR)).toBe('older')
  expect(await say(39, now, 1)).toBe('older')
  // A new epoch says that something was lost; whether it is asked for is held against the lines themselves.
  expect(await say(39, now + HOUR, 3)).toBe('held')
})
