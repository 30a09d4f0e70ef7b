import { onScopeDispose, shallowRef, watchEffect, type Ref, type ShallowRef } from 'vue'
import type { Watched } from './desk.ts'

/** What a reading has: undefined until the first rows are there. */
export interface Reading<T> {
  value: Readonly<ShallowRef<T | undefined>>
  /** What the phone could not read; the screen's error boundary says so. */
  failed: Readonly<Ref<unknown>>
}

/**
 * A reading that follows the ledger: `source` is watched (and watched anew when a ref in it changes), `reading`
 * turns its rows into what the screen shows. Stops with the component.
 */
export function useReading<T, R>(source: () => Watched<T>, reading: (rows: T) => R): Reading<R> {
  const value = shallowRef<R>()
  const failed = shallowRef<unknown>()
  let stop = () => {}
  watchEffect(() => {
    stop()
    stop = source().subscribe(
      (rows) => (value.value = reading(rows)),
      (error) => (failed.value = error),
    )
  })
  onScopeDispose(() => stop())
  return { value, failed }
}
