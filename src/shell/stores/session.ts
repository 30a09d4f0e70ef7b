import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Desk, Me } from '#desk/desk.ts'

export type Joined = 'none' | 'asked' | 'unverified' | 'member' | 'revoked'

const CADRES = ['secretary', 'registrar', 'committee', 'supervisor', 'grid-worker', 'township'] as const

/** Who is using this phone, and how far they are in the village. */
export const useSession = defineStore('session', () => {
  const me = shallowRef<Me>()
  const joined = shallowRef<Joined>()
  const village = shallowRef<string>()
  const name = shallowRef<string>()
  const isCadre = shallowRef(false)
  const isIn = computed(() => joined.value === 'member' || joined.value === 'unverified')

  function follow(desk: Desk) {
    me.value = desk.me
    desk.joining.state().subscribe(
      (state) => {
        joined.value = state
        me.value = desk.me
      },
      () => {},
    )
  }

  /** Reads in the roster who this is; on a weak phone that takes a second, and the first screen comes before it. */
  function meet(desk: Desk) {
    desk.roster().subscribe(
      ({ roster, now }) => {
        const person = desk.me?.person
        village.value = roster.founding?.body.name
        name.value = person && roster.person(person, now)?.name
        isCadre.value = person !== undefined && roster.holds(person, now, ...CADRES)
      },
      () => {},
    )
  }
  return { me, joined, village, name, isCadre, isIn, follow, meet }
})
