import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Hex8 } from '#entry/format.ts'
import { openLmdbLog } from '#server/lmdb-log.ts'
import type { Log } from '#server/log.ts'
import { createRelayKey, loadRelayKey } from '#server/relay-key.ts'
import { Refusal } from './command.ts'
import { villageIn } from './local-relay.ts'

const bookIn = (dataDir: string) => path.join(dataDir, 'book')

/** The book and the relay's key, to be written: only while no relay has them open. */
export async function openStore(dataDir: string): Promise<{ log: Log; relayKey: CryptoKeyPair }> {
  const log = openLmdbLog(bookIn(dataDir))
  return { log, relayKey: (await loadRelayKey(dataDir)) ?? (await createRelayKey(dataDir)) }
}

/** The book for reading, also while a relay has it open; closing it would tell the next start a lie. */
export function readStore(dataDir: string): { log: Log } {
  if (!existsSync(bookIn(dataDir)))
    throw new Refusal(`${dataDir} 里没有账本`, 'there is no book in this folder (--data, DATA_DIR)')
  return { log: { ...openLmdbLog(bookIn(dataDir)), close: async () => {} } }
}

/** The book for reading, with a village in it. */
export async function readVillage(dataDir: string): Promise<{ log: Log; village: Hex8 }> {
  const { log } = readStore(dataDir)
  const village = await villageIn(log)
  if (!village) throw new Refusal(`${dataDir} 里还没有建村`, 'no village has been founded here')
  return { log, village }
}
