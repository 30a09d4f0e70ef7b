import { expect, it } from 'vitest'
import { mandateFrom, mandatesOf } from '#rulebook/mandate-reading.ts'
import { mandateGiven, mandateWitnessed } from '#rulebook/mandate.ts'
import { receipted, rowOf } from '#support/rows.ts'

const given = (i: number, giver: string, proxy: string, witness: string | null = null) =>
  rowOf(
    `m${i}`,
    mandateGiven,
    receipted(i),
    ['v'],
    { giver, proxy, witness, attachments: [] },
    {
      author: witness ? proxy : giver,
    },
  )
const witnessed = (i: number, mandate: string) =>
  rowOf(`w${i}`, mandateWitnessed, receipted(i), ['v', mandate], { giver: '', proxy: '' })

it('a phone shows which mandate of a giver holds, and that one on paper waits for its witness', () => {
  const rows = [given(1, 'a', 'x'), given(2, 'a', 'y', 'w')]
  expect(mandateFrom(mandatesOf(rows), 'a')?.id).toBe('m1')
  expect(mandatesOf(rows).map(({ isReplaced, witnessedAt }) => [isReplaced, witnessedAt])).toEqual([
    [false, undefined],
    [false, undefined],
  ])
  const signed = mandatesOf([...rows, witnessed(3, 'm2')])
  expect(mandateFrom(signed, 'a')?.id).toBe('m2')
  expect(signed.map(({ isReplaced, witnessedAt }) => [isReplaced, witnessedAt])).toEqual([
    [true, undefined],
    [false, 3000],
  ])
})

it('behind the first three of a proxy it says so; one that was replaced leaves its place', () => {
  const four = ['a', 'b', 'c', 'd'].map((giver, n) => given(n + 1, giver, 'x'))
  expect(mandatesOf(four).map(({ isBeyond }) => isBeyond)).toEqual([false, false, false, true])
  const moved = mandatesOf([...four, given(5, 'a', 'y')])
  expect(moved.map(({ isBeyond }) => isBeyond)).toEqual([false, false, false, false, false])
})
