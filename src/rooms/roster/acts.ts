import type { Writing, Written } from '#desk/desk.ts'
import { entryCosigned } from '#rulebook/cosign.ts'
import type { JoinRequest } from '#rulebook/enrol.ts'
import type { BodyOf } from '#rulebook/kinds.ts'
import {
  claimIssued,
  deviceAdded,
  deviceRevoked,
  householdsRegistered,
  peopleImported,
  roleEnded,
  roleGranted,
  type Role,
} from '#rulebook/roster.ts'

export type HouseholdLine = BodyOf<typeof householdsRegistered>['lines'][number]
export type PersonLine = BodyOf<typeof peopleImported>['lines'][number]
export type ClaimTerms = BodyOf<typeof claimIssued>

/** One entry carries at most this many households or people. */
export const LINES_AN_ENTRY = 100

/** Enters households, or changes what stands of them. */
export const registerHouseholds = (desk: Writing, lines: HouseholdLine[]): Promise<Written> =>
  desk.write(householdsRegistered, { lines })

/** Enters people, or changes what stands of them; without a household somebody has left the village. */
export const importPeople = (desk: Writing, lines: PersonLine[]): Promise<Written> =>
  desk.write(peopleImported, { lines })

/** Lets a phone in for a person. `device` is the first 8 bytes of the SHA-256 of the request's key. */
export const admitDevice = (
  desk: Writing,
  { key, sealingKey, nonce, proof, label }: JoinRequest,
  person: string,
  device: string,
): Promise<Written> => desk.write(deviceAdded, { person, device, key, sealingKey, nonce, proof, label })

/** From its place in the book on, that phone is not heard. */
export const revokeDevice = (desk: Writing, device: string, reason = ''): Promise<Written> =>
  desk.write(deviceRevoked, { device, reason })

/** Gives out a claim link: whoever holds its private half may join one phone for the person, until then. */
export const issueClaim = (desk: Writing, claim: ClaimTerms): Promise<Written> =>
  desk.write(claimIssued, claim)

/** Gives a role; `scope` names the households it is for, `until` its end (ms), 0 for none. */
export const grantRole = (
  desk: Writing,
  { person, role, scope = [], until = 0 }: { person: string; role: Role; scope?: string[]; until?: number },
): Promise<Written> => desk.write(roleGranted, { person, role, scope, until })

/** Stands behind an office that somebody else gave (C5). */
export const signOffice = (desk: Writing, office: string): Promise<Written> =>
  desk.write(entryCosigned, {}, [office, office])

/** Ends a role, takes back one that waits, or lays down one's own. */
export const endRole = (
  desk: Writing,
  { person, role, reason = '' }: { person: string; role: Role; reason?: string },
): Promise<Written> => desk.write(roleEnded, { person, role, reason })
