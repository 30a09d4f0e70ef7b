import type { Role } from '#rulebook/roster.ts'
import type { Desk } from './desk.ts'
import { firstOf } from './first-of.ts'

/** 职务 with work to do in the app that others never see. */
const OFFICES: Role[] = [
  'registrar',
  'township',
  'secretary',
  'committee',
  'branch-officer',
  'supervisor',
  'grid-worker',
]

/** Whether this phone's person holds an office, as far as its roster goes. */
export async function holdsOffice(desk: Desk): Promise<boolean> {
  if (!desk.me) return false
  const { person } = desk.me
  const { roster, now } = await firstOf(desk.roster())
  return roster.holds(person, now, ...OFFICES)
}
