import { afterEach, expect, test } from 'vitest'
import { verify } from '#entry/crypto.ts'
import { fromHex } from '#entry/bytes.ts'
import { readHead, signHead, type Head } from '#entry/heads.ts'
import { proofFile } from '#desk/proof-file.ts'
import type { Alarm } from '#desk/desk.ts'
import { HOUR, foundTestVillage, type TestVillage } from '#support/village.ts'
import { benchPhone, closeBooks } from './bench-phone.ts'

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

  const file = proofFile(v.village, v.relay.relayKey, alarms)
  const proof = JSON.parse(await file.text()) as {
    village: string
    relayKey: string
    alarms: { bytes: string[] }[]
  }
  const [first, firstSignature, second, secondSignature] = proof.alarms[0]!.bytes.map((hex) => fromHex(hex))
  const relayKey = fromHex(proof.relayKey)
  expect(await verify(relayKey, 'xy1head', first!, firstSignature!)).toBe(true)
  expect(await verify(relayKey, 'xy1head', second!, secondSignature!)).toBe(true)
  const [a, b] = [readHead(first!)!, readHead(second!)!]
  expect([a.volume, a.k, a.volumeEpoch]).toEqual([b.volume, b.k, b.volumeEpoch])
  expect(a.chain).not.toEqual(b.chain)
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
