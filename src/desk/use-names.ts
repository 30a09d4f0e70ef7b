import { computed, type ComputedRef } from 'vue'
import type { Hex8 } from '#entry/format.ts'
import type { Place } from '#rulebook/kinds.ts'
import type { Roster } from '#rulebook/roster-index.ts'
import { useDesk } from './use-desk.ts'
import { useReading } from './use-reading.ts'
import type { Bilingual } from './use-words.ts'

/** Who a person is, as the roster on this phone has it. */
export interface Named {
  /** Undefined while the roster that names the person has not arrived. */
  name: string | undefined
  household: string | undefined
  /** 村民小组. */
  group: number | undefined
  /** Lives away: what is said comes from afar. */
  away: boolean
}
export type NameOf = (person: Hex8 | undefined) => Named

const NOBODY: Named = { name: undefined, household: undefined, group: undefined, away: false }

/** Persons as the roster had them at a place. */
export const namesIn =
  (roster: Roster, place: Pick<Place, 'i'>): NameOf =>
  (person) => {
    const known = person && roster.person(person, place)
    if (!known) return NOBODY
    const home = known.household === null ? undefined : roster.household(known.household, place)
    return { name: known.name, household: home?.label, group: home?.group, away: known.away }
  }

/** The names of persons, following the roster. */
export function useNames(): ComputedRef<NameOf> {
  const desk = useDesk()
  const { value } = useReading(
    () => desk.roster(),
    (current) => current,
  )
  return computed(() => {
    // Read here and not in the answer: another roster gives another function, by which a screen knows that it changed.
    const current = value.value
    return current ? namesIn(current.roster, current.now) : () => NOBODY
  })
}

const DIGITS = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十']

/** 三组: groups are named by their number, in characters as far as people say them so. */
export const groupWords = (group: number): Bilingual => ({
  zh: `${DIGITS[group] ?? group}组`,
  en: `Group ${group}`,
})
