import path from 'node:path'
import { openLmdbLog } from '#server/lmdb-log.ts'
import { createRelay } from '#server/relay.ts'
import { loadRelayKey } from '#server/relay-key.ts'
import { serve } from '#server/serve.ts'
import type { TestVillage } from '#support/village.ts'

/** The relay on this folder, as its start does it, on a free port; may be stopped more than once. */
export async function serveFolder(v: TestVillage, dataDir: string) {
  const log = openLmdbLog(path.join(dataDir, 'book'))
  const relayKey = (await loadRelayKey(dataDir))!
  const relay = await createRelay({ log, relayKey, village: v.village, now: () => v.clock.now })
  const ground = { relay, dataDir, publicUrl: 'http://localhost', trustProxy: false, host: '127.0.0.1' }
  const served = await serve({ ...ground, port: 0 })
  let isOver = false
  async function stop() {
    if (isOver) return
    isOver = true
    await served.stop()
    await log.close()
  }
  return { log, relay, port: served.port, stop }
}
