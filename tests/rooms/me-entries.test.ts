import { expect, test } from 'vitest'
import type { Shown } from '#rulebook/shown.ts'
import { gistOf, placesOf, questionOf } from '../../src/rooms/me/readings.ts'

const row = (kind: number, refs: string[], body: unknown = {}): Shown => ({
  id: 'own',
  kind,
  subject: '',
  author: 'me',
  device: 'd',
  seq: 1,
  at: 0,
  refs,
  body,
  standing: { is: 'refused', rule: 'N1', code: 'no-role' },
  own: true,
})

test('a refused entry leads back to the form of its room', () => {
  expect(placesOf(row(20, []), undefined).again).toBe('/notices/write?from=own')
  expect(placesOf(row(21, ['n']), undefined).again).toBe('/notices/n/correct?from=own')
  expect(placesOf(row(30, []), undefined).again).toBe('/threads/new?from=own')
  expect(placesOf(row(31, ['t', 'c']), undefined).again).toBe('/threads/t')
  expect(placesOf(row(40, ['t']), undefined).again).toBe('/threads/t/vote?from=own')
})

test('a ballot leads to its vote once the vote is here', () => {
  const votes = new Map([['v', { thread: 't', question: '装不装路灯' }]])
  expect(placesOf(row(41, ['v']), votes).again).toBe('/threads/t/votes/v')
  expect(questionOf(row(41, ['v']), votes)).toBe('装不装路灯')
  expect(questionOf(row(41, ['w']), votes)).toBeUndefined()
  expect(placesOf(row(41, ['v']), new Map())).toEqual({})
})

test('an entry is known again by its own words', () => {
  expect(gistOf(row(30, [], { title: '路灯', text: '长文' }))).toBe('路灯')
  expect(gistOf(row(41, [], { choices: [0] }))).toBeUndefined()
})
