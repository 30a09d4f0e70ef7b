import type { InjectionKey } from 'vue'
import type { Router } from 'vue-router'
import { breath } from './breath.ts'
import { places } from './places.ts'

/** A screen that gathers what it shows calls it once that is drawn. */
export const SCREEN_DRAWN: InjectionKey<() => void> = Symbol('screen drawn')

/** Nothing is held back for longer, whatever a screen waits for. */
const AT_THE_LATEST_MS = 3000

/** Resolves when the first screen is there to be read: for home when it says so, for the others with their page. */
export async function firstScreen(router: Router, drawn: Promise<void>): Promise<void> {
  await router.isReady()
  if (router.currentRoute.value.path === places.home)
    await Promise.race([drawn, new Promise<void>((resolve) => setTimeout(resolve, AT_THE_LATEST_MS))])
  await breath()
}
