import type { Hex8 } from '#entry/format.ts'
import type { Place } from './kinds.ts'
import type { Roster } from './roster-index.ts'
import { entitled, type VoteTerms } from './vote.ts'

/** One line of a roll: a person, or where households cast, a household by who represents it. */
export interface RollLine {
  /** Undefined where nobody represents the household. */
  person: Hex8 | undefined
  group: number | undefined
  household: string
  /** Undefined where nobody represents the household. */
  name: string | undefined
}

/**
 * 名册: everyone on the roll of a vote as it was frozen at its opening, in no promised order. `now`: when it is asked
 * who represents a household.
 */
export function rollLines({ basis, group }: VoteTerms, roster: Roster, roll: Place, now = roll): RollLine[] {
  const nameOf = (person: string | undefined) => person && roster.person(person, roll)?.name
  const speaks = (household: Hex8) => roster.representative(household, now)
  const lines =
    basis === 'household'
      ? roster.allHouseholds(roll).map((home) => ({
          person: speaks(home.household),
          group: home.group,
          household: home.label,
          name: nameOf(speaks(home.household)) || undefined,
        }))
      : roster
          .villagers(roll)
          .filter(({ person }) => entitled(roster, person, basis, group, roll))
          .map(({ person, name, household }): RollLine => {
            const home = household ? roster.household(household, roll) : undefined
            return { person, group: home?.group, household: home?.label ?? '', name }
          })
  return lines.filter((line) => group === null || line.group === group)
}
