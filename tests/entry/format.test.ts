import fc from 'fast-check'
import { encode } from 'cborg'
import { describe, expect, it } from 'vitest'
import {
  decodeBody,
  decodeCbor,
  decodeEntry,
  decodeHeader,
  encodeCbor,
  encodeEntry,
  encodeHeader,
  fromHex,
  joinBytes,
  toHex,
  type Cbor,
  type Fields,
} from '#entry/format.ts'

const SEED = 20261124
const hexOf = (length: number) => fc.uint8Array({ minLength: length, maxLength: length }).map(toHex)
const fields: fc.Arbitrary<Fields> = fc.record({
  village: hexOf(8),
  kind: fc.nat(),
  device: hexOf(8),
  seq: fc.nat(),
  at: fc.maxSafeNat(),
  refs: fc.array(hexOf(32), { maxLength: 16 }),
  bodyHash: hexOf(32),
  enc: fc.nat(3),
  onBehalfOf: fc.option(hexOf(8), { nil: null }),
})
const bytesOf = (text: string) => fromHex(text.replace(/ /g, ''))

describe('the format', () => {
  it('reads back every header it writes', () => {
    fc.assert(
      fc.property(fields, (f) => {
        expect(decodeHeader(encodeHeader(f))).toEqual(f)
      }),
      { seed: SEED, numRuns: 500 },
    )
  })

  it('reads only what it would write: any bytes are refused or canonical', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const value = decodeCbor(bytes)
        if (value !== undefined) expect(encodeCbor(value)).toEqual(bytes)
      }),
      { seed: SEED, numRuns: 5000 },
    )
  })

  it.each([
    ['an indefinite array', '9f 01 ff'],
    ['indefinite text', '7f 61 61 ff'],
    ['a number longer than need be', '18 01'],
    ['a length longer than need be', '58 01 00'],
    ['a float', 'fb 3ff8000000000000'],
    ['a float that is whole', 'f9 3c00'],
    ['a tag', 'c1 01'],
    ['a map', 'a1 01 02'],
    ['true', 'f5'],
    ['undefined', 'f7'],
    ['a big number', 'c2 49 010000000000000000'],
    ['a number beyond what JavaScript counts', '1b ffffffffffffffff'],
    ['text that is not UTF-8', '61 ff'],
    ['something after the end', '01 01'],
    ['nothing', ''],
    ['half an array', '82 01'],
    ['a map with the same key twice', 'a2 01 01 01 02'],
  ])('abuse 5: %s is refused', (_, hex) => {
    expect(decodeCbor(bytesOf(hex))).toBeUndefined()
  })

  it('abuse 5: two thousand arrays in each other are refused', () => {
    const deep = new Uint8Array(2001).fill(0x81)
    deep[2000] = 0x01
    expect(decodeCbor(deep)).toBeUndefined()
  })

  it('a header of a later version is known as such; one with a field too many is not a header', () => {
    const header = decodeCbor(encodeHeader(fc.sample(fields, { seed: SEED, numRuns: 1 })[0]!)) as Cbor[]
    expect(decodeHeader(encodeCbor([2, ...header.slice(1), 'new']))).toBe('unknown-version')
    expect(decodeHeader(encodeCbor([...header, 0]))).toBeUndefined()
    expect(decodeHeader(encodeCbor(header.slice(0, 9)))).toBeUndefined()
  })

  it('an entry travels byte for byte', () => {
    const parts = { header: new Uint8Array([1]), signature: new Uint8Array(64), body: new Uint8Array([2]) }
    expect(decodeEntry(encodeEntry(parts))).toEqual(parts)
    expect(decodeEntry(encodeEntry({ ...parts, body: null }))).toEqual({ ...parts, body: null })
    expect(decodeEntry(encode([parts.header, new Uint8Array(63), parts.body]))).toBeUndefined()
    expect(decodeEntry(joinBytes(encodeEntry(parts), new Uint8Array(1)))).toBeUndefined()
  })

  it('a body begins with its salt', () => {
    expect(decodeBody(encodeCbor([new Uint8Array(16), 'a']))).toEqual(['a'])
    expect(decodeBody(encodeCbor([new Uint8Array(15), 'a']))).toBeUndefined()
  })
})
