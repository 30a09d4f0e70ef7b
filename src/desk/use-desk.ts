import { inject, type InjectionKey } from 'vue'
import type { Desk } from './desk.ts'

export const DESK: InjectionKey<Desk> = Symbol('desk')

/** The desk of this phone; main.ts provides it. */
export function useDesk(): Desk {
  const desk = inject(DESK)
  if (!desk) throw new Error('no desk provided: main.ts provides it before the app is mounted')
  return desk
}
