import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openLmdbLog } from '#server/lmdb-log.ts'
import { createMemoryLog } from '#server/memory-log.ts'
import { entry, logContract, place } from './log.contract.ts'

const folders: string[] = []
async function newFolder() {
  const folder = await mkdtemp(path.join(tmpdir(), 'xiangyin-log-'))
  folders.push(folder)
  return path.join(folder, 'book')
}
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))))

logContract('a log in memory', { open: createMemoryLog })

const where = new WeakMap<object, string>()
logContract('a log on disk', {
  async open() {
    const folder = await newFolder()
    const log = openLmdbLog(folder)
    where.set(log, folder)
    return log
  },
  async reopen(log) {
    await log.close()
    return openLmdbLog(where.get(log)!)
  },
})

test('a log that was closed says so, one that was cut off says so too', async () => {
  const folder = await newFolder()
  const log = openLmdbLog(folder)
  await log.append({ entries: [entry(1)], places: [place('roster', 1, 1)] })
  await log.close()
  const second = openLmdbLog(folder)
  expect(second.found).toEqual({ interrupted: false, lastNumber: 1 })
  await second.close()
})

test('a process killed in the middle of an append leaves whole batches, and the next start says so', async () => {
  const folder = await newFolder()
  const child = spawn(process.execPath, ['--import', 'tsx', 'tests/relay/append-forever.ts', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  await new Promise<void>((resolve) => {
    child.stdout.on('data', (words: Buffer) => {
      said += words.toString()
      if (said.split('\n').length > 20) resolve()
    })
  })
  child.kill('SIGKILL')
  await new Promise((resolve) => child.once('close', resolve))
  const durable = Number(said.trim().split('\n').at(-1))

  const log = openLmdbLog(folder)
  expect(log.found.interrupted).toBe(true)
  expect(log.found.lastNumber).toBeGreaterThanOrEqual(durable)
  expect(log.lastNumber() % 40).toBe(0)
  expect(log.lastPlaces()[0]!.k).toBe(log.lastNumber())
  expect(log.places('roster', 1, 100_000)).toHaveLength(log.lastNumber())
  await log.close()
})

test('a batch that breaks off in the middle leaves nothing of itself', async () => {
  const log = openLmdbLog(await newFolder())
  await log.append({ entries: [entry(1)], places: [place('roster', 1, 1)] })
  const short = {
    ...place('roster', 3, 3),
    get chain(): Uint8Array {
      throw new Error('no space left')
    },
  }
  const batch = { entries: [entry(2), entry(3)], places: [place('roster', 2, 2), short] }
  await expect(log.append(batch)).rejects.toThrow('no space left')
  expect([log.lastNumber(), log.lastPlaces()[0]!.k, log.entry(entry(2).id)]).toEqual([1, 1, undefined])
  await log.append({ entries: [entry(2)], places: [place('roster', 2, 2)] })
  expect(log.lastNumber()).toBe(2)
  await log.close()
})
