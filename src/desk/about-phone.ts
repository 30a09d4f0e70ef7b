import { buildOf } from './build.ts'
import { storageState } from './storage.ts'

const megabytes = (bytes: number | undefined) => (bytes === undefined ? null : Math.round(bytes / 2 ** 20))

/** What this phone tells the relay of itself: its app, and how full its storage is, no finer than help needs. */
export async function aboutPhone() {
  const { used, quota, persisted } = await storageState()
  const room = { usedMb: megabytes(used), quotaMb: megabytes(quota), persisted }
  // No longer than the wire lets it be, or a build with a long name could not connect at all.
  return { app: `web ${__APP_VERSION__} ${buildOf()}`.slice(0, 40), room }
}
