import { OFFICES } from '#rulebook/roster.ts'
import type { Roster } from '#rulebook/roster-index.ts'
import type { Place } from '#rulebook/kinds.ts'
import type { Desk } from './desk.ts'

/** Whether this phone's person holds an office, as far as its roster goes. */
export const holdsOffice = ({ me }: Desk, { roster, now }: { roster: Roster; now: Place }): boolean =>
  me !== undefined && roster.holds(me.person, now, ...OFFICES)
