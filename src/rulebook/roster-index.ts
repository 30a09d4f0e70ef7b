import { toHex, type Hex8 } from '#entry/bytes.ts'
import { isKind, type Admission, type BodyOf, type Place, type Placed, type Read } from './kinds.ts'
import { entryCosigned } from './cosign.ts'
import { needsSecond, PendingOffices } from './pending-offices.ts'
import { Pauses } from './pauses.ts'
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
  villageFounded,
  type Role,
} from './roster.ts'
import { Timelines } from './timelines.ts'

export type Person = BodyOf<typeof peopleImported>['lines'][number]
export type Household = BodyOf<typeof householdsRegistered>['lines'][number]
export interface Grant {
  scope: Hex8[]
  /** Village time (ms) from which it no longer counts; 0 for no end. */
  until: number
  /** When it began to count (ms). */
  since: number
}
export interface Claim {
  person: Hex8
  until: number
}

/**
 * The admission in an entry that admits a device: the founding admits the root key, on paper, as its own person.
 * `place`: where it stands; without one, it is only asked whose key this is.
 */
export function admissionOf(entry: Read, { i, at }: Place = { i: 0, at: 0 }): Admission | undefined {
  if (isKind(entry, villageFounded)) {
    const { device } = entry.fields
    return { device, person: device, key: entry.body.rootKey, i, at }
  }
  if (isKind(entry, deviceAdded)) {
    const { person, device, key } = entry.body
    return { device, person, key, i, at }
  }
  if (isKind(entry, deviceClaimed)) {
    const { person, key } = entry.body
    return { device: entry.fields.device, person, key, i, at }
  }
  return undefined
}

/**
 * 花名册 read in order, answering for any place in the book: lines are entered in the volume's order, and a
 * question at place i sees only what stands before i.
 */
export class Roster {
  /** How many lines of the roster volume have been entered. */
  lines = 0
  founding: Read<BodyOf<typeof villageFounded>> | undefined
  /** What stopped votes and let them go on. */
  readonly pauses = new Pauses()
  /** Offices that wait for a second signature. */
  readonly pending = new PendingOffices()
  private first = new Set<Hex8>()
  private people = new Timelines<Person>()
  private households = new Timelines<Household>()
  private roles = new Timelines<Grant | null>()
  private represents = new Timelines<Hex8>()
  private revoked = new Timelines<true>()
  private claims = new Timelines<Claim | null>()
  private rulebook = new Timelines<number>()

  /** Takes in the next line of the roster volume. */
  enter(entry: Placed) {
    this.lines++
    const { place } = entry
    const { i } = place
    if (isKind(entry, villageFounded)) this.found(entry, place)
    else if (isKind(entry, rulebookAdopted)) this.rulebook.set('', i, entry.body.rulebook)
    else if (isKind(entry, householdsRegistered))
      for (const line of entry.body.lines) this.households.set(line.household, i, line)
    else if (isKind(entry, peopleImported))
      for (const line of entry.body.lines) this.people.set(line.person, i, line)
    else if (isKind(entry, deviceRevoked)) this.revoked.set(entry.body.device, i, true)
    else if (isKind(entry, claimIssued)) {
      const { person, until, claimKey } = entry.body
      this.claims.set(toHex(claimKey), i, { person, until })
    } else if (isKind(entry, deviceClaimed)) this.claimed(entry, i)
    else if (isKind(entry, roleGranted)) {
      if (needsSecond(entry.body.role, this.version(entry.place))) this.pending.give(entry)
      else this.give(entry.body, place)
    } else if (isKind(entry, roleEnded)) {
      this.roles.set(`${entry.body.person} ${entry.body.role}`, i, null)
      this.pending.end(entry)
    } else {
      const office = isKind(entry, entryCosigned) && this.pending.sign(entry)
      if (office) this.give(office.body, place)
      else this.pauses.enter(entry)
    }
  }

  private give({ person, role, scope, until }: BodyOf<typeof roleGranted>, { i, at }: Place) {
    if (role === 'household-representative') this.represents.set(scope[0]!, i, person)
    this.roles.set(`${person} ${role}`, i, { scope, until, since: at })
  }

  private claimed({ fields, body }: Read<BodyOf<typeof deviceClaimed>>, i: number) {
    const { secretary, supervisor } = this.founding?.body ?? {}
    const key = toHex(body.claimKey)
    if ([secretary, supervisor].some((one) => one && toHex(one.claimKey) === key))
      this.first.add(fields.device)
    this.claims.set(key, i, null)
  }

  private found(entry: Read<BodyOf<typeof villageFounded>>, { i, at }: Place) {
    const { secretary, supervisor, claimUntil, rulebook } = entry.body
    this.founding = entry
    this.rulebook.set('', i, rulebook)
    for (const { person, name, claimKey } of [secretary, supervisor]) {
      this.people.set(person, i, { person, name, household: null, voter: true, member: true, away: false })
      this.claims.set(toHex(claimKey), i, { person, until: claimUntil })
    }
    const always = { scope: [], until: 0, since: at }
    this.roles.set(`${secretary.person} secretary`, i, always)
    this.roles.set(`${secretary.person} registrar`, i, always)
    this.roles.set(`${supervisor.person} supervisor`, i, always)
  }

  /** Whether this is the root key, which lies on paper in a drawer. */
  isRoot(person: Hex8): boolean {
    return this.founding?.fields.device === person
  }
  /** Whether a phone came with one of the two links that the founding gave out. */
  cameWithFounding(device: Hex8): boolean {
    return this.first.has(device)
  }
  person(person: Hex8, { i }: Pick<Place, 'i'>): Person | undefined {
    return this.people.before(person, i)
  }
  household(household: Hex8, { i }: Pick<Place, 'i'>): Household | undefined {
    return this.households.before(household, i)
  }
  /** Everyone registered who has not left. */
  villagers({ i }: Pick<Place, 'i'>): Person[] {
    return [...this.people.all(i)].map(([, person]) => person).filter((person) => person.household !== null)
  }
  allHouseholds({ i }: Pick<Place, 'i'>): Household[] {
    return [...this.households.all(i)].map(([, household]) => household)
  }
  /** The role as it counts at a place: granted before it, not ended, its time not over by the relay's clock. */
  role(person: Hex8, role: Role, { i, at }: Place): Grant | undefined {
    const grant = this.roles.before(`${person} ${role}`, i)
    return grant && (grant.until === 0 || at < grant.until) ? grant : undefined
  }
  /** Whether a person holds one of several roles. */
  holds(person: Hex8, place: Place, ...roles: Role[]): boolean {
    return roles.some((role) => this.role(person, role, place) !== undefined)
  }
  /** Everyone who holds a role. */
  holders(role: Role, place: Place): Hex8[] {
    const people = [...this.roles.all(place.i)].filter(([name]) => name.endsWith(` ${role}`))
    return people.map(([name]) => name.slice(0, 16)).filter((person) => this.role(person, role, place))
  }
  /** Who represents a household: the person last named, while the role stands. */
  representative(household: Hex8, place: Place): Hex8 | undefined {
    const person = this.represents.before(household, place.i)
    const grant = person && this.role(person, 'household-representative', place)
    return grant && grant.scope[0] === household ? person : undefined
  }
  isRevoked(device: Hex8, { i }: Pick<Place, 'i'>): boolean {
    return this.revoked.before(device, i) === true
  }
  /** A claim key's person and end; null once used, undefined where no such link was given out. */
  claim(claimKey: Uint8Array, { i }: Pick<Place, 'i'>): Claim | null | undefined {
    return this.claims.before(toHex(claimKey), i)
  }
  /** The version of the rulebook in force. */
  version({ i }: Pick<Place, 'i'>): number {
    return this.rulebook.before('', i) ?? 1
  }
}
