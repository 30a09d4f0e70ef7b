import type { Desk, Link, Watched } from '#desk/desk.ts'
import { firstOf } from '#desk/first-of.ts'
import { holdsOffice } from '#desk/office.ts'
import { watchForUpdates } from './update.ts'

/** For a phone that has not joined: long enough for the first screens, short enough for a walk out of coverage. */
const QUIETLY_AFTER_MS = 20_000

/** What the app does with its worker, once nothing of it takes the link away from the first screens. */
export async function afterPaint(desk: Desk): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  await Promise.all([watchForUpdates(), keepWhole(desk), askForBackground(desk.link)])
}

/**
 * Asks the worker to keep the rest of the app too: once this phone is in step with its village, or a while after
 * the first paint.
 */
async function keepWhole(desk: Desk): Promise<void> {
  const { serviceWorker } = navigator
  await Promise.all([serviceWorker.ready, Promise.race([firstOf(desk.link, isInStep), quietly()])])
  const keep = async (office: boolean) => {
    const { active } = await serviceWorker.ready
    active?.postMessage({ type: 'KEEP_REST', language: desk.comfort.language, office })
  }
  // An office may be given, or its holder join, while the app is open.
  let last: boolean | undefined
  desk.roster().subscribe(
    (known) => {
      const holds = holdsOffice(desk, known)
      if (holds !== last) void keep((last = holds))
    },
    () => void keep(false),
  )
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
