import { readdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { noticePublished } from '#rulebook/notice.ts'
import { openLmdbLog } from '#server/lmdb-log.ts'
import { createRelay } from '#server/relay.ts'
import { loadRelayKey } from '#server/relay-key.ts'
import { notice } from '#support/texts.ts'
import { dial, serveTestVillage, type ServedVillage } from '#support/served.ts'
import { HELD_KEY, keepKey } from '#support/relay-key-file.ts'
import { village } from './command-line.ts'
import { demoOnDisk, emptyFolder, soundEntries } from './founded.ts'

let v: ServedVillage | undefined
afterEach(async () => {
  await v?.end()
  v = undefined
})

test('a backup taken while entries are offered is whole, private, and verifies', async () => {
  v = await serveTestVillage()
  await keepKey(v.folder, v.relayKey)
  const to = path.join(emptyFolder(), 'backup')
  const phones = await Promise.all(
    (['陶书记', '何委员'] as const).map((who) => dial(v!, v!.phones[who]).welcomed()),
  )
  const written = await Promise.all(
    Array.from({ length: 60 }, (_, n) =>
      v!.write((['陶书记', '何委员'] as const)[n % 2]!, noticePublished, notice(`${n}`)),
    ),
  )
  const offered = Promise.all(written.map(({ bytes }, n) => phones[n % 2]!.offer(bytes)))
  const ran = await village(v.folder, 'backup', '--to', to)
  expect(ran).toMatchObject({ code: 0, err: '' })
  await offered
  expect(statSync(path.join(to, HELD_KEY)).mode & 0o777).toBe(0o600)
  expect(statSync(to).mode & 0o777).toBe(0o700)
  const dataDir = path.join(emptyFolder(), 'new')
  expect(await village(dataDir, 'restore', '--from', to)).toMatchObject({ code: 0, err: '' })
  const log = openLmdbLog(path.join(dataDir, 'book'))
  await soundEntries(log)
  for (let i = 1; i <= log.lastNumber(); i++) expect(log.numbered(i)).toEqual(v.log.numbered(i))
  expect(Number(new TextDecoder().decode(log.meta('relayEpoch')))).toBeGreaterThan(1)
  // Again from the restored folder: it serves the same village under its own key.
  const relayKey = (await loadRelayKey(dataDir))!
  const relay = await createRelay({ log, relayKey, village: v.village })
  expect(relay.relayKey).toEqual(v.relay.relayKey)
  await log.close()
})

test('restore refuses a folder with something in it, and what is no backup, in a sentence', async () => {
  const demo = await demoOnDisk()
  const to = path.join(emptyFolder(), 'backup')
  expect(await village(demo.dataDir, 'backup', '--to', to)).toMatchObject({ code: 0 })
  expect(await village(demo.dataDir, 'backup', '--to', to)).toMatchObject({ code: 1 })
  const full = emptyFolder()
  writeFileSync(path.join(full, 'note'), '')
  const refused = await village(full, 'restore', '--from', to)
  expect(refused.code).toBe(1)
  expect(refused.err).toContain('空目录')
  expect(readdirSync(full)).toEqual(['note'])
  expect((await village(emptyFolder(), 'restore', '--from', full)).err).toContain('不是备份')
  await demo.log.close()
})
