// The relay as the village runs it, on a real disk whose system calls fail: nothing is said that is not kept.
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { publicBytes } from '#entry/crypto.ts'
import { readHead } from '#entry/heads.ts'
import { openLmdbLog } from '#server/lmdb-log.ts'
import { verifyLog } from '#server/village/verify.ts'
import { overSocket } from '#support/served.ts'
import { testPhone, type TestPhone } from '#support/test-phone.ts'
import { bundleRelay, startRelay } from './relay-process.ts'
import { hasStrace, injectFault } from './strace.ts'
import { foundOnDisk, type DiskVillage } from './village-on-disk.ts'

let main: string
beforeAll(async () => void (main = await bundleRelay()))

const writes = 'pwrite64,pwritev,writev'
const FAULTS = {
  'cannot flush': 'fdatasync:error=EIO',
  'cannot write': `${writes}:error=EIO`,
  'is full': `${writes}:error=ENOSPC`,
}

async function running({ v, dataDir }: DiskVillage) {
  const relay = await startRelay(main, dataDir)
  const relayKey = await publicBytes(v.relayKey.publicKey)
  const connect = (who: '王大婶' | '罗二哥' = '王大婶') =>
    testPhone(overSocket(relay.url), { ...v.phones[who], village: v.village, relayKey }).welcomed()
  return { relay, connect }
}
const topicOn = (phone: TestPhone) => [...phone.docs.keys()].find((one) => one.startsWith('topic/')) ?? ''
const fileIn = (dataDir: string) => path.join(dataDir, 'book', 'data.mdb')

test.skipIf(!hasStrace).for(Object.entries(FAULTS))(
  'a disk that %s: no answer and no line leaves, the relay ends, and the next one goes on',
  { timeout: 60_000 },
  async ([, fault]) => {
    const village = await foundOnDisk(2)
    const { dataDir, written } = village
    const [kept, struck] = written.get('王大婶')!
    const first = await running(village)
    const [wang, luo] = [await first.connect(), await first.connect('罗二哥')]
    expect((await wang.offer(kept!.bytes))[0]!.code).toBe('accepted')
    // The debate's opening, and this.
    await luo.until(() => topicOn(luo) && luo.lines(topicOn(luo)).length === 2)
    const ended = new Promise<unknown>((resolve) =>
      first.relay.child.once('exit', (code, signal) => resolve([code, signal])),
    )
    const stop = await injectFault(first.relay.child.pid!, fileIn(dataDir), fault)
    void wang.offer(struck!.bytes).catch(() => {})
    expect(await wang.closed()).toBe(1013)
    // With 1, or by the store's own threads as these are ended under way: whoever watches over it starts it again.
    expect(await ended).not.toEqual([0, null])
    await stop()
    const told = wang.messages('ANSWER').flatMap(({ body }) => body.answers)
    expect(told.filter(({ code }) => code === 'accepted')).toHaveLength(1)
    expect(await luo.closed()).toBe(1013)
    for (const phone of [wang, luo]) expect(phone.lines(topicOn(phone))).toHaveLength(2)
    const last = Math.max(...wang.messages('HEAD').map(({ body }) => readHead(body.head.bytes)!.i))
    expect(last).toBeLessThanOrEqual(told.find(({ code }) => code === 'accepted')!.i!)

    const next = await running(village)
    const again = await next.connect()
    const answers = await again.offer(kept!.bytes, struck!.bytes)
    expect(answers[0]).toMatchObject({
      code: 'duplicate',
      i: told.find(({ code }) => code === 'accepted')!.i,
    })
    expect(['accepted', 'duplicate']).toContain(answers[1]!.code)
    await next.relay.kill()
    const log = openLmdbLog(path.join(dataDir, 'book'))
    expect(await verifyLog(log)).toMatchObject({ is: 'sound' })
    await log.close()
    await rm(dataDir, { recursive: true, force: true })
  },
)

test.skipIf(!hasStrace)(
  'a disk that hangs: the answer comes when it goes on, not before',
  { timeout: 60_000 },
  async () => {
    const HANGS_MS = 1500
    const village = await foundOnDisk(1)
    const { relay, connect } = await running(village)
    const wang = await connect()
    const stop = await injectFault(
      relay.child.pid!,
      fileIn(village.dataDir),
      `fdatasync:delay_enter=${HANGS_MS * 1000}`,
    )
    const offered = performance.now()
    expect((await wang.offer(village.written.get('王大婶')![0]!.bytes))[0]!.code).toBe('accepted')
    expect(performance.now() - offered).toBeGreaterThan(HANGS_MS)
    await stop()
    await relay.kill()
    await rm(village.dataDir, { recursive: true, force: true })
  },
)
