import { encodeCbor, fromHex, type Cbor, type Fields, type Proof } from '#entry/format.ts'
import { ruled, type Author, type BodyOf, type Ground, type Place, type Ruled } from './kinds.ts'
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
import { ALLOWED, refused, type Verdict } from './verdict.ts'

/** Who may give and end each role; the root key too where the township may. */
const GIVEN_BY: Record<Role, readonly Role[]> = {
  secretary: ['township'],
  registrar: ['township'],
  township: ['township'],
  committee: ['registrar'],
  supervisor: ['registrar'],
  'branch-officer': ['registrar'],
  'grid-worker': ['registrar'],
  'household-representative': ['registrar'],
  'villager-representative': ['registrar'],
  'party-member': ['registrar'],
}
const RUNS_THE_VILLAGE: readonly Role[] = ['secretary', 'committee', 'registrar']

const byRegistrar =
  (rule: string) =>
  (_: unknown, place: Place, author: Author, { roster }: Ground) =>
    roster.holds(author.person, place, 'registrar') ? ALLOWED : refused(rule, 'no-role')

/** Whether someone may give or end a role; the rule differs only in its number. */
export const mayChange = (
  role: Role,
  place: Place,
  { person }: Pick<Author, 'person'>,
  { roster }: Pick<Ground, 'roster'>,
): boolean =>
  roster.holds(person, place, ...GIVEN_BY[role]) ||
  (GIVEN_BY[role].includes('township') && roster.isRoot(person))

export const rosterRules: Ruled[] = [
  // R1: A village begins with one founding, signed by its root key; it stands first and only once.
  ruled(villageFounded, (_, place) => (place.i === 1 ? ALLOWED : refused('R1', 'no-role'))),

  // R2: A new version of the rulebook is adopted by the secretary, one number at a time.
  ruled(rulebookAdopted, ({ body }, place, { person }, { roster }) => {
    if (!roster.holds(person, place, 'secretary')) return refused('R2', 'no-role')
    return body.rulebook === roster.version(place) + 1 ? ALLOWED : refused('R2', 'out-of-scope')
  }),

  // R3: Households and people are entered by the registrar; a person's household must stand in the book.
  ruled(householdsRegistered, byRegistrar('R3')),
  ruled(peopleImported, ({ body }, place, author, ground) => {
    if (!ground.roster.holds(author.person, place, 'registrar')) return refused('R3', 'no-role')
    const known = body.lines.every((l) => l.household === null || ground.roster.household(l.household, place))
    return known ? ALLOWED : refused('R3', 'out-of-scope')
  }),

  // R4: A device is admitted by the registrar, for a registered person, on the device's own signed request.
  ruled(deviceAdded, ({ body }, place, author, { roster }) => {
    if (!roster.holds(author.person, place, 'registrar')) return refused('R4', 'no-role')
    return roster.person(body.person, place) ? ALLOWED : refused('R4', 'out-of-scope')
  }),

  // R5: A device is revoked by the registrar, or by another device of the same person.
  ruled(deviceRevoked, ({ body }, place, author, ground) => {
    if (ground.roster.holds(author.person, place, 'registrar')) return ALLOWED
    const own = ground.device(body.device)
    return own?.person === author.person && own.device !== author.device ? ALLOWED : refused('R5', 'no-role')
  }),

  // R6: A claim link is given out by the registrar to a registered person, for at most seven days.
  ruled(claimIssued, ({ body }, place, author, { roster }) => {
    if (!roster.holds(author.person, place, 'registrar')) return refused('R6', 'no-role')
    const longest = place.at + 7 * 24 * 3600 * 1000
    return roster.person(body.person, place) && body.until <= longest
      ? ALLOWED
      : refused('R6', 'out-of-scope')
  }),

  // R7: A claim link admits one device, once, for the person it was given to, before its time is over.
  ruled(deviceClaimed, ({ body }, place, _, { roster }) => {
    const claim = roster.claim(body.claimKey, place)
    if (!claim) return refused('R7', claim === null ? 'closed' : 'not-eligible')
    if (claim.person !== body.person) return refused('R7', 'not-eligible')
    return place.at <= claim.until ? ALLOWED : refused('R7', 'closed')
  }),

  // R8: Roles are given by the registrar; secretary, registrar and township by the township or the root key.
  // R9: A supervisor is never secretary, committee member or registrar, nor the other way round.
  // R10: A role goes to a registered person; a household's to a grown-up of its own, a grid worker's to a list of households.
  ruled(roleGranted, ({ body }, place, author, ground) => {
    if (!mayChange(body.role, place, author, ground)) return refused('R8', 'no-role')
    return mayGet(body, place, ground)
  }),

  // R11: A role is ended by whoever may give it; its holder may always lay it down.
  ruled(roleEnded, ({ body }, place, author, ground) =>
    body.person === author.person || mayChange(body.role, place, author, ground)
      ? ALLOWED
      : refused('R11', 'no-role'),
  ),
]

/** R9, R10: whether somebody can hold what he is given. */
export function mayGet(
  { person: id, role, scope }: BodyOf<typeof roleGranted>,
  place: Place,
  ground: Pick<Ground, 'roster'>,
): Verdict {
  const { roster } = ground
  const person = roster.person(id, place)
  if (!person) return refused('R10', 'out-of-scope')
  const other: readonly Role[] = role === 'supervisor' ? RUNS_THE_VILLAGE : ['supervisor']
  const watched = role === 'supervisor' || RUNS_THE_VILLAGE.includes(role)
  if (watched && roster.holds(id, place, ...other)) return refused('R9', 'out-of-scope')
  return scopeFits(role, scope, person, place, ground)
}

function scopeFits(
  role: Role,
  scope: string[],
  person: { household: string | null; voter: boolean },
  place: Place,
  { roster }: Pick<Ground, 'roster'>,
): Verdict {
  if (role === 'household-representative')
    return scope.length === 1 && scope[0] === person.household && person.voter
      ? ALLOWED
      : refused('R10', 'out-of-scope')
  if (role === 'grid-worker')
    return scope.length > 0 && scope.every((h) => roster.household(h, place))
      ? ALLOWED
      : refused('R10', 'out-of-scope')
  return scope.length === 0 ? ALLOWED : refused('R10', 'out-of-scope')
}

/** What a phone signs when it asks to be admitted: its keys and a nonce, in no village yet. */
export const requestMessage = (key: Uint8Array, sealingKey: Uint8Array, nonce: Uint8Array): Uint8Array =>
  encodeCbor([key, sealingKey, nonce])

/** What a claim key signs: the village and the keys of the device it admits. */
export const claimMessage = (village: string, key: Uint8Array, sealingKey: Uint8Array): Uint8Array =>
  encodeCbor([fromHex(village, 8), key, sealingKey])

/** Which further signature an entry's body carries; the opener checks it, as rules cannot wait for crypto. */
export function proofOf(fields: Fields, body: Cbor[] | null): Proof | undefined {
  if (fields.kind === deviceAdded.number) {
    const b = deviceAdded.body.read(body)
    if (!b) return undefined
    const message = requestMessage(b.key, b.sealingKey, b.nonce)
    return {
      key: b.key,
      purpose: 'xy1request',
      message,
      signature: b.proof,
      named: { device: b.device, key: b.key },
    }
  }
  if (fields.kind === deviceClaimed.number) {
    const b = deviceClaimed.body.read(body)
    if (!b) return undefined
    const message = claimMessage(fields.village, b.key, b.sealingKey)
    const named = { device: fields.device, key: b.key }
    return { key: b.claimKey, purpose: 'xy1claim', message, signature: b.proof, named }
  }
  return undefined
}

/** The key of an entry that brings its own author: the founding, and a device claiming admission. */
export function ownKeyOf(fields: Fields, body: Cbor[] | null): Uint8Array | undefined {
  if (fields.kind === villageFounded.number) return villageFounded.body.read(body)?.rootKey
  if (fields.kind === deviceClaimed.number) return deviceClaimed.body.read(body)?.key
  return undefined
}
