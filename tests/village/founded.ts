import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openLmdbLog } from '#server/lmdb-log.ts'
import { createMemoryLog } from '#server/memory-log.ts'
import { createRelayKey } from '#server/relay-key.ts'
import { foundDemo } from '#server/village/demo-village.ts'
import { verifyLog } from '#server/village/verify.ts'

export const emptyFolder = () => mkdtempSync(path.join(tmpdir(), 'village-'))

/** The demo founded in memory. */
export async function demoInMemory(now = Date.now()) {
  const dataDir = emptyFolder()
  const log = createMemoryLog()
  const relayKey = await createRelayKey(dataDir)
  const village = await foundDemo({ log, relayKey, dataDir, now })
  return { dataDir, log, relayKey, village, now }
}

/** The demo founded on disk, as the relay's start does it; the book is open. */
export async function demoOnDisk() {
  const dataDir = emptyFolder()
  const book = path.join(dataDir, 'book')
  const log = openLmdbLog(book)
  const relayKey = await createRelayKey(dataDir)
  const village = await foundDemo({ log, relayKey, dataDir, now: Date.now() })
  return { dataDir, book, log, relayKey, village }
}

/** The checked entries of a book that must be sound. */
export async function soundEntries(log: Parameters<typeof verifyLog>[0]) {
  const result = await verifyLog(log)
  if (result.is === 'faulty') throw new Error(result.en)
  return result
}
