import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { Desk, Link } from '#desk/desk.ts'

/** The sync light, as the desk tells it. */
export const useLight = defineStore('link', () => {
  const link = shallowRef<Link>({
    state: 'trying',
    unsent: 0,
    handing: 0,
    lastReached: undefined,
    barredBy: 0,
    isFull: false,
    alarms: 0,
  })
  /** False until the desk has said anything, so that nothing is claimed before. */
  const known = shallowRef(false)
  /** When the oldest entry that is only on this phone was written (ms). */
  const oldestUnsent = shallowRef<number>()

  function follow(desk: Desk) {
    desk.link.subscribe(
      (now) => {
        link.value = now
        known.value = true
      },
      () => {},
    )
    desk.own().subscribe(
      (rows) => {
        const times = rows.filter((row) => row.standing.is === 'provisional').map((row) => row.at)
        oldestUnsent.value = times.length ? Math.min(...times) : undefined
      },
      () => {},
    )
  }
  return { link, known, oldestUnsent, follow }
})
