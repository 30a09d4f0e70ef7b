import fc from 'fast-check'
import { expect, test } from 'vitest'
import { differenceOf } from '#cowriting/difference.ts'

const signs = fc.string({ unit: fc.constantFrom('沟', '桥', 'a', '😀', '😁', '\n'), maxLength: 12 })
/** Half a sign on its own: no text of a village has it, and Yjs would not carry it. */
const HALF = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

test('what was changed makes the new text of the old one, wherever the cursor is, and never cuts a sign in half', () => {
  fc.assert(
    fc.property(signs, signs, fc.nat(24), (before, next, at) => {
      const cursor = Math.min(at, next.length)
      const made = differenceOf(before, next, cursor)
      if (!made) return void expect(next).toBe(before)
      const [head, tail] = [before.slice(0, made.at), before.slice(made.at + made.gone)]
      expect(head + made.come + tail).toBe(next)
      for (const part of [head, made.come, tail]) expect(part).not.toMatch(HALF)
    }),
    { numRuns: 5000, seed: 20261201 },
  )
})

test('among like signs, the cursor says which one is new', () => {
  expect(differenceOf('哈哈哈', '哈哈哈哈', 1)).toEqual({ at: 0, gone: 0, come: '哈' })
  expect(differenceOf('哈哈哈', '哈哈哈哈', 4)).toEqual({ at: 3, gone: 0, come: '哈' })
})
