import type { Comfort, Desk, Link, Watched } from '#desk/desk.ts'
import { firstOf } from '#desk/first-of.ts'
import { watchForUpdates } from './update.ts'

/** For a phone that has not joined: long enough for the first screens, short enough for a walk out of coverage. */
const QUIETLY_AFTER_MS = 20_000

/** What the app does with its worker, once nothing of it takes the link away from the first screens. */
export async function afterPaint({ link, comfort }: Desk): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  await Promise.all([watchForUpdates(), keepWhole(link, comfort), askForBackground(link)])
}

/**
 * Asks the worker to keep the rest of the app too: once this phone is in step with its village, or a while after
 * the first paint.
 */
async function keepWhole(link: Watched<Link>, { language }: Comfort): Promise<void> {
  const { serviceWorker } = navigator
  await Promise.all([serviceWorker.ready, Promise.race([firstOf(link, isInStep), quietly()])])
  const { active } = await serviceWorker.ready
  active?.postMessage({ type: 'KEEP_REST', language })
}

const isInStep = ({ state }: Link) => state === 'current'
const quietly = () => new Promise<void>((resolve) => setTimeout(resolve, QUIETLY_AFTER_MS))

interface WithBackgroundSync extends ServiceWorkerRegistration {
  sync?: { register(tag: string): Promise<void> }
}

/** Whenever something is only on this phone: where the browser can, it is handed in though the app is closed. */
async function askForBackground(link: Watched<Link>): Promise<void> {
  const { sync } = (await navigator.serviceWorker.ready) as WithBackgroundSync
  if (!sync) return
  let before = 0
  link.subscribe(
    ({ unsent }) => {
      if (unsent > before) void sync.register('offer').catch(() => {}) // forbidden: the next opening does it
      before = unsent
    },
    () => {},
  )
}
