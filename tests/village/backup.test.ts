import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { noticePublished } from '#rulebook/notice.ts'
import { villageDay } from '#rulebook/village-time.ts'
import { ACCESS_KEPT_DAYS, dateOf, openAccessLog } from '#server/access-log.ts'
import { openLmdbLog } from '#server/lmdb-log.ts'
import { createRelay } from '#server/relay.ts'
import { loadRelayKey } from '#server/relay-key.ts'
import { bring, fileRequests, tokenOf } from '#support/file-requests.ts'
import { notice } from '#support/texts.ts'
import { dial, serveTestVillage, type ServedVillage } from '#support/served.ts'
import { HELD_KEY, keepKey } from '#support/relay-key-file.ts'
import { DAY } from '#support/village.ts'
import { hashOf, noise } from '../relay/blobs.contract.ts'
import { village, villageProcess } from './command-line.ts'
import { demoOnDisk, emptyFolder, soundEntries } from './founded.ts'

let v: ServedVillage | undefined
afterEach(async () => {
  await v?.end()
  v = undefined
})

test('a backup by a process of its own, while the relay takes entries, is whole, private, and verifies', async () => {
  v = await serveTestVillage()
  await keepKey(v.folder, v.relayKey)
  const to = path.join(emptyFolder(), 'backup')
  const phone = await dial(v, v.phones.陶书记).welcomed()
  let isOver = false
  let during = 0
  // From when the copy begins; a day takes 200 entries of a phone.
  async function offerMeanwhile() {
    await vi.waitUntil(() => isOver || existsSync(to), { timeout: 60_000, interval: 1 })
    while (!isOver && during < 150) {
      const { bytes } = await v!.write('陶书记', noticePublished, notice(`${during}`))
      await phone.offer(bytes)
      if (!isOver) during += 1
    }
  }
  const before = v.log.lastNumber()
  const offered = offerMeanwhile()
  const ran = await villageProcess(v.folder, 'backup', '--to', to)
  isOver = true
  await offered
  expect(ran.code, ran.err).toBe(0)
  expect(during).toBeGreaterThan(0)
  expect(v.log.lastNumber()).toBeGreaterThan(before)
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

test('a backup takes the files along, restore and verify say how they are', async () => {
  v = await serveTestVillage()
  await keepKey(v.folder, v.relayKey)
  const [bytes, other] = [noise(9000), noise(8000, 2)]
  const [hash, late] = [await hashOf(bytes), await hashOf(other)]
  await bring(v, '王大婶', hash, bytes.length)
  await bring(v, '王大婶', late, other.length)
  const wang = fileRequests(v.url, await tokenOf(v, '王大婶'))
  await wang.patch(hash, bytes.length, 0, bytes)
  await wang.patch(late, other.length, 0, other.subarray(0, 10))
  const to = path.join(emptyFolder(), 'backup')
  expect(await village(v.folder, 'backup', '--to', to)).toMatchObject({ code: 0, err: '' })
  expect(readdirSync(path.join(to, 'blobs', 'begun'))).toEqual([])
  const dataDir = path.join(emptyFolder(), 'new')
  const restored = await village(dataDir, 'restore', '--from', to)
  expect(restored).toMatchObject({ code: 0, err: '' })
  expect(restored.out).toContain('files 1  还没传到 not here yet 1')
  const kept = path.join(dataDir, 'blobs', hash.slice(0, 2), hash)
  expect(new Uint8Array(readFileSync(kept))).toEqual(bytes)
  expect([statSync(kept).mode & 0o777, statSync(path.dirname(kept)).mode & 0o777]).toEqual([0o600, 0o700])
  writeFileSync(kept, noise(9000, 3))
  expect((await village(dataDir, 'verify')).out).toContain(
    `damaged, delete it and a phone brings it anew: ${hash}`,
  )
})

test('access logs go along to another machine, as private as they were, and it goes on in them', async () => {
  v = await serveTestVillage()
  await keepKey(v.folder, v.relayKey)
  const today = `${dateOf(villageDay(v.clock.now))}.log`
  const ACCESS = path.join('access', today)
  await fetch(`${v.url}/ping`)
  await vi.waitUntil(() => statSync(path.join(v!.folder, ACCESS)).size > 0)
  const to = path.join(emptyFolder(), 'backup')
  expect(await village(v.folder, 'backup', '--to', to)).toMatchObject({ code: 0, err: '' })
  const dataDir = path.join(emptyFolder(), 'new')
  expect(await village(dataDir, 'restore', '--from', to)).toMatchObject({ code: 0, err: '' })
  const [before, folder] = [readFileSync(path.join(v.folder, ACCESS), 'utf8'), path.join(dataDir, 'access')]
  expect(before).toContain('GET /ping 200')
  expect(readFileSync(path.join(dataDir, ACCESS), 'utf8')).toBe(before)
  const mode = (file: string) => statSync(file).mode & 0o777
  expect([mode(path.join(dataDir, ACCESS)), mode(folder)]).toEqual([0o600, 0o700])
  const access = openAccessLog({ folder, now: () => v!.clock.now + ACCESS_KEPT_DAYS * DAY })
  await access.close()
  expect(readdirSync(folder)).toContain(today)
  const later = openAccessLog({ folder, now: () => v!.clock.now + (ACCESS_KEPT_DAYS + 1) * DAY })
  await later.close()
  expect(readdirSync(folder)).not.toContain(today)
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
