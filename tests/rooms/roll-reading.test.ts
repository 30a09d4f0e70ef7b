import { expect, test } from 'vitest'
import { rollLines } from '#rulebook/roll-reading.ts'
import { roleEnded } from '#rulebook/roster.ts'
import type { VoteTerms } from '#rulebook/vote.ts'
import { HOUSEHOLDS, PEOPLE, villageBook } from '#support/book.ts'
import { vote } from '#support/texts.ts'

const book = villageBook()
const place = () => ({ i: book.placed.length + 1, at: book.now })
const linesOf = (given: Partial<VoteTerms>) => rollLines(vote(book.now, given), book.roster, place())

test('a roll of adults names each with his household and group, one of a group only its own', () => {
  const all = linesOf({})
  expect(all).toHaveLength(8)
  expect(all.every(({ name, household, group }) => name && household && group)).toBe(true)
  const groups = new Set(all.map(({ group }) => group))
  expect(groups.size).toBeGreaterThan(1)
  const [one] = groups
  expect(linesOf({ quorum: 'vg', group: one! })).toEqual(all.filter(({ group }) => group === one))
})

test('a roll of households names who represents each; one that nobody represents has its line', () => {
  const missing = () =>
    linesOf({ quorum: 'ask', basis: 'household' }).filter(({ name }) => name === undefined).length
  expect(linesOf({ quorum: 'ask', basis: 'household' })).toHaveLength(HOUSEHOLDS.length)
  expect(missing()).toBe(0)
  const ended = { person: PEOPLE.gridWorker, role: 'household-representative' as const, reason: '搬走了' }
  book.enter(book.write('secretary', roleEnded, ended))
  expect(missing()).toBe(1)
})
