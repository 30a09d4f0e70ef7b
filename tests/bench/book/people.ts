import type { Hex8 } from '#entry/format.ts'
import {
  claimIssued,
  deviceAdded,
  householdsRegistered,
  peopleImported,
  roleGranted,
} from '#rulebook/roster.ts'
import { CLAIM_MS, claimedEntry, newClaimKey, newHex8 } from '#server/village/claims.ts'
import { newDevice, requestOf } from '#server/village/keys.ts'
import { write, type Pen } from './pen.ts'

/** Hands entries in and waits until they stand; time goes on a little each time. */
export type HandIn = (entries: Uint8Array[]) => Promise<void>
interface Ground {
  village: Hex8
  secretary: Pen
  clock: { now: number }
  handIn: HandIn
}

const DAY = 24 * 3600 * 1000
const lists = <T>(all: T[], most: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / most) }, (_, n) => all.slice(n * most, (n + 1) * most))

/** Registers so many people, four to a household. */
export async function registerPeople(o: Ground, count: number): Promise<Hex8[]> {
  const { village, secretary, clock } = o
  const homes = Array.from({ length: Math.ceil(count / 4) }, newHex8)
  const people = Array.from({ length: count }, newHex8)
  const told = { village, at: clock.now }
  const entries: Uint8Array[] = []
  for (const list of lists(homes, 100)) {
    const lines = list.map((household, n) => ({ household, label: `第${n}户`, group: 1 + (n % 9) }))
    entries.push((await write(secretary, told, householdsRegistered, { lines })).bytes)
  }
  await o.handIn(entries)
  const rows = people.map((person, n) => {
    const household = homes[Math.floor(n / 4)]!
    return { person, name: `陶${n}`, household, voter: n % 4 !== 3, member: n % 4 !== 3, away: n % 5 === 0 }
  })
  const imports = await Promise.all(
    lists(rows, 100).map((lines) => write(secretary, told, peopleImported, { lines })),
  )
  await o.handIn(imports.map(({ bytes }) => bytes))
  return people
}

/** Admits a phone for each: every other one by a claim link, the rest face to face by the registrar. */
export async function admitPhones(o: Ground, people: Hex8[]): Promise<Pen[]> {
  const pens: Pen[] = []
  for (const some of lists(people, 150)) {
    o.clock.now += DAY
    const [given, claimed] = [[] as Uint8Array[], [] as Uint8Array[]]
    for (const [n, person] of some.entries()) {
      const pen: Pen = { person, keys: await newDevice(), seq: 0 }
      pens.push(pen)
      if (n % 2) given.push(await admission(o, pen))
      else await byLink(o, pen, given, claimed)
    }
    await o.handIn(given)
    await o.handIn(claimed)
  }
  return pens
}

async function byLink(
  { village, secretary, clock }: Ground,
  pen: Pen,
  given: Uint8Array[],
  claimed: Uint8Array[],
) {
  const { person } = pen
  const { claimKey, secret } = await newClaimKey()
  const [at, until] = [clock.now, clock.now + CLAIM_MS - DAY]
  given.push((await write(secretary, { village, at }, claimIssued, { person, claimKey, until })).bytes)
  claimed.push(await claimedEntry({ village, person, claimKey, secret }, pen.keys, ++pen.seq, at))
}

async function admission({ village, secretary, clock }: Ground, { person, keys }: Pen): Promise<Uint8Array> {
  const { name: _, ...request } = await requestOf(keys, '')
  const body = { person, device: keys.device, ...request }
  return (await write(secretary, { village, at: clock.now }, deviceAdded, body)).bytes
}

/** Makes someone a member of the committee, who may publish notices. */
export async function appoint(o: Ground, person: Hex8): Promise<void> {
  const grant = { person, role: 'committee' as const, scope: [], until: 0 }
  const { bytes } = await write(o.secretary, { village: o.village, at: o.clock.now }, roleGranted, grant)
  await o.handIn([bytes])
}

/** A link by which one more phone can join, for the real browser. */
export async function newLink(o: Ground, person: Hex8) {
  const { claimKey, secret } = await newClaimKey()
  const body = { person, claimKey, until: o.clock.now + CLAIM_MS - DAY }
  const { bytes } = await write(o.secretary, { village: o.village, at: o.clock.now }, claimIssued, body)
  await o.handIn([bytes])
  return { village: o.village, person, claimKey, secret }
}
