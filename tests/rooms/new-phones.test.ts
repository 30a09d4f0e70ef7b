import { expect, test } from 'vitest'
import { deviceAdded, deviceClaimed, deviceRevoked } from '#rulebook/roster.ts'
import type { Shown } from '#rulebook/shown.ts'
import type { VoteTerms } from '#rulebook/vote.ts'
import { NEW_PHONE_MS, phoneVouched } from '#rulebook/vouch.ts'
import { isAsking, newPhonesIn, vouchesIn, wordOn } from '#rulebook/vouch-reading.ts'
import { admission, hex8, PEOPLE, type Someone } from '#support/book.ts'
import { withVote } from '#support/room-ballots.ts'
import { receipted, rowOf } from '#support/rows.ts'

function voted(...given: Parameters<typeof withVote>) {
  const { book, vote } = withVote(...given)
  const { i, at } = vote.place
  const row = rowOf(vote.id, vote.kind, { is: 'receipted', i, at }, [], vote.body) as Shown<VoteTerms>
  /** A phone that a registrar let in, so long after the vote opened. */
  const added = (who: Someone, n: number, after: number) =>
    rowOf(`a${n}`, deviceAdded, receipted(90 + n, at + after), [], admission(who, hex8(n)), {
      author: PEOPLE.secretary,
    })
  return { book, row: { ...row, kind: 40 }, added, at }
}

test('of people on the roll, let in less than a day before or later, the newest first, and by whom', () => {
  const { book, row, added, at } = voted()
  const byLink = rowOf('c', deviceClaimed, receipted(95, at), [], admission('migrant'), { device: hex8(5) })
  const admitted = [
    added('villager', 1, -NEW_PHONE_MS),
    added('villager', 2, 1 - NEW_PHONE_MS),
    added('child', 3, 1),
    added('neighbour', 4, 2),
    { ...added('neighbour', 6, 3), standing: { is: 'provisional', offered: false } as const },
    byLink,
  ]
  const phones = () => newPhonesIn(admitted, row, book.roster).map(({ device, letInBy }) => [device, letInBy])
  const villager = [hex8(2), PEOPLE.secretary]
  expect(phones()).toEqual([[hex8(4), PEOPLE.secretary], [hex8(5), undefined], villager])
  // Revoked since, what was cast on it stands: it can still be asked about.
  book.enter(book.write('secretary', deviceRevoked, { device: hex8(4), reason: '' }))
  expect(phones()).toHaveLength(3)
})

test('where nothing is decided, under the first rulebook, or before the village has the vote, none is asked about', () => {
  for (const { book, row, added } of [voted({ quorum: 'ask' }), voted({}, 1)]) {
    expect(isAsking(row, book.roster)).toBe(false)
    expect(newPhonesIn([added('villager', 1, 1)], row, book.roster)).toEqual([])
  }
  const { book, row, added } = voted()
  expect(isAsking(row, book.roster)).toBe(true)
  const notThere = { ...row, standing: { is: 'provisional', offered: false } as const }
  expect(newPhonesIn([added('villager', 1, 1)], notThere, book.roster)).toEqual([])
})

test('a supervisor’s words are those that stand', () => {
  const body = { device: hex8(2), person: PEOPLE.villager }
  const rows = [
    rowOf('one', phoneVouched, receipted(7), ['v'], body),
    rowOf('two', phoneVouched, { is: 'refused', rule: 'B5', code: 'closed' }, ['v'], body),
  ]
  const mine = rowOf('three', phoneVouched, { is: 'provisional', offered: false }, ['v'], {
    ...body,
    device: hex8(3),
  })
  const vouches = vouchesIn([...rows, mine])
  expect(vouches).toEqual([
    { by: 'by one', ...body, isThere: true },
    { by: 'by three', device: hex8(3), person: PEOPLE.villager, isThere: false },
  ])
  expect(wordOn(vouches, body)?.by).toBe('by one')
  // A word that names another owner is none on this phone.
  expect(wordOn(vouches, { ...body, person: PEOPLE.neighbour })).toBeUndefined()
})
