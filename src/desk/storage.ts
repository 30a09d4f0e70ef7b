import type { StorageState } from './desk.ts'

/** What a browser may not have, or refuse: then nothing is known, and nothing fails. */
const storage = (): Partial<StorageManager> =>
  typeof navigator === 'undefined' ? {} : (navigator.storage ?? {})

/** Stands in the phone's cache once every part of the app does; the worker puts it there. */
export const WHOLE_APP = '/app-is-whole'

/** Asked after the first saved entry, when a browser is most willing to say yes. */
export async function askForPersistence(): Promise<boolean> {
  try {
    return (await storage().persist?.()) ?? false
  } catch {
    return false
  }
}

export async function storageState(): Promise<StorageState> {
  try {
    const { persisted, estimate } = storage()
    const room = await estimate?.call(navigator.storage)
    return {
      persisted: (await persisted?.call(navigator.storage)) ?? false,
      used: room?.usage,
      quota: room?.quota,
      wholeApp: typeof caches === 'undefined' ? undefined : (await caches.match(WHOLE_APP)) !== undefined,
    }
  } catch {
    return { persisted: false, used: undefined, quota: undefined, wholeApp: undefined }
  }
}
