import type { Hex8 } from '#entry/format.ts'
import type { Admission, Ground, Place } from './kinds.ts'
import { COSIGN_WITHIN_MS } from './cosign.ts'
import type { Given } from './pending-offices.ts'
import type { Roster } from './roster-index.ts'
import { mayChange, mayGet } from './roster-rules.ts'
import type { Role } from './roster.ts'
import { refused, type Verdict } from './verdict.ts'
import { isNewPhone } from './vouch.ts'

const SIGNED_BY: Partial<Record<Role, readonly Role[]>> = {
  committee: ['supervisor', 'township'],
  'branch-officer': ['supervisor', 'township'],
  secretary: ['supervisor'],
  registrar: ['supervisor'],
  township: ['supervisor'],
}

/** Those whose second signature makes an office count (C5), as the village stands at a place; `author` gave it. */
export function signersOf(role: Role, author: Hex8, roster: Roster, place: Place): readonly Role[] {
  // Without a township a supervisor helps to choose the next one.
  if (role === 'supervisor') return roster.holders('township', place).length ? ['township'] : ['supervisor']
  const usual = SIGNED_BY[role] ?? []
  // No supervisor can hold up by himself what is to replace those who are gone.
  return roster.isRoot(author) ? [...usual, 'villager-representative'] : usual
}

/** C5; the screens ask it as well: whether a person's signature is the second one that an office waits for. */
export function maySignOffice(
  { body }: Pick<Given, 'body'>,
  author: Hex8,
  roster: Roster,
  person: Hex8,
  place: Place,
): boolean {
  const isRoots = body.role === 'supervisor' && roster.isRoot(person)
  const isOffice = isRoots || roster.holds(person, place, ...signersOf(body.role, author, roster, place))
  return isOffice && person !== body.person && person !== author
}

/** C5, C6, and what holds for every second signature (C2, C3). R9 and R10 are asked again: offices change meanwhile. */
export function judgeOffice(
  office: Given,
  from: Admission,
  author: Hex8,
  place: Place,
  { roster }: Pick<Ground, 'roster'>,
): Verdict {
  const { body } = office
  // C5: An office counts once one whom the table of offices names has signed as well, who is not the one that gets it.
  if (!roster.pending.waits(office, place)) return refused('C5', 'closed')
  if (from.person === author || !mayChange(body.role, place, { person: author }, { roster }))
    return refused('C2', 'not-eligible')
  if (!maySignOffice(office, author, roster, from.person, place)) return refused('C5', 'no-role')
  if (place.at - office.place.at > COSIGN_WITHIN_MS) return refused('C3', 'closed')
  // C6: The second signature for an office comes from a phone let in at least 24 hours before, or by the founding.
  if (isNewPhone(from, place.at) && !roster.cameWithFounding(from.device))
    return refused('C6', 'not-eligible')
  return mayGet(body, place, { roster })
}
