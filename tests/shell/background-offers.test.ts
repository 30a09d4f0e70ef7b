import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeCbor as encode } from '#entry/format.ts'
import { cborOf } from '#shell/background-offers.ts'

/** Without Node's own kind of bytes, which compares as another. */
const encodeCbor = (list: Uint8Array[]) => Uint8Array.from(encode(list))

test('the worker writes a list of entries as the book’s own CBOR does', () => {
  const entry = fc.integer({ min: 0, max: 300 }).map((length) => new Uint8Array(length).fill(7))
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 64 }), (list) => {
      expect(cborOf(list)).toEqual(encodeCbor(list))
    }),
    { seed: 20261124 },
  )
  const long = [new Uint8Array(12 * 1024).fill(1)]
  expect(cborOf(long)).toEqual(encodeCbor(long))
})
