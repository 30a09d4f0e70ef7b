import { describe, expect, it } from 'vitest'
import {
  claimIssued,
  deviceAdded,
  deviceClaimed,
  deviceRevoked,
  householdsRegistered,
  peopleImported,
  roleEnded,
  roleGranted,
  rulebookAdopted,
  type Role,
} from '#rulebook/roster.ts'
import { ALLOWED, refused } from '#rulebook/verdict.ts'
import {
  admission,
  DAY,
  emptyBook,
  founding,
  hex8,
  HOUSEHOLDS,
  opened,
  PEOPLE,
  phoneOf,
  ROOT,
  START,
  villageBook,
  type Someone,
} from '#support/book.ts'

const key = (n: number) => new Uint8Array(65).fill(n)
const grant = (role: Role, who: Someone, scope: string[] = [], until = 0) => ({
  person: PEOPLE[who],
  role,
  scope,
  until,
})
const line = (household: string | null) => ({
  person: hex8(77),
  name: '新来的',
  household,
  voter: true,
  member: false,
  away: false,
})
const claimed = (claimKey: number, person: string) =>
  opened(
    deviceClaimed,
    {
      person,
      key: key(5),
      sealingKey: key(6),
      claimKey: key(claimKey),
      proof: new Uint8Array(64),
      label: '',
    },
    { device: hex8(0x999) },
  )

describe('roster', () => {
  it('[R1] a village is founded once, first', () => {
    const book = emptyBook()
    expect(book.judge(founding())).toBe(ALLOWED)
    book.enter(founding())
    expect(book.judge(founding())).toEqual(refused('R1', 'no-role'))
  })

  it('[R2] the secretary adopts the next rulebook, no other and nobody else', () => {
    const book = villageBook()
    const adopt = (who: Someone, rulebook: number) =>
      book.judge(book.write(who, rulebookAdopted, { rulebook }))
    expect(adopt('secretary', 2)).toBe(ALLOWED)
    expect(adopt('secretary', 3)).toEqual(refused('R2', 'out-of-scope'))
    expect(adopt('committee', 2)).toEqual(refused('R2', 'no-role'))
  })

  it('[R3] the registrar enters households and people; the household must stand', () => {
    const book = villageBook()
    const household = { lines: [{ household: hex8(0x300), label: '罗家', group: 2 }] }
    expect(book.judge(book.write('secretary', householdsRegistered, household))).toBe(ALLOWED)
    expect(book.judge(book.write('committee', householdsRegistered, household))).toEqual(
      refused('R3', 'no-role'),
    )
    const people = (who: Someone, h: string | null) =>
      book.judge(book.write(who, peopleImported, { lines: [line(h)] }))
    expect(people('secretary', HOUSEHOLDS[0])).toBe(ALLOWED)
    expect(people('secretary', null)).toBe(ALLOWED)
    expect(people('secretary', hex8(0x300))).toEqual(refused('R3', 'out-of-scope'))
    expect(people('villager', HOUSEHOLDS[0])).toEqual(refused('R3', 'no-role'))
  })

  it('[R4] the registrar admits a device of a registered person', () => {
    const book = villageBook()
    const second = admission('villager', hex8(0x555))
    expect(book.judge(book.write('secretary', deviceAdded, second))).toBe(ALLOWED)
    expect(book.judge(book.write('committee', deviceAdded, second))).toEqual(refused('R4', 'no-role'))
    const stranger = { ...second, person: hex8(0x444) }
    expect(book.judge(book.write('secretary', deviceAdded, stranger))).toEqual(refused('R4', 'out-of-scope'))
  })

  it('[R5] the registrar revokes, and a person his own other device', () => {
    const book = villageBook()
    book.enter(book.write('secretary', deviceAdded, admission('villager', hex8(0x555))))
    const revoke = (who: Someone, device: string) =>
      book.judge(book.write(who, deviceRevoked, { device, reason: '丢了' }))
    expect(revoke('secretary', phoneOf('villager'))).toBe(ALLOWED)
    expect(revoke('villager', hex8(0x555))).toBe(ALLOWED)
    expect(revoke('villager', phoneOf('villager'))).toEqual(refused('R5', 'no-role'))
    expect(revoke('neighbour', phoneOf('villager'))).toEqual(refused('R5', 'no-role'))
  })

  it('[R6] the registrar gives out claim links for at most seven days', () => {
    const book = villageBook()
    const issue = (who: Someone, person: string, days: number) =>
      book.judge(book.write(who, claimIssued, { person, claimKey: key(8), until: START + days * DAY }))
    expect(issue('secretary', PEOPLE.villager, 7)).toBe(ALLOWED)
    expect(issue('secretary', PEOPLE.villager, 8)).toEqual(refused('R6', 'out-of-scope'))
    expect(issue('secretary', hex8(0x444), 7)).toEqual(refused('R6', 'out-of-scope'))
    expect(issue('supervisor', PEOPLE.villager, 7)).toEqual(refused('R6', 'no-role'))
  })

  it('[R7] a claim link admits one device, once, in time, for its person', () => {
    const book = villageBook()
    expect(book.judge(claimed(3, PEOPLE.secretary))).toBe(ALLOWED)
    expect(book.judge(claimed(3, PEOPLE.villager))).toEqual(refused('R7', 'not-eligible'))
    expect(book.judge(claimed(99, PEOPLE.secretary))).toEqual(refused('R7', 'not-eligible'))
    book.now = START + 8 * DAY
    expect(book.judge(claimed(3, PEOPLE.secretary))).toEqual(refused('R7', 'closed'))
    book.now = START
    book.enter(claimed(3, PEOPLE.secretary))
    expect(book.judge(claimed(3, PEOPLE.secretary))).toEqual(refused('R7', 'closed'))
  })

  it('[R8] the registrar gives roles; the root key makes a secretary', () => {
    const book = villageBook()
    const give = (who: Someone, role: Role) =>
      book.judge(book.write(who, roleGranted, grant(role, 'neighbour')))
    expect(give('secretary', 'committee')).toBe(ALLOWED)
    expect(give('committee', 'committee')).toEqual(refused('R8', 'no-role'))
    expect(give('secretary', 'secretary')).toEqual(refused('R8', 'no-role'))
    const root = opened(roleGranted, grant('secretary', 'neighbour'), { device: ROOT })
    expect(book.judge(root)).toBe(ALLOWED)
    const rootBeyond = opened(roleGranted, grant('committee', 'neighbour'), { device: ROOT })
    expect(book.judge(rootBeyond)).toEqual(refused('R8', 'no-role'))
  })

  it('[R9] a supervisor runs nothing, and who runs the village does not supervise', () => {
    const book = villageBook()
    const give = (role: Role, who: Someone) =>
      book.judge(book.write('secretary', roleGranted, grant(role, who)))
    expect(give('supervisor', 'neighbour')).toBe(ALLOWED)
    expect(give('supervisor', 'committee')).toEqual(refused('R9', 'out-of-scope'))
    expect(give('committee', 'supervisor')).toEqual(refused('R9', 'out-of-scope'))
  })

  it('[R10] a household is represented by a grown-up of its own, a grid worker has households', () => {
    const book = villageBook()
    const give = (role: Role, who: Someone, scope: string[]) =>
      book.judge(book.write('secretary', roleGranted, grant(role, who, scope)))
    const [taos, wangs, zhangs] = HOUSEHOLDS
    expect(give('household-representative', 'neighbour', [wangs])).toBe(ALLOWED)
    expect(give('household-representative', 'neighbour', [taos])).toEqual(refused('R10', 'out-of-scope'))
    expect(give('household-representative', 'child', [zhangs])).toEqual(refused('R10', 'out-of-scope'))
    expect(give('grid-worker', 'neighbour', [taos, zhangs])).toBe(ALLOWED)
    expect(give('grid-worker', 'neighbour', [])).toEqual(refused('R10', 'out-of-scope'))
    expect(give('committee', 'neighbour', [taos])).toEqual(refused('R10', 'out-of-scope'))
    const stranger = book.write('secretary', roleGranted, {
      ...grant('committee', 'child'),
      person: hex8(0x444),
    })
    expect(book.judge(stranger)).toEqual(refused('R10', 'out-of-scope'))
  })

  it('[R11] a role is ended by who may give it, or laid down by its holder', () => {
    const book = villageBook()
    const end = (who: Someone) =>
      book.judge(book.write(who, roleEnded, { person: PEOPLE.gridWorker, role: 'grid-worker', reason: '' }))
    expect(end('secretary')).toBe(ALLOWED)
    expect(end('gridWorker')).toBe(ALLOWED)
    expect(end('villager')).toEqual(refused('R11', 'no-role'))
  })

  it('a representative is followed by the next one named', () => {
    const book = villageBook()
    const [, wangs] = HOUSEHOLDS
    const before = { i: book.placed.length + 1, at: book.now }
    book.enter(book.write('secretary', roleGranted, grant('household-representative', 'neighbour', [wangs])))
    expect(book.roster.representative(wangs, before)).toBe(PEOPLE.villager)
    expect(book.roster.representative(wangs, { i: before.i + 1, at: book.now })).toBe(PEOPLE.neighbour)
  })
})
