import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Hex8 } from '#entry/format.ts'
import { openLmdbLog, type LmdbLog } from '#server/lmdb-log.ts'
import type { Log } from '#server/log.ts'
import { createRelayKey, loadRelayKey } from '#server/relay-key.ts'
import { Refusal } from './command.ts'
import { villageIn } from './local-relay.ts'

export const bookIn = (dataDir: string) => path.join(dataDir, 'book')

/** The book for this process alone: two that write to one book would ruin it. */
export function openHeld(dataDir: string): LmdbLog {
  const log = openLmdbLog(bookIn(dataDir))
  const pid = log.hold()
  if (pid === undefined) return log
  throw new Refusal(
    `${dataDir} 的账本正由进程 ${pid} 使用。请先停下它。`,
    `the book in this folder is in use by process ${pid}: stop that one first`,
  )
}

/** The book for a relay; where another process has it, says so and ends. */
export function holdOrLeave(dataDir: string): LmdbLog {
  try {
    return openHeld(dataDir)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    console.error(`✗ ${error.message}`)
    process.exit(1)
  }
}

/** The book and the relay's key, to be written: only while no relay has them open. */
export async function openStore(dataDir: string): Promise<{ log: Log; relayKey: CryptoKeyPair }> {
  const log = openHeld(dataDir)
  return { log, relayKey: (await loadRelayKey(dataDir)) ?? (await createRelayKey(dataDir)) }
}

/** The book for reading, also while a relay has it open; closing it would tell the next start a lie. */
export function readStore(dataDir: string): { log: LmdbLog } {
  if (!existsSync(bookIn(dataDir)))
    throw new Refusal(`${dataDir} 里没有账本`, 'there is no book in this folder (--data, DATA_DIR)')
  return { log: { ...openLmdbLog(bookIn(dataDir)), close: async () => {} } }
}

/** The book for reading, with a village in it. */
export async function readVillage(dataDir: string): Promise<{ log: LmdbLog; village: Hex8 }> {
  const { log } = readStore(dataDir)
  const village = await villageIn(log)
  if (!village) throw new Refusal(`${dataDir} 里还没有建村`, 'no village has been founded here')
  return { log, village }
}
