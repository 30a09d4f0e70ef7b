import { beforeAll, expect, test } from 'vitest'
import { proofFile } from '#desk/proof-file.ts'
import type { Alarm, SignedRecord } from '#desk/desk.ts'
import { joinBytes } from '#entry/bytes.ts'
import { nextChain } from '#entry/chains.ts'
import { newSigningPair, sign as signBytes } from '#entry/crypto.ts'
import { signHead, type Head } from '#entry/heads.ts'
import { noticePublished } from '#rulebook/notice.ts'
import { receiptBytes, type Receipt } from '#rulebook/wire.ts'
import { lineOf } from '#server/stored.ts'
import { phoneOnBench, type PhoneOnBench } from './phone-on-bench.ts'
import { provenIn } from './proof-reader.ts'
import { notice } from './texts.ts'
import { accepted, foundTestVillage, HOUR, type TestVillage } from './village.ts'

const BOARD = 'board/2026'
let v: TestVillage
let reader: PhoneOnBench
beforeAll(async () => {
  v = await foundTestVillage()
  for (const text of ['一', '二', '三']) await accepted(v.say('陶书记', noticePublished, notice(text)))
  reader = await phoneOnBench(v)
  await reader.catchUp()
})

/** The board as a phone has it, and the relay's signature over it. */
async function board(): Promise<{ record: SignedRecord; head: Head }> {
  const places = v.log.places(BOARD, 1, 10)
  const lines = places.map(({ k, i, class: of }) => {
    const stored = v.log.numbered(i)!
    return { ...lineOf(stored, k, of), id: stored.id }
  })
  const { k, i, chain } = places.at(-1)!
  const head = {
    village: v.village,
    relayEpoch: 1,
    volume: BOARD,
    volumeEpoch: 1,
    k,
    chain,
    i,
    at: v.clock.now,
  }
  return { record: { volume: BOARD, epoch: 1, lines, heads: [await sign(head)] }, head }
}
const sign = (head: Head, key = v.relayKey.privateKey) => signHead(key, head)

/** Whether the reader believes such an alarm. */
async function isProven(
  reason: Alarm['reason'],
  bytes: Uint8Array[],
  records: SignedRecord[] = [],
  volume = BOARD,
) {
  const alarm: Alarm = { name: reason, reason, volume, at: v.clock.now, bytes }
  const file = await proofFile(v.village, v.relay.relayKey, [alarm], records).text()
  return (await provenIn(file, reader)).proven.includes(reason)
}
/** Two heads as an alarm keeps them; each is the board's, or the village's, but for what is given. */
async function two(one: Partial<Head>, other: Partial<Head>, key?: CryptoKey) {
  const { head } = await board()
  const heads = [await sign({ ...head, ...one }), await sign({ ...head, ...other }, key)]
  return heads.flatMap(({ head: bytes, signature }) => [bytes, signature])
}
const CHAIN = new Uint8Array(32).fill(9)

test('split: two chains signed for one place, and nothing less', async () => {
  const stranger = (await newSigningPair()).privateKey
  expect(await isProven('split', await two({}, { chain: CHAIN }))).toBe(true)
  expect(await isProven('split', await two({}, {}))).toBe(false)
  expect(await isProven('split', await two({}, { chain: CHAIN, k: 2 }))).toBe(false)
  expect(await isProven('split', await two({}, { chain: CHAIN, volumeEpoch: 2 }))).toBe(false)
  expect(await isProven('split', await two({}, { chain: CHAIN, volume: 'roster' }))).toBe(false)
  expect(await isProven('split', await two({}, { chain: CHAIN, village: '00112233aabbccdd' }))).toBe(false)
  expect(await isProven('split', await two({}, { chain: CHAIN }, stranger))).toBe(false)
  expect(await isProven('split', (await two({}, { chain: CHAIN })).slice(0, 2))).toBe(false)
})

test('older: fewer entries signed later; a head shown once more and a relay that was restored are no lie', async () => {
  const proven = async (one: Partial<Head>, other: Partial<Head>) =>
    isProven('older', await two({ volume: '', ...one }, { volume: '', ...other }), [], '')
  const { at } = (await board()).head
  expect(await proven({ i: 20 }, { i: 19, at: at + HOUR })).toBe(true)
  expect(await proven({ i: 20 }, { i: 20, at: at + HOUR })).toBe(false)
  expect(await proven({ i: 20 }, { i: 19 })).toBe(false)
  expect(await proven({ i: 20 }, { i: 19, at: at + HOUR, relayEpoch: 2 })).toBe(false)
})

test('time: more entries at an earlier time; a head shown once more is no lie', async () => {
  const proven = async (one: Partial<Head>, other: Partial<Head>) =>
    isProven('time', await two({ volume: '', ...one }, { volume: '', ...other }), [], '')
  const { at } = (await board()).head
  expect(await proven({ i: 20 }, { i: 21, at: at - HOUR })).toBe(true)
  expect(await proven({ i: 20 }, { i: 21, at: at + HOUR })).toBe(false)
  expect(await proven({ i: 20 }, { i: 20, at: at - HOUR })).toBe(false)
})

test('chain: all lines are there, and do not end where the relay signed', async () => {
  const { record, head } = await board()
  const proven = async (more: Partial<Head>, shown: SignedRecord) => {
    const { head: bytes, signature } = await sign({ ...head, ...more })
    return isProven('chain', [bytes, signature], [shown])
  }
  expect(await proven({ chain: CHAIN }, record)).toBe(true)
  expect(await proven({}, record)).toBe(false)
  expect(await proven({ chain: CHAIN, k: head.k + 1 }, record)).toBe(false)
  expect(await proven({}, { ...record, lines: record.lines.slice(1) })).toBe(false)
  expect(await proven({ chain: CHAIN, volumeEpoch: 2 }, record)).toBe(false)
})

test('changed: the relay signed that it stands, and its author did not sign it so', async () => {
  const { record } = await board()
  const { bytes } = v.log.numbered(v.log.lastNumber())!
  const bent = bytes.map((byte, n) => (n === bytes.length - 1 ? byte ^ 1 : byte))
  expect(await isProven('changed', [bent], [record])).toBe(true)
  expect(await isProven('changed', [bytes], [record])).toBe(false)
  expect(await isProven('changed', [bent], [])).toBe(false)
  expect(await isProven('changed', [bent], [{ ...record, heads: [] }])).toBe(false)
  const [one] = record.heads
  const unsigned = [{ ...one!, signature: new Uint8Array(64) }]
  expect(await isProven('changed', [bent], [{ ...record, heads: unsigned }])).toBe(false)
  expect(await isProven('changed', [joinBytes(bent, bent)], [record])).toBe(false)
})

test('judged otherwise: the relay signed that it stands, and a rule forbids it', async () => {
  const { record, head } = await board()
  const forged = await v.write('罗二哥', noticePublished, notice('罗二哥的通知'))
  const right = await v.write('陶书记', noticePublished, notice('书记的通知'))
  const withLast = async (id: string) => {
    const last = { ...record.lines.at(-1)!, k: head.k + 1, i: head.i + 1 }
    const chain = await nextChain(BOARD, 1, head.chain, last, id)
    const signed = await sign({ ...head, k: last.k, i: last.i, chain })
    return { ...record, lines: [...record.lines, { ...last, id }], heads: [signed] }
  }
  expect(await isProven('judged-otherwise', [forged.bytes], [await withLast(forged.id)])).toBe(true)
  expect(await isProven('judged-otherwise', [right.bytes], [await withLast(right.id)])).toBe(false)
  expect(await isProven('judged-otherwise', [forged.bytes], [record])).toBe(false)
})

test('lost: a number that the relay signed for an entry, and signed lines without it there', async () => {
  const { record, head } = await board()
  const mine = await v.write('陶书记', noticePublished, notice('丢了的'))
  const [first] = await two({ volume: '', k: head.i }, {})
  const lost = async (
    more: Partial<Receipt> = {},
    { key = v.relayKey.privateKey, entry = mine.bytes, shown = [record] } = {},
  ) => {
    const whole = { village: v.village, relayEpoch: 1, id: mine.id, i: head.i, at: v.clock.now, ...more }
    const word = receiptBytes(whole)
    return isProven('lost', [first!, first!, entry, word, await signBytes(key, 'xy1receipt', word)], shown)
  }
  expect(await lost()).toBe(true)
  // It stands where the receipt says.
  const { id, i } = record.lines.at(-1)!
  const { bytes } = v.log.entry(id)!
  expect(await lost({ id, i }, { entry: bytes })).toBe(false)
  expect(await lost({ id, i: i - 1 }, { entry: bytes })).toBe(true)
  // A number that the relay has not signed lines up to yet, and one from before it was restored.
  expect(await lost({ i: head.i + 1 })).toBe(false)
  expect(await lost({ relayEpoch: 2 })).toBe(false)
  expect(await lost({ village: '00112233aabbccdd' })).toBe(false)
  expect(await lost({}, { entry: bytes })).toBe(false)
  expect(await lost({}, { key: (await newSigningPair()).privateKey })).toBe(false)
  expect(await lost({}, { shown: [{ ...record, lines: record.lines.slice(1) }] })).toBe(false)
  expect(await isProven('lost', [first!, first!, mine.bytes], [record])).toBe(false)
})

test('what the relay never signs is only shown', async () => {
  const { record } = await board()
  const { bytes } = v.log.numbered(v.log.lastNumber())!
  const heads = await two({}, { chain: CHAIN })
  for (const reason of ['bad-bytes', 'not-an-append', 'fork'] as const)
    expect(await isProven(reason, [...heads, bytes], [record])).toBe(false)
})
