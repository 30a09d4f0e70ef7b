import { describe, expect, it } from 'vitest'
import type { Opened } from '#entry/format.ts'
import { COSIGN_WITHIN_MS, entryCosigned } from '#rulebook/cosign.ts'
import type { Placed } from '#rulebook/kinds.ts'
import { noticePublished } from '#rulebook/notice.ts'
import {
  deviceAdded,
  deviceClaimed,
  roleEnded,
  roleGranted,
  rulebookAdopted,
  type Role,
} from '#rulebook/roster.ts'
import { ALLOWED, refused } from '#rulebook/verdict.ts'
import { notice } from '#support/texts.ts'
import {
  admission,
  DAY,
  giveOffice,
  hex8,
  opened,
  PEOPLE,
  ROOT,
  START,
  villageBook,
  type Book,
  type Someone,
} from '#support/book.ts'

const noRole = refused('C5', 'no-role')
const over = refused('C5', 'closed')
const granted = (who: Someone, role: Role) => ({ person: PEOPLE[who], role, scope: [], until: 0 })
const gives = (book: Book, who: Someone, role: Role, by: Someone | 'root' = 'secretary') =>
  book.enter(
    opened(roleGranted, granted(who, role), { device: by === 'root' ? ROOT : phone(by), at: book.now }),
  )
const phone = (who: Someone) => hex8(parseInt(PEOPLE[who], 16) + 0x100)
const signs = (book: Book, office: Placed, by: Someone | 'root', device = by === 'root' ? ROOT : phone(by)) =>
  opened(entryCosigned, {}, { device, refs: [office.id, office.id], at: book.now })
const ends = (book: Book, who: Someone, role: Role, by: Someone | 'root' = 'secretary') =>
  book.enter(
    opened(
      roleEnded,
      { person: PEOPLE[who], role, reason: '' },
      { device: by === 'root' ? ROOT : phone(by) },
    ),
  )
const holds = (book: Book, who: Someone, role: Role) =>
  book.roster.holds(PEOPLE[who], { i: book.placed.length + 1, at: book.now }, role)

/** A day after its phones were let in: a secretary who is registrar, a supervisor, a committee member, no township. */
function village(version = 2): Book {
  const book = villageBook()
  if (version === 2) book.enter(book.write('secretary', rulebookAdopted, { rulebook: 2 }))
  book.now = START + 2 * DAY
  return book
}
/** Who of the village may sign an office as the second person. */
const mayBe = (book: Book, office: Placed) =>
  [...(Object.keys(PEOPLE) as Someone[]), 'root' as const].filter(
    (who) => book.judge(signs(book, office, who)).is === 'allowed',
  )

describe('the second signature for an office', () => {
  it('[C5] makes it count, and until then it is pending and allows nothing', () => {
    const book = village()
    const office = gives(book, 'neighbour', 'committee')
    const waits = { i: book.placed.length + 1, at: book.now }
    const publishes = () => book.judge(book.write('neighbour', noticePublished, notice()))
    expect(holds(book, 'neighbour', 'committee')).toBe(false)
    expect(publishes()).toEqual(refused('N1', 'no-role'))
    expect(book.roster.pending.all(waits).map(({ id }) => id)).toEqual([office.id])
    const second = book.enter(signs(book, office, 'supervisor'))
    expect(holds(book, 'neighbour', 'committee')).toBe(true)
    expect(publishes()).toBe(ALLOWED)
    // From its place on: before it there was no office.
    expect(book.roster.holds(PEOPLE.neighbour, second.place, 'committee')).toBe(false)
    expect(book.roster.pending.all({ i: Infinity, at: book.now })).toEqual([])
    expect(book.judge(signs(book, office, 'supervisor'))).toEqual(over)
  })

  it('[C5] comes from whom the table names: by supervisors, for what the root key gives also by representatives', () => {
    const book = village()
    for (const role of ['committee', 'branch-officer'] as const)
      expect(mayBe(book, gives(book, 'neighbour', role)), role).toEqual(['supervisor'])
    for (const role of ['secretary', 'registrar', 'township'] as const)
      expect(mayBe(book, gives(book, 'neighbour', role, 'root')), role).toEqual([
        'supervisor',
        'representative',
      ])
    expect(mayBe(book, gives(book, 'migrant', 'supervisor'))).toEqual(['supervisor', 'root'])
  })

  it('[C5] comes from the township where there is one, which gives a secretary only with a supervisor', () => {
    const book = village()
    book.enter(signs(book, gives(book, 'neighbour', 'township', 'root'), 'representative'))
    expect(mayBe(book, gives(book, 'villager', 'committee'))).toEqual(['supervisor', 'neighbour'])
    expect(mayBe(book, gives(book, 'migrant', 'supervisor'))).toEqual(['neighbour', 'root'])
    expect(mayBe(book, gives(book, 'villager', 'secretary', 'neighbour'))).toEqual(['supervisor'])
  })

  it('[C5] [C2] is of two persons, neither of whom gets the office, and both hold theirs', () => {
    const book = village()
    const again = gives(book, 'supervisor', 'supervisor')
    expect(book.judge(signs(book, again, 'supervisor'))).toEqual(noRole)
    book.enter(signs(book, gives(book, 'neighbour', 'registrar', 'root'), 'supervisor'))
    const byOther = gives(book, 'villager', 'committee', 'neighbour')
    ends(book, 'neighbour', 'registrar', 'root')
    expect(book.judge(signs(book, byOther, 'supervisor'))).toEqual(refused('C2', 'not-eligible'))
    const byOne = gives(book, 'villager', 'committee')
    expect(book.judge(signs(book, byOne, 'secretary'))).toEqual(refused('C2', 'not-eligible'))
    giveOffice(book, 'migrant', 'supervisor')
    ends(book, 'supervisor', 'supervisor')
    expect(mayBe(book, byOne)).toEqual(['migrant'])
  })

  it('[C5] [C1] is for an office that waits, not for one that was ended, given anew or needs none', () => {
    const book = village()
    const first = gives(book, 'neighbour', 'committee')
    const anew = gives(book, 'neighbour', 'committee')
    expect(book.judge(signs(book, first, 'supervisor'))).toEqual(over)
    expect(book.judge(book.write('supervisor', entryCosigned, {}, [first.id, anew.id]))).toEqual(
      refused('C1', 'out-of-scope'),
    )
    expect(book.judge(signs(book, anew, 'supervisor'))).toBe(ALLOWED)
    ends(book, 'neighbour', 'committee')
    expect(book.judge(signs(book, anew, 'supervisor'))).toEqual(over)
    const member = gives(book, 'neighbour', 'party-member')
    expect(holds(book, 'neighbour', 'party-member')).toBe(true)
    expect(book.judge(signs(book, member, 'supervisor'))).toEqual(over)
  })

  it('[C3] comes within 30 days', () => {
    const book = village()
    const office = gives(book, 'neighbour', 'committee')
    book.now = office.place.at + COSIGN_WITHIN_MS
    expect(book.judge(signs(book, office, 'supervisor'))).toBe(ALLOWED)
    book.now += 1
    expect(book.judge(signs(book, office, 'supervisor'))).toEqual(refused('C3', 'closed'))
    expect(book.roster.pending.all({ i: Infinity, at: book.now })).toEqual([])
  })

  it('[R9] finds him still able to hold it', () => {
    const book = village()
    const [seat, watch] = [gives(book, 'neighbour', 'committee'), gives(book, 'neighbour', 'supervisor')]
    book.enter(signs(book, watch, 'supervisor'))
    expect(book.judge(signs(book, seat, 'supervisor'))).toEqual(refused('R9', 'out-of-scope'))
  })

  it('leaves an office as it is while a new term of it waits', () => {
    const book = village()
    const until = book.now + 9 * DAY
    const renewed = { ...granted('committee', 'committee'), until }
    const office = book.enter(book.write('secretary', roleGranted, renewed))
    const grant = () => book.roster.role(PEOPLE.committee, 'committee', { i: Infinity, at: book.now })
    expect(grant()).toMatchObject({ until: 0 })
    book.enter(signs(book, office, 'supervisor'))
    expect(grant()).toMatchObject({ until })
  })

  it('is not asked for under version 1, nor for what was given under it', () => {
    const book = village(1)
    const office = gives(book, 'neighbour', 'committee')
    expect(holds(book, 'neighbour', 'committee')).toBe(true)
    book.enter(book.write('secretary', rulebookAdopted, { rulebook: 2 }))
    expect(holds(book, 'neighbour', 'committee')).toBe(true)
    expect(book.judge(signs(book, office, 'supervisor'))).toEqual(over)
  })
})

describe('a phone that was just let in', () => {
  it('[C6] abuse: does not sign the office that who let it in has given, for a day', () => {
    const book = village()
    const office = gives(book, 'neighbour', 'committee')
    const his = hex8(0x777)
    book.enter(book.write('secretary', deviceAdded, admission('supervisor', his)))
    const sign = (): Opened => signs(book, office, 'supervisor', his)
    expect(book.judge(sign())).toEqual(refused('C6', 'not-eligible'))
    expect(book.judge(signs(book, office, 'supervisor'))).toBe(ALLOWED)
    book.now += DAY - 1
    expect(book.judge(sign())).toEqual(refused('C6', 'not-eligible'))
    book.now += 1
    expect(book.judge(sign())).toBe(ALLOWED)
  })

  it('[C6] signs at once where the founding itself let it in', () => {
    const book = village()
    const office = gives(book, 'neighbour', 'committee')
    const claimKey = new Uint8Array(65).fill(4)
    const keys = { key: new Uint8Array(65), sealingKey: new Uint8Array(65), proof: new Uint8Array(64) }
    const device = hex8(0x778)
    const claim = { ...keys, person: PEOPLE.supervisor, claimKey, label: '' }
    book.enter(opened(deviceClaimed, claim, { device, at: book.now }))
    expect(book.judge(signs(book, office, 'supervisor', device))).toBe(ALLOWED)
  })
})

describe('a village of one secretary, one supervisor and no township', () => {
  it('is seized by nobody alone: neither puts anybody into an office', () => {
    const book = village()
    ends(book, 'supervisor', 'supervisor')
    const puppet = gives(book, 'neighbour', 'supervisor')
    const sole = book.write('secretary', roleGranted, granted('migrant', 'villager-representative'))
    book.enter(sole)
    expect(mayBe(book, puppet)).toEqual(['root'])
    expect(mayBe(book, gives(book, 'villager', 'committee'))).toEqual([])
  })

  it('is locked by nobody: without secretary, and with a supervisor who signs nothing, it comes to both anew', () => {
    const book = village()
    ends(book, 'secretary', 'secretary', 'root')
    ends(book, 'secretary', 'registrar', 'root')
    for (const role of ['secretary', 'registrar'] as const)
      book.enter(signs(book, gives(book, 'neighbour', role, 'root'), 'representative'))
    ends(book, 'supervisor', 'supervisor', 'neighbour')
    book.enter(signs(book, gives(book, 'migrant', 'supervisor', 'neighbour'), 'root'))
    expect(mayBe(book, gives(book, 'villager', 'committee', 'neighbour'))).toEqual(['migrant'])
  })
})
