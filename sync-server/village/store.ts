import { existsSync } from 'node:fs'
import path from 'node:path'
import { publicBytes } from '#entry/crypto.ts'
import { sameBytes, type Hex8 } from '#entry/format.ts'
import { isKind } from '#rulebook/kinds.ts'
import { villageFounded } from '#rulebook/roster.ts'
import { openLmdbLog, type LmdbLog } from '#server/lmdb-log.ts'
import type { Log } from '#server/log.ts'
import { createRelayKey, loadRelayKey } from '#server/relay-key.ts'
import { placedOf } from '#server/stored.ts'
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

/** The key that belongs to a book, made only while nothing is in it: with another one no phone would listen. */
async function keyFor(log: Log, dataDir: string): Promise<CryptoKeyPair> {
  const key = await loadRelayKey(dataDir)
  const first = log.numbered(1)
  if (!first) return key ?? createRelayKey(dataDir)
  const founding = placedOf(first)
  const its = founding && isKind(founding, villageFounded) ? founding.body.relayKey : undefined
  if (key && its && sameBytes(await publicBytes(key.publicKey), its)) return key
  throw new Refusal(
    `${dataDir} 里${key ? '的 relay-key 不是这个村的' : '没有 relay-key'}，手机不会认。请放进原来的那一把。`,
    'the village’s own relay-key must lie in this folder: phones listen to no other',
  )
}

/** The book and the relay's key, to be written: only while no relay has them open. */
export async function openStore(dataDir: string): Promise<{ log: LmdbLog; relayKey: CryptoKeyPair }> {
  const log = openHeld(dataDir)
  try {
    return { log, relayKey: await keyFor(log, dataDir) }
  } catch (error) {
    await log.close()
    throw error
  }
}

/** The same for a relay that starts; where it cannot have them, it says why and ends. */
export const openStoreOrLeave = (dataDir: string): ReturnType<typeof openStore> =>
  openStore(dataDir).catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error
    console.error(`✗ ${error.message}`)
    process.exit(1)
  })

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
