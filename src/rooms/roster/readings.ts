import { computed, type ComputedRef } from 'vue'
import { useDesk } from '#desk/use-desk.ts'
import { useReading } from '#desk/use-reading.ts'
import type { JoinRequest } from '#rulebook/enrol.ts'
import type { Place } from '#rulebook/kinds.ts'
import { entryCosigned } from '#rulebook/cosign.ts'
import { maySignOffice, signersOf } from '#rulebook/office-rules.ts'
import { deviceAdded, deviceClaimed, ROLES, roleGranted, type Role } from '#rulebook/roster.ts'
import type { Household, Person, Roster } from '#rulebook/roster-index.ts'
import { mayChange } from '#rulebook/roster-rules.ts'
import { ofKind, stands, timeOf, type Shown } from '#rulebook/shown.ts'

export type { Household, Person, Role }

/** The roster as it stands now. */
export interface Now {
  roster: Roster
  now: Place
}

export const useRoster = (): Readonly<{ value: Now | undefined }> => {
  const desk = useDesk()
  return useReading(
    () => desk.roster(),
    (current) => current,
  ).value
}

/** What this phone's person may do here. */
export interface Rights {
  person: string | undefined
  device: string | undefined
  /** Enters people and lets phones in. */
  registers: boolean
  /** Roles that may be given and ended. */
  gives: Role[]
}

export function useRights(): ComputedRef<Rights> {
  const desk = useDesk()
  const current = useRoster()
  return computed(() => {
    const { person, device } = desk.me ?? {}
    if (!person || !current.value) return { person, device, registers: false, gives: [] }
    const { roster, now } = current.value
    const gives = ROLES.filter((role) => mayChange(role, now, { person }, { roster }))
    return { person, device, registers: roster.holds(person, now, 'registrar'), gives }
  })
}

export interface HouseholdShown extends Household {
  people: Person[]
}

/** Households with those who live in them, by group and in the order in which they were entered. */
export function householdsOf({ roster, now }: Now): HouseholdShown[] {
  const byHome = new Map<string, Person[]>()
  for (const person of roster.villagers(now)) {
    const home = byHome.get(person.household!)
    if (home) home.push(person)
    else byHome.set(person.household!, [person])
  }
  return roster
    .allHouseholds(now)
    .map((household) => ({ ...household, people: byHome.get(household.household) ?? [] }))
    .sort((a, b) => a.group - b.group)
}

/** Whether a household is meant: by its own name, or by anybody's in it. */
export const isMeant = ({ label, people }: HouseholdShown, search: string): boolean =>
  label.includes(search) || people.some(({ name }) => name.includes(search))

export interface OfficeHeld {
  role: Role
  /** From when it counts (ms). */
  since: number
  /** 0 for no end. */
  until: number
  scope: string[]
}

/** Every role that a person holds now. */
export const officesOf = (person: string, { roster, now }: Now): OfficeHeld[] =>
  ROLES.flatMap((role) => {
    const grant = roster.role(person, role, now)
    return grant ? [{ role, ...grant }] : []
  })

/** An office that waits for a second signature. */
export interface OfficePending {
  id: string
  person: string
  role: Role
  until: number
  /** Who gave it, and when (ms). */
  by: string | undefined
  at: number
  /** Whose signature it waits for: those who are there, or would be. */
  signers: readonly Role[]
  /** This phone's person may sign it. */
  mayI: boolean
  /** He has, and the village does not have it yet. */
  isSigned: boolean
  /** He holds it already: what waits is a new term. */
  isHeld: boolean
}

/** The offices that wait, among the rows that say who gave them, for whoever looks. */
export const pendingOffices = (
  rows: readonly Shown[],
  me: string | undefined,
  { roster, now }: Now,
): OfficePending[] => {
  const givers = new Map(rows.map(({ id, author }) => [id, author]))
  const signed = ofKind(rows, entryCosigned).filter((row) => row.own && stands(row))
  return roster.pending.all(now).map((office) => {
    const [by, { person, role, until }] = [givers.get(office.id), office.body]
    const named = signersOf(role, by ?? '', roster, now)
    const present = named.filter((one) => roster.holders(one, now).length > 0)
    return {
      ...{ id: office.id, person, role, until, by, at: office.place.at },
      signers: present.length > 0 ? present : named,
      mayI: me !== undefined && maySignOffice(office, by ?? '', roster, me, now),
      isSigned: signed.some(({ refs }) => refs[1] === office.id),
      isHeld: roster.holds(person, now, role),
    }
  })
}

export function usePending(): ComputedRef<OfficePending[]> {
  const desk = useDesk()
  const current = useRoster()
  const rows = useReading(
    () => desk.watch({ kinds: [roleGranted, entryCosigned] }),
    (all) => all,
  ).value
  return computed(() =>
    current.value && rows.value ? pendingOffices(rows.value, desk.me?.person, current.value) : [],
  )
}

export interface DeviceShown {
  device: string
  person: string
  label: string
  /** Who let it in; undefined where it came in by a claim link. */
  approvedBy: string | undefined
  byLink: boolean
  at: number
  revoked: boolean
  /** Not in the book yet: written on this phone only. */
  provisional: boolean
}

/** All admitted phones, the newest first. */
export function useDevices(): ComputedRef<DeviceShown[] | undefined> {
  const desk = useDesk()
  const current = useRoster()
  const rows = useReading(
    () => desk.devices(),
    (all) => all.filter((row) => row.standing.is !== 'refused'),
  ).value
  return computed(() => {
    if (!rows.value || !current.value) return undefined
    const { roster, now } = current.value
    const shown = (row: Shown, device: string, body: { person: string; label: string }, byLink: boolean) => ({
      device,
      person: body.person,
      label: body.label,
      approvedBy: byLink ? undefined : row.author,
      byLink,
      at: timeOf(row),
      revoked: roster.isRevoked(device, now),
      provisional: row.standing.is !== 'receipted',
    })
    const added = ofKind(rows.value, deviceAdded).map((row) => shown(row, row.body.device, row.body, false))
    const claimed = ofKind(rows.value, deviceClaimed).map((row) => shown(row, row.device, row.body, true))
    return [...added, ...claimed].sort((a, b) => b.at - a.at)
  })
}

/** Requests that were handed in at the relay. */
export const useRequests = (): Readonly<{ value: JoinRequest[] | undefined }> => {
  const desk = useDesk()
  return useReading(
    () => desk.joining.requests(),
    (requests) => requests,
  ).value
}
