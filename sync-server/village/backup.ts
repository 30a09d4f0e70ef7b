import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { publicBytes } from '#entry/crypto.ts'
import { sameBytes } from '#entry/format.ts'
import { openLmdbLog } from '#server/lmdb-log.ts'
import { backupNote } from '#server/ops/machine.ts'
import { writePrivate } from '#server/private-file.ts'
import { loadRelayKey } from '#server/relay-key.ts'
import { Refusal } from './command.ts'
import { beginEpoch } from './epoch.ts'
import { bookIn, readVillage } from './store.ts'
import { verifyLog, type Verified } from './verify.ts'

/**
 * What belongs to this machine and not to the village. Access logs do go along: they must be there for six months,
 * also on the next machine, and name nobody; the relay that starts there erases what is older.
 */
const NOT_KEPT = new Set(['book', 'running.json', 'last-backup.json'])

const isEmpty = (folder: string) => !existsSync(folder) || readdirSync(folder).length === 0

/** Copies the book as of one moment, the relay's key and what else lies with them; a relay may go on writing. */
export async function backUp(dataDir: string, to: string) {
  const { log } = await readVillage(dataDir)
  if (!isEmpty(to))
    throw new Refusal(
      `${to} 里已经有东西，没有动它`,
      'the folder to write to is not empty; nothing was changed',
    )
  // Beside and then renamed: what bears the name is whole.
  const beside = `${to}.part`
  rmSync(beside, { recursive: true, force: true })
  mkdirSync(path.join(beside, 'book'), { recursive: true, mode: 0o700 })
  await log.copyTo(path.join(beside, 'book'))
  copyRest(dataDir, beside)
  rmSync(to, { recursive: true, force: true })
  renameSync(beside, to)
  writePrivate(backupNote(dataDir), { at: Date.now() })
}

/** Of files that phones are handing in, the next part would not fit to what is copied now. */
const isWhole = (file: string) => path.basename(path.dirname(file)) !== 'begun'

/** What lies beside a book (keys, notes, access logs, the files that entries bring), each as private as it was. */
function copyRest(from: string, to: string) {
  for (const name of readdirSync(from))
    if (!NOT_KEPT.has(name) && !name.endsWith('.new'))
      cpSync(path.join(from, name), path.join(to, name), { recursive: true, mode: 0, filter: isWhole })
  const key = path.join(to, 'relay-key')
  if (existsSync(key)) chmodSync(key, 0o600)
}

/**
 * Puts a backup into an empty data folder, checks all of it, and begins a new relay epoch, so that phones hand in
 * again what the backup does not know. A faulty backup leaves the folder empty.
 */
export async function restore(from: string, dataDir: string): Promise<Verified & { is: 'sound' }> {
  if (!existsSync(path.join(from, 'book', 'data.mdb')) || !existsSync(path.join(from, 'relay-key')))
    throw new Refusal(
      `${from} 不是备份：里面没有账本或钥匙`,
      'this is no backup: it holds no book or no relay key',
    )
  if (!isEmpty(dataDir))
    throw new Refusal(
      `${dataDir} 里已经有东西。恢复只写进空目录，没有动它。`,
      'the data folder is not empty; restore writes into an empty one, nothing was changed',
    )
  mkdirSync(bookIn(dataDir), { recursive: true, mode: 0o700 })
  cpSync(path.join(from, 'book', 'data.mdb'), path.join(bookIn(dataDir), 'data.mdb'))
  copyRest(from, dataDir)
  const fault = (zh: string, en: string) => {
    for (const name of readdirSync(dataDir))
      rmSync(path.join(dataDir, name), { recursive: true, force: true })
    return new Refusal(`备份有问题，没有恢复：${zh}`, `the backup is faulty, nothing was restored: ${en}`)
  }
  const log = openLmdbLog(bookIn(dataDir))
  const result = await verifyLog(log)
  if (result.is === 'faulty') {
    await log.close()
    throw fault(result.zh, result.en)
  }
  const key = await loadRelayKey(dataDir)
  if (!key || !sameBytes(await publicBytes(key.publicKey), result.entries.relayKey)) {
    await log.close()
    throw fault('钥匙不是这个村的', 'the relay key is not this village’s')
  }
  await beginEpoch(log)
  await log.close()
  return result
}
