import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { nextChain, NO_CHAIN } from '#entry/chains.ts'
import { newSigningPair, publicBytes } from '#entry/crypto.ts'
import { checkHead, signHead, type Head } from '#entry/heads.ts'
import { FIRST, packItem, unpackItem, type Line, type LineClass } from '#entry/lines.ts'

const line = (k: number): fc.Arbitrary<Line> =>
  fc.record({
    k: fc.constant(k),
    i: fc.integer({ min: 1, max: 2 ** 40 }),
    at: fc.integer({ min: 0, max: 2 ** 45 }),
    class: fc.constantFrom<LineClass>(0, 1, 2),
    roster: fc.nat(),
  })

describe('lines', () => {
  it('an item gives back its line and its entry, also where numbers go back to what is introduced', () => {
    fc.assert(
      fc.property(line(1), line(2), fc.uint8Array({ maxLength: 50 }), (one, two, entry) => {
        expect(unpackItem(FIRST, packItem(FIRST, one, entry))).toEqual({ line: one, entry })
        expect(unpackItem(one, packItem(one, two, entry))).toEqual({ line: two, entry })
      }),
      { seed: 20261124, numRuns: 1000 },
    )
  })

  it('a usual line costs under 10 bytes', () => {
    const before: Line = { k: 7, i: 900, at: 1_790_000_000_000, class: 0, roster: 40 }
    const next: Line = { k: 8, i: 903, at: before.at + 3600_000, class: 0, roster: 40 }
    expect(packItem(before, next, new Uint8Array(0)).length).toBeLessThan(10)
  })

  it('what is no item is refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => {
        const item = unpackItem(FIRST, bytes)
        if (item) expect(item.line.i).toBeGreaterThan(0)
      }),
      { seed: 20261124, numRuns: 3000 },
    )
    expect(unpackItem(FIRST, new Uint8Array([7, 2, 2, 2]))).toBeUndefined()
    expect(unpackItem(FIRST, new Uint8Array([0, 128, 128]))).toBeUndefined()
  })
})

describe('chains', () => {
  const id = 'ab'.repeat(32)
  const one: Line = { k: 1, i: 1, at: 5, class: 0, roster: 0 }

  it('change with anything that a line says', async () => {
    const chain = (volume: string, epoch: number, l: Line, of = id) =>
      nextChain(volume, epoch, NO_CHAIN, l, of)
    const first = await chain('board/2026', 0, one)
    const others = await Promise.all([
      chain('board/2027', 0, one),
      chain('board/2026', 1, one),
      chain('board/2026', 0, { ...one, i: 2 }),
      chain('board/2026', 0, { ...one, at: 6 }),
      chain('board/2026', 0, { ...one, class: 1 }),
      chain('board/2026', 0, { ...one, roster: 1 }),
      chain('board/2026', 0, one, 'ac'.repeat(32)),
    ])
    for (const other of others) expect(other).not.toEqual(first)
    expect(await chain('board/2026', 0, one)).toEqual(first)
  })
})

describe('heads', () => {
  let relay: CryptoKeyPair
  let relayKey: Uint8Array
  const head: Head = {
    village: 'aa00000000000001',
    relayEpoch: 0,
    volume: 'roster',
    volumeEpoch: 0,
    k: 3,
    chain: new Uint8Array(32).fill(7),
    i: 9,
    at: 1000,
  }
  beforeAll(async () => {
    relay = await newSigningPair()
    relayKey = await publicBytes(relay.publicKey)
  })

  it('hold for this village and this relay alone', async () => {
    const signed = await signHead(relay.privateKey, head)
    expect(await checkHead(relayKey, head.village, signed)).toEqual(head)
    expect(await checkHead(relayKey, 'bb00000000000001', signed)).toBeUndefined()
    const stranger = await publicBytes((await newSigningPair()).publicKey)
    expect(await checkHead(stranger, head.village, signed)).toBeUndefined()
    const changed = signed.head.map((byte, n) => (n === signed.head.length - 1 ? byte ^ 1 : byte))
    expect(await checkHead(relayKey, head.village, { ...signed, head: changed })).toBeUndefined()
  })
})
