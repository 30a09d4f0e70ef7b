// A book built anew from an export is the village's book: phones that knew the old one go on with it.
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { toHex } from '#entry/bytes.ts'
import { newSigningPair } from '#entry/crypto.ts'
import { commentPosted, threadOpened } from '#rulebook/thread.ts'
import { openLmdbLog, type LmdbLog } from '#server/lmdb-log.ts'
import { HELD_KEY, keepKey } from '#support/relay-key-file.ts'
import { accepted, foundTestVillage, type TestVillage } from '#support/village.ts'
import { doorPhone } from '../sync/door-phone.ts'
import { relayProcess, villageProcess } from './command-line.ts'
import { emptyFolder } from './founded.ts'
import { serveFolder } from './served-folder.ts'

const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

async function served(v: TestVillage, dataDir: string) {
  const folder = await serveFolder(v, dataDir)
  ends.push(folder.stop)
  return folder
}

/** A village on disk that was restored before, so that its relay has a later epoch, with a debate of three. */
async function restoredVillage() {
  const dataDir = emptyFolder()
  const log = openLmdbLog(path.join(dataDir, 'book'))
  const v = await foundTestVillage({ log })
  await keepKey(dataDir, v.relayKey)
  const { id } = await accepted(v.say('王大婶', threadOpened, { title: '修路', text: '路坏了' }))
  for (const who of ['罗二哥', '何委员', '王大婶'] as const)
    await accepted(v.say(who, commentPosted, { text: `${who}说` }, [id]))
  await log.append({ entries: [], places: [], meta: [['relayEpoch', new TextEncoder().encode('7')]] })
  await log.close()
  return { v, id, dataDir }
}

const endsOf = (log: LmdbLog) =>
  Object.fromEntries(log.lastPlaces().map(({ volume, k, chain }) => [volume, `${k} ${toHex(chain)}`]))

/** Four processes of the command line, one after the other, on a busy machine (ms). */
const PATIENCE = 90_000

test(
  'exported, imported into an empty folder by the command line, and served: a phone of the old village goes on',
  async () => {
    const { v, id, dataDir } = await restoredVillage()
    const old = await served(v, dataDir)
    const phone = doorPhone(v)
    const epochs: number[] = []
    phone.news.relayEpoch = async (epoch) => {
      epochs.push(epoch)
      return false
    }
    const before = phone.connect(old.port)
    await phone.until(() => before.isCurrent())
    const known = endsOf(old.log)

    const file = path.join(emptyFolder(), 'book.ndjson')
    expect(await villageProcess(dataDir, 'export', '--out', file)).toMatchObject({ code: 0 })
    const anew = path.join(emptyFolder(), 'anew')
    mkdirSync(anew)
    await keepKey(anew, v.relayKey)
    expect(await villageProcess(anew, 'import', '--from', file)).toMatchObject({ code: 0, err: '' })
    const [was, is] = [await villageProcess(dataDir, 'verify'), await villageProcess(anew, 'verify')]
    expect(is).toMatchObject({ code: 0, out: was.out })
    await old.stop()
    await before.ended

    v.clock.now += 60_000
    const now = await served(v, anew)
    expect(endsOf(now.log)).toEqual(known)
    const held = new Map([...phone.volumes])
    const mine = await v.write('王大婶', commentPosted, { text: '接着说。' }, [id])
    phone.write({ id: mine.id, entry: mine.bytes, later: false })
    const after = phone.connect(now.port)
    await phone.until(() => after.isCurrent())
    await phone.until(() => [...phone.held.values()].some(({ ids }) => ids.includes(mine.id)))
    expect(phone.answers).toEqual(['accepted'])
    expect(phone.alarms()).toBe(0)
    expect(phone.failures).toEqual([])
    // What the phone had it did not have to fetch again, and only its own word is new.
    expect(phone.twice()).toBe(0)
    const grown = [...phone.volumes].filter(([volume, k]) => k !== held.get(volume))
    expect(grown).toHaveLength(1)
    // Phones hand in again under a new epoch what was received and not given out when the old book was lost.
    expect(epochs).toHaveLength(2)
    expect(epochs[0]).toBe(7)
    expect(epochs[1]).toBeGreaterThan(7)
    after.close()
  },
  PATIENCE,
)

test('without the village’s own key a relay does not start on a book, and makes no other', async () => {
  const { v, dataDir } = await restoredVillage()
  const start = () => relayProcess(dataDir)
  rmSync(path.join(dataDir, HELD_KEY))
  expect(await start()).toMatchObject({ code: 1, err: expect.stringContaining('没有 relay-key') })
  expect(existsSync(path.join(dataDir, HELD_KEY))).toBe(false)
  await keepKey(dataDir, await newSigningPair(true))
  expect(await start()).toMatchObject({ code: 1, err: expect.stringContaining('不是这个村的') })
  await keepKey(dataDir, v.relayKey)
  const { relay } = await served(v, dataDir)
  expect(relay.village).toBe(v.village)
})
