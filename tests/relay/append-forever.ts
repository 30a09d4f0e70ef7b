// A process that appends batches to the log in argv[2] until it is killed, and says which ones are durable.
import { openLmdbLog } from '../../sync-server/lmdb-log.ts'
import type { StoredEntry, StoredPlace } from '../../sync-server/log.ts'

const log = openLmdbLog(process.argv[2]!)
const PER_BATCH = 40
for (let first = 1; ; first += PER_BATCH) {
  const entries: StoredEntry[] = []
  const places: StoredPlace[] = []
  for (let i = first; i < first + PER_BATCH; i++) {
    const id = i.toString(16).padStart(64, '0')
    const device = 'd000000000000001'
    entries.push({ i, id, bytes: new Uint8Array(500), at: i, roster: 1, device, seq: i, volumes: ['roster'] })
    places.push({
      volume: 'roster',
      k: i,
      i,
      class: 0,
      client: 1,
      clock: i - 1,
      chain: new Uint8Array(32),
      size: i,
    })
  }
  await log.append({ entries, places })
  process.stdout.write(`${first + PER_BATCH - 1}\n`)
}
