import { rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { readClaim } from '#rulebook/enrol.ts'
import { openLmdbLog } from '#server/lmdb-log.ts'
import { createRelayKey, loadRelayKey } from '#server/relay-key.ts'
import { createRelay } from '#server/relay.ts'
import { serve, type Served } from '#server/serve.ts'
import { claimedEntry } from '#server/village/claims.ts'
import { newDevice } from '#server/village/keys.ts'
import { prepareVillage } from '#server/village/prepare.ts'
import { readPrivate, writePrivate } from '#server/private-file.ts'
import { printWelcome } from '#server/village/welcome.ts'
import { linksIn, village, villageProcess } from './command-line.ts'
import { emptyFolder, soundEntries } from './founded.ts'

/** Starts as main.ts does. */
async function start(dataDir: string) {
  const log = openLmdbLog(path.join(dataDir, 'book'))
  const relayKey = (await loadRelayKey(dataDir)) ?? (await createRelayKey(dataDir))
  const prepared = await prepareVillage({ dataDir, log, relayKey })
  const relay = await createRelay({ log, relayKey, village: prepared.village })
  const publicUrl = 'http://localhost:8080'
  const printed: string[] = []
  printWelcome({ prepared, publicUrl, print: (text) => printed.push(text) })
  const links = linksIn(printed.join('\n'))
  return { log, relay, prepared, links, printed: printed.join('\n'), publicUrl }
}
type Started = Awaited<ReturnType<typeof start>>

/** Joins by a link as a phone does; tells the relay's code. */
async function join({ relay }: Started, link: string) {
  const claim = readClaim(link.split('#')[1]!)!
  const [answer] = await relay.offer([await claimedEntry(claim, await newDevice(), 1, Date.now())])
  return answer!.code
}

let served: Served | undefined
let started: Started | undefined
async function stop() {
  await served?.stop()
  await started?.relay.stop()
  await started?.log.close()
  served = started = undefined
}
afterEach(stop)

test('the first start founds the demo and prints six links; each lets one phone in, once', async () => {
  const dataDir = emptyFolder()
  started = await start(dataDir)
  expect(started.prepared).toMatchObject({ name: '陶坝村', isNew: true })
  expect(started.links).toHaveLength(6)
  expect(started.printed).toContain('张万福')
  expect(await join(started, started.links[5]!)).toBe('accepted')
  expect(await join(started, started.links[5]!)).toBe('closed')
  const first = started.links
  await stop()

  started = await start(dataDir)
  expect(started.prepared.isNew).toBe(false)
  expect(started.links.slice(0, 5)).toEqual(first.slice(0, 5))
  expect(started.links[5]).not.toBe(first[5])
  expect(await join(started, started.links[5]!)).toBe('accepted')
  await soundEntries(started.log)
  await stop()

  // A folder that was copied back knows fewer numbers than the book: the next one is taken from the book.
  const registrar = readPrivate<{ seq: number }>(path.join(dataDir, 'demo-registrar.json'))!
  writePrivate(path.join(dataDir, 'demo-registrar.json'), { ...registrar, seq: 3 })
  writePrivate(path.join(dataDir, 'demo-claims.json'), {})
  started = await start(dataDir)
  expect(started.links.length).toBeGreaterThan(4)
  await stop()

  // Three devices are as many as a person may have: no link is printed that could not be used.
  started = await start(dataDir)
  expect(started.links).toHaveLength(5)
  expect(started.printed).toContain('claim 张万福')
})

test(
  'claim goes through the running relay, and without one through the book',
  { timeout: 60_000 },
  async () => {
    const dataDir = emptyFolder()
    started = await start(dataDir)
    const { relay, publicUrl } = started
    const dist = emptyFolder()
    writeFileSync(path.join(dist, 'index.html'), '<!doctype html><title>app</title>')
    served = await serve({ relay, dist, publicUrl, trustProxy: false, host: '127.0.0.1', port: 0 })
    const before = started.log.lastNumber()
    // In a process of its own, as beside a real relay: both have the book open.
    const online = await villageProcess(
      dataDir,
      'claim',
      '罗小军',
      '--relay',
      `http://127.0.0.1:${served.port}`,
    )
    expect(online).toMatchObject({ code: 0, err: '' })
    expect(started.log.lastNumber()).toBe(before + 1)
    expect(await join(started, linksIn(online.out)[0]!)).toBe('accepted')
    expect((await village(dataDir, 'verify')).code).toBe(0)
    await stop()

    const offline = await village(dataDir, 'claim', '罗小军')
    expect(offline).toMatchObject({ code: 0, err: '' })
    started = await start(dataDir)
    expect(await join(started, linksIn(offline.out)[0]!)).toBe('accepted')
    await stop()

    // A third device is there: the oldest, which the founding made, gives way.
    const third = await village(dataDir, 'claim', '罗小军')
    expect(third.out).toContain('停用了')
    started = await start(dataDir)
    expect(await join(started, linksIn(third.out)[0]!)).toBe('accepted')
    await soundEntries(started.log)
  },
)

test('claim for nobody of the village, or where no relay of it runs, does nothing', async () => {
  const dataDir = emptyFolder()
  started = await start(dataDir)
  const count = started.log.lastNumber()
  expect(await village(dataDir, 'claim', '无此人')).toMatchObject({ code: 1 })
  expect(await village(dataDir, 'claim', '罗小军', '--relay', 'http://127.0.0.1:9')).toMatchObject({
    code: 1,
  })
  writeFileSync(
    path.join(dataDir, 'running.json'),
    JSON.stringify({ pid: process.ppid, url: 'http://127.0.0.1:9', publicUrl: 'http://localhost:8080' }),
  )
  const silent = await village(dataDir, 'claim', '罗小军')
  expect(silent.code).toBe(1)
  expect(silent.err).toContain('还在运行')
  rmSync(path.join(dataDir, 'running.json'))
  expect(started.log.lastNumber()).toBe(count)
})
