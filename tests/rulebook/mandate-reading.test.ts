import { expect, it } from 'vitest'
import { mandateFrom, mandatesOf, mandateTo } from '#rulebook/mandate-reading.ts'
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

it('a phone shows which mandate of a giver holds: on paper once it is witnessed, and his own before that', () => {
  const paper = given(1, 'a', 'x', 'w')
  expect(mandateFrom(mandatesOf([paper]), 'a')).toBeUndefined()
  // Who wrote it down may cast meanwhile.
  expect(mandateTo(mandatesOf([paper]), 'x', 'a')?.id).toBe('m1')
  const signed = mandatesOf([paper, witnessed(2, 'm1')])
  expect(mandateFrom(signed, 'a')?.id).toBe('m1')
  expect(signed.map(({ witnessedAt }) => witnessedAt)).toEqual([2000])
  const own = mandatesOf([
    paper,
    witnessed(2, 'm1'),
    given(3, 'a', 'y'),
    given(4, 'a', 'x', 'w'),
    witnessed(5, 'm4'),
  ])
  expect(mandateFrom(own, 'a')?.id).toBe('m3')
  expect(own.map(({ isReplaced }) => isReplaced)).toEqual([true, false, true])
})

it('once it is counted, a phone shows what was counted', () => {
  const rows = [given(1, 'a', 'x'), given(2, 'a', 'y')]
  const held = [{ id: 'm1', giver: 'a', proxy: 'x', slot: 'a', counts: false }]
  expect(mandatesOf(rows, held).map(({ isReplaced, isBeyond }) => [isReplaced, isBeyond])).toEqual([
    [false, true],
    [true, false],
  ])
})

it('behind the first three of a proxy it says so; one that was replaced leaves its place', () => {
  const four = ['a', 'b', 'c', 'd'].map((giver, n) => given(n + 1, giver, 'x'))
  expect(mandatesOf(four).map(({ isBeyond }) => isBeyond)).toEqual([false, false, false, true])
  const moved = mandatesOf([...four, given(5, 'a', 'y')])
  expect(moved.map(({ isBeyond }) => isBeyond)).toEqual([false, false, false, false, false])
})
