import fc from 'fast-check'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { sha256, sign } from '#entry/crypto.ts'
import { encodeCbor, fromHex, joinBytes } from '#entry/format.ts'
import { villageDay } from '#rulebook/village-time.ts'
import { noticePublished } from '#rulebook/notice.ts'
import { deviceRevoked } from '#rulebook/roster.ts'
import { AUTH, authBytes, WIRE_VERSION } from '#rulebook/wire.ts'
import { entriesByDay } from '#server/entries-by-day.ts'
import { openLmdbLog } from '#server/lmdb-log.ts'
import type { Log } from '#server/log.ts'
import { createMemoryLog } from '#server/memory-log.ts'
import { exportLines } from '#server/village/export.ts'
import { verifyLog } from '#server/village/verify.ts'
import { notice } from '#support/texts.ts'
import { accepted, DAY, foundTestVillage, HOUR, START, type TestVillage } from '#support/village.ts'
import { entry } from './log.contract.ts'

const folders: string[] = []
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))))
async function onDisk() {
  const folder = await mkdtemp(path.join(tmpdir(), 'xiangyin-upkeep-'))
  folders.push(folder)
  return openLmdbLog(path.join(folder, 'book'))
}

const ROOM = { usedMb: 35, quotaMb: 2000, persisted: true }
const app = 'web 0.1.0 5d61766'
const of = (v: TestVillage, who: keyof TestVillage['phones']) =>
  v.relay.upkeep.phones().find(({ device }) => device === v.phones[who].device)

for (const [where, open] of Object.entries({ memory: createMemoryLog, disk: onDisk })) {
  test(`when a phone was last here, its app and its storage are known after a restart (${where})`, async () => {
    const v = await foundTestVillage({ log: await open() })
    expect(of(v, '王大婶')).toMatchObject({ met: undefined, isHere: false, group: 1, offices: [] })
    const wang = await v.connect('王大婶').welcomed([], { app, room: ROOM })
    expect(of(v, '王大婶')).toMatchObject({ met: { day: villageDay(START), app, room: ROOM }, isHere: true })
    wang.close()
    await v.relay.stop()
    v.clock.now += 3 * DAY
    await v.restart()
    expect(of(v, '王大婶')).toMatchObject({
      met: { day: villageDay(START), app, room: ROOM },
      isHere: false,
    })
    expect(of(v, '陶书记')!.offices).toEqual(['secretary', 'registrar'])
    expect(JSON.stringify(v.relay.upkeep.phones())).not.toMatch(/王|陶/)
  })

  test(`refusals are counted by rule and day, kept over a restart, and let go after 180 days (${where})`, async () => {
    const v = await foundTestVillage({ log: await open() })
    const refuse = async () => {
      const { bytes } = await v.write('王大婶', noticePublished, notice())
      const [answer] = await v.relay.offer([bytes])
      expect(answer).toMatchObject({ rule: 'N1' })
    }
    await refuse()
    v.clock.now += DAY
    await refuse()
    await refuse()
    await accepted(v.say('陶书记', noticePublished, notice()))
    await v.relay.stop()
    await v.restart()
    const totals = (days: number) => Object.fromEntries(v.relay.upkeep.refusedWithin(days))
    expect([totals(1), totals(2), totals(180)]).toEqual([{ N1: 2 }, { N1: 3 }, { N1: 3 }])
    v.clock.now += 179 * DAY
    v.relay.tick()
    await v.relay.stop()
    expect(v.log.metas('upkeep/refused/').map(([key]) => key)).toEqual([
      `upkeep/refused/${villageDay(START + DAY)}`,
    ])
    v.clock.now += DAY
    v.relay.tick()
    await v.relay.stop()
    expect(v.log.metas('upkeep/refused/')).toEqual([])
  })

  test(`a revoked phone is forgotten, and a phone that stays is here on the next day too (${where})`, async () => {
    const v = await foundTestVillage({ log: await open() })
    await v.connect('王大婶').welcomed()
    const luo = await v.connect('罗二哥').welcomed()
    luo.close()
    await v.relay.stop()
    expect(v.log.metas('upkeep/phone/')).toHaveLength(2)
    await v.restart()
    await v.connect('王大婶').welcomed()
    await accepted(v.say('陶书记', deviceRevoked, { device: v.phones.罗二哥.device, reason: '' }))
    expect(of(v, '罗二哥')).toBeUndefined()
    v.clock.now += 2 * DAY
    v.relay.tick()
    expect(of(v, '王大婶')!.met!.day).toBe(villageDay(START + 2 * DAY))
    await v.relay.stop()
    expect(v.log.metas('upkeep/phone/').map(([key]) => key)).toEqual([
      `upkeep/phone/${v.phones.王大婶.device}`,
    ])
  })
}

test('a day with a hundred visits costs the disk one note, and no hour of any of them is in it', async () => {
  const inner = createMemoryLog()
  const written: [string, Uint8Array | undefined][] = []
  const log: Log = {
    ...inner,
    append(batch) {
      written.push(...((batch.meta ?? []) as typeof written).filter(([key]) => key.startsWith('upkeep/')))
      return inner.append(batch)
    },
  }
  const v = await foundTestVillage({ log })
  for (let n = 0; n < 100; n++) {
    const wang = await v.connect('王大婶').welcomed([], { app, room: ROOM })
    wang.close()
    v.clock.now += 5 * 60_000
    v.relay.tick()
  }
  await v.relay.stop()
  expect(written).toHaveLength(1)
  // The same bytes whenever on that day the phone was there.
  const later = await foundTestVillage({ clock: { now: START + 7 * HOUR } })
  await later.connect('王大婶').welcomed([], { app, room: ROOM })
  await later.relay.stop()
  expect(later.log.metas('upkeep/phone/')[0]![1]).toEqual(written[0]![1])
})

test('what the relay notes for the technician stands in no export, and the book is as sound as before', async () => {
  const v = await foundTestVillage({ log: await onDisk() })
  await v.connect('王大婶').welcomed([], { app: 'canary-app', room: ROOM })
  await v.relay.stop()
  expect(v.log.metas('upkeep/')).toHaveLength(1)
  const result = await verifyLog(v.log)
  if (result.is === 'faulty') throw new Error(result.en)
  const lines = [...exportLines(result.entries, v.clock.now, v.log.lastPlaces())].join('\n')
  expect(lines).not.toMatch(/canary-app|upkeep/)
  await v.log.close()
})

test('an app from before phones said how their storage is still gets in', async () => {
  const v = await foundTestVillage()
  const wang = v.connect('王大婶')
  const hello = await wang.until(() => wang.messages('HELLO')[0])
  const { keys, device } = v.phones.王大婶
  const message = authBytes(v.village, hello.body.nonce, await sha256(v.relay.relayKey))
  const signature = await sign(keys.privateKey, 'xy1auth', message)
  const asItWas = encodeCbor([AUTH.number, [WIRE_VERSION, 'web 0.1.0', fromHex(device, 8), signature, []]])
  wang.wire.send(joinBytes(new Uint8Array([0]), asItWas))
  await wang.until(() => wang.messages('WELCOME')[0])
  expect(of(v, '王大婶')!.met).toMatchObject({ app: 'web 0.1.0', room: null })
})

test('entries per day are what one gets by counting, whatever was lost in a restore', async () => {
  const step = fc.record({ hours: fc.integer({ min: 0, max: 60 }), isLost: fc.boolean() })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), fc.nat(40), async (steps, passed) => {
      const log = createMemoryLog()
      let at = START
      const kept = steps.map(({ hours, isLost }, n) => ({ i: n + 1, at: (at += hours * HOUR), isLost }))
      const stored = kept.filter(({ isLost }) => !isLost)
      await log.append({ entries: stored.map(({ i, at: then }) => entry(i, { at: then })), places: [] })
      const today = villageDay(at) + passed
      const last = log.lastNumber()
      // A lost number counts on the day of the next one that is there: nobody knows better.
      const dayOf = (i: number) => villageDay(stored.find((one) => one.i >= i)!.at)
      const days = Array.from({ length: last }, (_, n) => dayOf(n + 1))
      const counted = entriesByDay(log, today, 30)
      expect(counted.map(({ day }) => day)).toEqual(Array.from({ length: 30 }, (_, n) => today - 29 + n))
      for (const { day, count } of counted) expect(count).toBe(days.filter((one) => one === day).length)
    }),
    { seed: 20261124, numRuns: 300 },
  )
})
