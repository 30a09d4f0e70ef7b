import { computed, type ComputedRef } from 'vue'
import type { Shown } from '#rulebook/shown.ts'
import { useDesk } from './use-desk.ts'
import { useReading } from './use-reading.ts'

/** An own entry as it stands now, by its id. */
export function useOwn(id: () => string | undefined): ComputedRef<Shown | undefined> {
  const desk = useDesk()
  const { value } = useReading(
    () => desk.own(),
    (rows) => rows,
  )
  return computed(() => value.value?.find((row) => row.id === id()))
}
