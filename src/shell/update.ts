import { takeUpdate } from './take-update.ts'

/** Asked for at most this often: an update may wait, a weak link should not. */
const LOOK_EVERY_MS = 3600 * 1000

/** Registers the worker after the first paint and says when a newer release waits. Never updates by itself. */
export async function watchForUpdates(): Promise<void> {
  const { Workbox } = await import('workbox-window')
  const worker = new Workbox('/sw.js')
  worker.addEventListener('waiting', () => {
    takeUpdate.value = () => {
      worker.addEventListener('controlling', () => location.reload())
      worker.messageSkipWaiting()
    }
  })
  try {
    await worker.register()
  } catch {
    return // no network on the first visit, or the browser forbids it: the app works, only not yet offline
  }
  let looked = Date.now()
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden' || Date.now() - looked < LOOK_EVERY_MS) return
    looked = Date.now()
    worker.update().catch(() => {}) // no network: the next time will do
  })
}
