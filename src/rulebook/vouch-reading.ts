import type { Hex8 } from '#entry/format.ts'
import type { Place } from './kinds.ts'
import { deviceAdded, deviceClaimed } from './roster.ts'
import type { Roster } from './roster-index.ts'
import { inOrder, ofKind, stands, timeOf, type Shown } from './shown.ts'
import { entitled, type VoteTerms } from './vote.ts'
import { rollOf } from './vote-reading.ts'
import { asksVouching, isNewPhone, mayVouch, phoneVouched } from './vouch.ts'

/** A phone that is new to a vote. */
export interface NewPhone {
  device: Hex8
  person: Hex8
  label: string
  /** When it was let in (ms), and by whom; undefined: by a link. */
  at: number
  letInBy: Hex8 | undefined
}

/** Whether a vote, as a phone shows it, asks for a supervisor's word on new phones. */
export const isAsking = (opening: Shown<VoteTerms>, roster: Roster): boolean => {
  const place = rollOf(opening)
  return place !== undefined && asksVouching({ body: opening.body, place }, roster)
}

/** B5 as the screens ask it: whether a person may vouch in a vote, which must ask for that. */
export function mayVouchIn(opening: Shown<VoteTerms>, roster: Roster, person: Hex8, now: Place): boolean {
  const roll = rollOf(opening)
  return roll !== undefined && isAsking(opening, roster) && mayVouch(roster, person, now, roll)
}

/**
 * The phones among `admitted` (rows of device.added and device.claimed) that are new to a vote, of people on its roll,
 * the newest first.
 */
export function newPhonesIn(
  admitted: readonly Shown[],
  opening: Shown<VoteTerms>,
  roster: Roster,
): NewPhone[] {
  const roll = rollOf(opening)
  if (!roll || !isAsking(opening, roster)) return []
  const { basis, group } = opening.body
  const added = ofKind(admitted, deviceAdded).map((row) => ({ row, device: row.body.device, by: row.author }))
  const claimed = ofKind(admitted, deviceClaimed).map((row) => ({ row, device: row.device, by: undefined }))
  return [...added, ...claimed]
    .filter(({ row }) => {
      const isNew = row.standing.is === 'receipted' && isNewPhone({ at: timeOf(row) }, roll.at)
      return isNew && entitled(roster, row.body.person, basis, group, roll)
    })
    .map(({ row, device, by }) => {
      const { person, label } = row.body
      return { device, person, label, at: timeOf(row), letInBy: by }
    })
    .sort((a, b) => b.at - a.at)
}

/** A supervisor's word on a phone, as far as this phone knows it. */
export interface Vouch {
  by: Hex8 | undefined
  device: Hex8
  person: Hex8
  /** The village has it: it counts. Otherwise it is only on this phone so far. */
  isThere: boolean
}

/** The words on phones among the rows of a vote that stand. */
export const vouchesIn = (rows: readonly Shown[]): Vouch[] =>
  inOrder(ofKind(rows, phoneVouched).filter(stands)).map(({ author, body, standing }) => ({
    by: author,
    ...body,
    isThere: standing.is === 'receipted',
  }))

/** The word on a phone that makes its ballots count: one that says whose it really is. */
export const wordOn = (vouches: readonly Vouch[], phone: { device: Hex8; person: Hex8 }): Vouch | undefined =>
  vouches.find(({ device, person }) => device === phone.device && person === phone.person)
