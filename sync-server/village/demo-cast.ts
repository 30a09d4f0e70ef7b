import type { Hex8 } from '#entry/format.ts'
import {
  admitDevice,
  grantRole,
  importPeople,
  LINES_AN_ENTRY,
  registerHouseholds,
  signOffice,
} from '#rooms/roster/acts.ts'
import type { ClaimLink } from '#rulebook/enrol.ts'
import { claimedEntry, newHex8 } from './claims.ts'
import { DAY_MS, HOUR_MS, type WalkingClock } from './clock.ts'
import { notices } from './demo/notices.ts'
import { households, offices, people } from './demo/people.ts'
import { threads } from './demo/road.ts'
import type { HouseholdKey, PersonKey } from './demo/types.ts'
import { votes } from './demo/votes.ts'
import type { Founding } from './founding.ts'
import { newDevice, requestOf, type DeviceKeys } from './keys.ts'
import { counter, standing, takePen, verdictOf, type HandIn, type Pen } from './pen.ts'

/** The demo's people in the book: whose id is whose, and a pen for everyone who says something. */
export interface Cast {
  person(key: PersonKey): Hex8
  household(key: HouseholdKey): Hex8
  pen(key: PersonKey): Pen
}

/** Everyone who writes or votes in the texts: they need a device. */
const speakers = new Set<PersonKey>([
  ...notices.map((notice) => notice.by),
  ...threads.flatMap((thread) => [thread.by, ...thread.remarks.map((remark) => remark.by)]),
  ...votes.flatMap((vote) => [vote.by, ...vote.ballots.map((ballot) => ballot.by)]),
])

/**
 * Brings the people into the book as a real registrar would over some days: the two first officers claim their
 * devices, then households, people, offices, representatives and devices are entered.
 */
export async function enterCast(o: {
  founding: Founding
  /** The secretary's device, which outlives the founding: he is also registrar. */
  registrar: { keys: DeviceKeys; nextSeq(): number }
  clock: WalkingClock
  handIn: HandIn
}): Promise<Cast> {
  const { founding, clock, handIn } = o
  const personIds = new Map<PersonKey, Hex8>(people.map(({ key }) => [key, newHex8()]))
  personIds.set(offices.secretary, founding.secretary.person)
  personIds.set(offices.supervisor, founding.supervisor.person)
  const homeIds = new Map<HouseholdKey, Hex8>(households.map(({ key }) => [key, newHex8()]))
  const person = (key: PersonKey) => personIds.get(key)!
  const household = (key: HouseholdKey) => homeIds.get(key)!
  const pens = new Map<PersonKey, Pen>()

  const penFor = (key: PersonKey, keys: DeviceKeys, nextSeq = counter()) => {
    const pen = takePen({
      keys,
      village: founding.village,
      person: person(key),
      now: clock.now,
      handIn,
      nextSeq,
    })
    pens.set(key, pen)
    return pen
  }
  async function claim(
    key: PersonKey,
    link: ClaimLink,
    keys: DeviceKeys,
    nextSeq: () => number,
  ): Promise<Pen> {
    clock.tick(600)
    const answer = await handIn(await claimedEntry(link, keys, nextSeq(), clock.now()))
    if (verdictOf(answer).is !== 'allowed') throw new Error(`${key} could not claim: ${answer.code}`)
    return penFor(key, keys, nextSeq)
  }

  const { keys: registrarKeys, nextSeq } = o.registrar
  const registrar = await claim(offices.secretary, founding.secretary, registrarKeys, nextSeq)
  const supervisor = await claim(offices.supervisor, founding.supervisor, await newDevice(), counter())

  clock.tick(1800)
  const homes = households.map(({ key, label, group }) => ({ household: household(key), label, group }))
  standing(await registerHouseholds(registrar, homes))
  const lines = people.map(({ key, name, household: home, voter, away }) => ({
    person: person(key),
    name,
    household: household(home),
    voter,
    // In this village everyone of age is also a member of the collective.
    member: voter,
    away: away !== undefined,
  }))
  for (let n = 0; n < lines.length; n += LINES_AN_ENTRY) {
    clock.tick(900)
    standing(await importPeople(registrar, lines.slice(n, n + LINES_AN_ENTRY)))
  }

  await grantOffices({ registrar, supervisor }, clock, person, household)

  // A registrar enters at most 200 entries a day; phones are let in on the days after, face to face.
  clock.walkTo(clock.now() + DAY_MS - 2 * HOUR_MS)
  for (const { key, name } of people) {
    if (!speakers.has(key) || pens.has(key)) continue
    clock.tick(240)
    const keys = await newDevice()
    standing(await admitDevice(registrar, await requestOf(keys, name), person(key), keys.device))
    penFor(key, keys)
  }
  return { person, household, pen: (key) => pens.get(key)! }
}

async function grantOffices(
  { registrar, supervisor }: Record<'registrar' | 'supervisor', Pen>,
  clock: WalkingClock,
  person: Cast['person'],
  household: Cast['household'],
) {
  const grant = async (key: PersonKey, role: Parameters<typeof grantRole>[1]['role'], scope: Hex8[] = []) => {
    clock.tick(60)
    return standing(await grantRole(registrar, { person: person(key), role, scope }))
  }
  /** Two persons make an officer (C5). */
  const appoint = async (key: PersonKey, role: 'committee' | 'supervisor') => {
    const given = await grant(key, role)
    clock.tick(60)
    standing(await signOffice(supervisor, given))
  }
  for (const key of offices.committeeMembers) await appoint(key, 'committee')
  for (const key of offices.supervisoryMembers)
    if (key !== offices.supervisor) await appoint(key, 'supervisor')
  for (const { person: key, households: homes } of offices.gridWorkers)
    await grant(key, 'grid-worker', homes.map(household))
  for (const key of offices.representatives) await grant(key, 'villager-representative')
  for (const key of offices.partyMembers) await grant(key, 'party-member')
  for (const { key, household: home, represents } of people)
    if (represents) await grant(key, 'household-representative', [household(home)])
}
