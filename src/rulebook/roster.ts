import { bytes, flag, hex8, list, maybe, oneOf, row, text, whole } from './shape.ts'
import { kind } from './kinds.ts'

/** Offices and standings a person can hold. The place in the list is the number on the wire: only append. */
export const ROLES = [
  'secretary',
  'registrar',
  'committee',
  'supervisor',
  'grid-worker',
  'household-representative',
  'villager-representative',
  'party-member',
  'branch-officer',
  'township',
] as const
export type Role = (typeof ROLES)[number]
/**
 * 职务: who leads or watches over the village's affairs, or lets people into them; the others speak for a household, for
 * neighbours or for themselves. D1 goes by it.
 */
export const OFFICES: readonly Role[] = [
  'secretary',
  'committee',
  'supervisor',
  'registrar',
  'township',
  'branch-officer',
  'grid-worker',
]

/** A claim link holds for seven days. */
export const CLAIM_DAYS = 7
export const MAX_DEVICES_PER_PERSON = 3

const key = bytes(65)
const firstOfficer = row({ person: hex8, name: text(1, 40), claimKey: key })

/** The village's first entry: its name, the relay's key, the root key on paper, and its first officers. */
export const villageFounded = kind(1, 'village.founded', {
  name: text(1, 40),
  relayKey: key,
  rootKey: key,
  secretary: firstOfficer,
  supervisor: firstOfficer,
  claimUntil: whole(),
  rulebook: whole(1),
  helpPhone: text(0, 40),
})
export const rulebookAdopted = kind(2, 'rulebook.adopted', { rulebook: whole(1) })
export const householdsRegistered = kind(3, 'households.registered', {
  lines: list(row({ household: hex8, label: text(1, 40), group: whole(1, 99) }), 1, 100),
})
/** Registers people, or changes what stands of them. Without a household: has left the village. */
export const peopleImported = kind(4, 'people.imported', {
  lines: list(
    row({ person: hex8, name: text(1, 40), household: maybe(hex8), voter: flag, member: flag, away: flag }),
    1,
    100,
  ),
})
/** A device admitted by a registrar who met its owner; `proof` is the new device's word over its request. */
export const deviceAdded = kind(6, 'device.added', {
  person: hex8,
  device: hex8,
  key,
  sealingKey: key,
  nonce: bytes(16),
  proof: bytes(64),
  label: text(0, 40),
})
export const deviceRevoked = kind(7, 'device.revoked', { device: hex8, reason: text(0, 200) })
/** A claim link given out: whoever holds the private half may admit one device for the person, once. */
export const claimIssued = kind(8, 'claim.issued', { person: hex8, claimKey: key, until: whole() })
/** A device that admits itself; `proof` is the claim key's word over the device's key. */
export const deviceClaimed = kind(9, 'device.claimed', {
  person: hex8,
  key,
  sealingKey: key,
  claimKey: key,
  proof: bytes(64),
  label: text(0, 40),
})
/** A role, for the households in `scope` (grid worker, household representative), until a time or 0. */
export const roleGranted = kind(10, 'role.granted', {
  person: hex8,
  role: oneOf(ROLES),
  scope: list(hex8, 0, 100),
  until: whole(),
})
export const roleEnded = kind(11, 'role.ended', { person: hex8, role: oneOf(ROLES), reason: text(0, 200) })
