import { computed, type ComputedRef } from 'vue'
import { useNames } from '#desk/use-names.ts'
import { useRoster, type VoteRead } from '../readings.ts'
import type { DeliberationWords } from '../words.ts'

/** Why this person cannot vote, and whom to ask about it; undefined where he can, or it is not known yet. */
export function useWhyNot(
  w: ComputedRef<DeliberationWords>,
  right: () => VoteRead['right'],
): ComputedRef<string | undefined> {
  const [names, known] = [useNames(), useRoster()]
  const registrar = computed(() => {
    const [first] = known.value ? known.value.roster.holders('registrar', known.value.now) : []
    return names.value(first).name ?? ''
  })
  return computed(() => {
    const now = right()
    if (!now || now.is === 'may') return undefined
    if (now.is === 'barred')
      return now.by === 'unverified' && registrar.value
        ? w.value.cannot.unverified + w.value.verifyAsk(registrar.value)
        : w.value.cannot[now.by]
    const why = w.value.cannot[now.because]
    if (now.because === 'not-on-roll') return why + w.value.cannotAsk['not-on-roll'](registrar.value)
    if (now.because !== 'not-representing') return why
    const speaks = now.household && known.value?.roster.representative(now.household, known.value.now)
    const name = speaks ? names.value(speaks).name : undefined
    return why + w.value.cannotAsk['not-representing'](name ?? w.value.household)
  })
}
