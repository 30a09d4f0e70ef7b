import type { Link, Watched } from '#desk/desk.ts'

/** For a phone that has not joined: long enough for the first screens, short enough for a walk out of coverage. */
const QUIETLY_AFTER_MS = 20_000

/**
 * Asks the worker to keep the rest of the app too, when it takes the link away from nobody: once this phone is in
 * step with its village, or a while after the first paint.
 */
export async function keepWhole(link: Watched<Link>): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  const { serviceWorker } = navigator
  await Promise.all([serviceWorker.ready, Promise.race([inStep(link), quietly()])])
  const { active } = await serviceWorker.ready
  active?.postMessage({ type: 'KEEP_REST' })
}

const quietly = () => new Promise<void>((resolve) => setTimeout(resolve, QUIETLY_AFTER_MS))

const inStep = (link: Watched<Link>) =>
  new Promise<void>((resolve, reject) => {
    const stop = link.subscribe((now) => {
      if (now.state !== 'current') return
      resolve()
      queueMicrotask(() => stop())
    }, reject)
  })
