import { expect, test } from 'vitest'
import type { Desk } from '#desk/desk.ts'
import { entryCosigned } from '#rulebook/cosign.ts'
import { roleGranted, rulebookAdopted } from '#rulebook/roster.ts'
import { DAY, giveOffice, PEOPLE, START, villageBook, type Someone } from '#support/book.ts'
import { receipted, rowOf } from '#support/rows.ts'
import { officesToSign } from '../../src/rooms/roster/home.ts'
import { officesOf, pendingOffices } from '../../src/rooms/roster/readings.ts'

const seat = { person: PEOPLE.neighbour, role: 'committee' as const, scope: [], until: 0 }
/** A village where an office waits, and its row as a phone has it. */
function waiting() {
  const book = villageBook()
  book.enter(book.write('secretary', rulebookAdopted, { rulebook: 2 }))
  // Everyone's phone is a day old by then (C6).
  book.now = START + DAY
  const office = book.enter(book.write('secretary', roleGranted, seat))
  const row = rowOf(office.id, roleGranted, receipted(office.place.i, book.now), [], seat, {
    author: PEOPLE.secretary,
  })
  const known = () => ({ roster: book.roster, now: { i: Infinity, at: book.now } })
  return { book, office, row, known }
}
const deskOf = (who: Someone) =>
  ({ me: { person: PEOPLE[who] }, comfort: { language: 'zh' } }) as unknown as Desk

test('an office that waits says who gave it and whose signature it waits for, until that is on its way', () => {
  const { office, row, known } = waiting()
  const look = (who: Someone, rows = [row]) => pendingOffices(rows, PEOPLE[who], known())
  expect(look('supervisor')).toMatchObject([
    { id: office.id, by: PEOPLE.secretary, signers: ['supervisor'], mayI: true, isSigned: false },
  ])
  for (const who of ['secretary', 'committee', 'neighbour'] as const)
    expect(look(who)).toMatchObject([{ mayI: false, isHeld: false }])
  const mine = rowOf('s', entryCosigned, { is: 'provisional', offered: false }, [office.id, office.id], {})
  expect(look('supervisor', [row, mine])).toMatchObject([{ isSigned: true }])
})

test('it waits on the home screen of who may sign it', () => {
  const { row, known, book } = waiting()
  const home = (who: Someone) => officesToSign(deskOf(who), [row], known())
  expect(home('supervisor')).toMatchObject([
    { title: '罗二哥', detail: '任村委委员，等您会签', path: `/roster/people/${PEOPLE.neighbour}` },
  ])
  expect(home('secretary')).toEqual([])
  book.now += 1
  giveOffice(book, 'neighbour', 'committee')
  expect(home('supervisor')).toEqual([])
})

test('an office is held since the second signature', () => {
  const { book, known } = waiting()
  book.now += 5000
  giveOffice(book, 'villager', 'committee')
  expect(officesOf(PEOPLE.villager, known()).find(({ role }) => role === 'committee')).toMatchObject({
    since: book.now,
  })
})
