import { computed, type ComputedRef } from 'vue'
import { wholeVolume } from '#rulebook/volumes.ts'
import { useDesk } from './use-desk.ts'
import { useReading } from './use-reading.ts'

/** Whether any of these volumes did not hold, so that this phone takes nothing more of it. */
export function useFrozen(volumes: () => readonly string[]): ComputedRef<boolean> {
  const desk = useDesk()
  const { value } = useReading(
    () => desk.frozen(),
    (names) => names.map(wholeVolume),
  )
  return computed(() => value.value?.some((name) => volumes().includes(name)) ?? false)
}
