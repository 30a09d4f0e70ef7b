import { vi } from 'vitest'
import type { Villager } from '#support/journey.ts'

/** Until the phone's other storage has so many of its unsent words. */
export const inSafe = (who: Villager, many: number) =>
  vi.waitUntil(
    () =>
      who.page().evaluate(async (expected) => {
        const done = <T>(request: IDBRequest<T>) =>
          new Promise<T>((resolve, reject) => {
            request.onsuccess = () => resolve(request.result)
            request.onerror = () => reject(request.error!)
          })
        const { storageBuckets } = navigator as unknown as {
          storageBuckets: { open(name: string): Promise<{ indexedDB: IDBFactory }> }
        }
        const { indexedDB } = await storageBuckets.open('xiangyin-safe')
        // Not before the app has: it would be made anew, and be empty.
        if ((await indexedDB.databases()).length === 0) return false
        const db = await done(indexedDB.open('xiangyin-safe'))
        const kept = await done(db.transaction('keys').objectStore('keys').get('kept'))
        db.close()
        return (kept as { entries: unknown[] } | undefined)?.entries.length === expected
      }, many),
    { timeout: 20_000, interval: 200 },
  )
