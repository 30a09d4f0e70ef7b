import { createApp } from 'vue'
import type { Desk } from '#desk/desk.ts'
import { DESK } from '#desk/use-desk.ts'
import type { Fitness, Rescue } from '../mount.ts'
import RescueScreen from './RescueScreen.vue'
import Unfit from './Unfit.vue'

/** The screen before the house: why the app cannot run here, or cannot open its book, and what to do. */
export function mountThreshold(desk: Desk, fitness: Fitness, rescue: Rescue | undefined): void {
  const [screen, props] = fitness !== 'ok' ? [Unfit, { fitness }] : [RescueScreen, { rescue }]
  createApp(screen, props).provide(DESK, desk).mount('#app')
}
