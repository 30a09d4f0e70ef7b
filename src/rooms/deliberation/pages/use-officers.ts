import { computed, type ComputedRef } from 'vue'
import { roleWords } from '#desk/role-words.ts'
import { useNames } from '#desk/use-names.ts'
import { useWords } from '#desk/use-words.ts'
import type { Role } from '#rulebook/roster.ts'
import { useRoster } from '../readings.ts'
import { words } from '../words.ts'

/** Who holds one of these offices now, as a field to choose from shows them: each once, by the first of them. */
export function useOfficers(
  asked: readonly Role[],
  nobody: () => string,
): ComputedRef<{ value: string; label: string }[]> {
  const [w, roles, names, roster] = [useWords(words), useWords(roleWords), useNames(), useRoster()]
  return computed(() => {
    const known = roster.value
    if (!known) return []
    const all = asked.flatMap((role) =>
      known.roster.holders(role, known.now).map((person) => ({ person, role })),
    )
    const first = all.filter(({ person }, n) => all.findIndex((one) => one.person === person) === n)
    const nameOf = (person: string) => names.value(person).name ?? w.value.someone
    return [
      { value: '', label: nobody() },
      ...first.map(({ person, role }) => ({
        value: person,
        label: `${nameOf(person)} · ${roles.value[role]}`,
      })),
    ]
  })
}
