import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { RouterLink } from 'vue-router'
import type { Desk } from '#desk/desk.ts'
import { DESK } from '#desk/use-desk.ts'
import { fetchEnglish } from '#desk/use-words.ts'
import { linkKey } from '#ui/link.ts'
import '#ui/tokens.css'
import '#ui/base.css'
import AppFrame from './AppFrame.vue'
import { breath } from './breath.ts'
import { firstScreen, SCREEN_DRAWN } from './first-screen.ts'
import { keepInstallOffer } from './install/prompt.ts'
import { createHouseRouter, followTitles } from './router.ts'
import { useComfort } from './stores/comfort.ts'
import { useLight } from './stores/link.ts'
import { useSession } from './stores/session.ts'

export type Fitness = 'ok' | 'no-https' | 'no-webcrypto' | 'no-indexeddb'

/** What can be done where the phone's storage hangs or does not open. */
export interface Rescue {
  reason: 'hung' | 'failed'
  retry(): void
  exportUnsent(): Promise<Blob>
  rebuild(): Promise<void>
}

export interface Mounting {
  desk: Desk
  fitness: Fitness
  rescue?: Rescue
}

/**
 * Puts the app onto the page, or the screen that says plainly why it cannot run here. Resolves when what it shows
 * first is there to be read: what is heavy and not for the eye begins then.
 */
export async function mountShell({ desk, fitness, rescue }: Mounting): Promise<void> {
  const pinia = createPinia()
  useComfort(pinia).follow(desk)
  const english = async () => {
    if (desk.comfort.language === 'en') await fetchEnglish()
  }
  await english()
  if (fitness !== 'ok' || rescue) {
    const { mountThreshold } = await import('./threshold/mount-threshold.ts')
    return mountThreshold(desk, fitness, rescue)
  }

  keepInstallOffer()
  const session = useSession(pinia)
  session.follow(desk)
  useLight(pinia).follow(desk)
  await breath()
  const router = createHouseRouter()
  followTitles(router, '乡音')
  router.beforeResolve(english)
  // Chosen without coverage, it comes with the network.
  desk.link.subscribe(
    ({ state }) => void (state === 'current' && english()),
    () => {},
  )
  // The frame first, and then the page in it.
  const pass = router.beforeResolve(async () => {
    pass()
    await breath()
  })
  let isDrawn = () => {}
  const drawn = new Promise<void>((resolve) => (isDrawn = resolve))
  const app = createApp(AppFrame).use(pinia).use(router)
  app.provide(linkKey, RouterLink).provide(DESK, desk).provide(SCREEN_DRAWN, isDrawn)
  await breath()
  app.mount('#app')
  const shown = firstScreen(router, drawn)
  void keepApp(desk, shown)
  await shown
  session.meet(desk)
}

/** The worker and its cache compete neither with the first paint for a weak link nor with a member's first screen. */
async function keepApp(desk: Desk, shown: Promise<void>): Promise<void> {
  if (document.readyState !== 'complete')
    await new Promise((loaded) => window.addEventListener('load', loaded, { once: true }))
  // Who is on the way in stays on one screen for long.
  if (desk.me) await shown
  const { afterPaint } = await import('./after-paint.ts')
  await afterPaint(desk)
}
