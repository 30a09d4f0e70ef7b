import type { Place } from './kinds.ts'
import type { Roster } from './roster-index.ts'
import { entitled, type VoteTerms } from './vote.ts'

/** One line of a roll: a person, or where households cast, a household by who represents it. */
export interface RollLine {
  group: number | undefined
  household: string
  /** Undefined where nobody represents the household. */
  name: string | undefined
}

/** 名册: everyone on the roll of a vote as it was frozen at its opening, in no promised order. */
export function rollLines({ basis, group }: VoteTerms, roster: Roster, roll: Place): RollLine[] {
  const nameOf = (person: string | undefined) => person && roster.person(person, roll)?.name
  const lines =
    basis === 'household'
      ? roster.allHouseholds(roll).map((home) => ({
          group: home.group,
          household: home.label,
          name: nameOf(roster.representative(home.household, roll)) || undefined,
        }))
      : roster
          .villagers(roll)
          .filter(({ person }) => entitled(roster, person, basis, group, roll))
          .map(({ name, household }): RollLine => {
            const home = household ? roster.household(household, roll) : undefined
            return { group: home?.group, household: home?.label ?? '', name }
          })
  return lines.filter((line) => group === null || line.group === group)
}
