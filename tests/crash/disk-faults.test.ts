// The relay as the village runs it, on a real disk whose system calls fail: nothing is said that is not kept.
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { publicBytes } from '#entry/crypto.ts'
import { readHead } from '#entry/heads.ts'
import { openLmdbLog } from '#server/lmdb-log.ts'
import { STALLED_MS } from '#server/offers.ts'
import { verifyLog } from '#server/village/verify.ts'
import { overSocket } from '#support/served.ts'
import { testPhone, type TestPhone } from '#support/test-phone.ts'
import { checkBook } from './power-cut.ts'
import { bundleRelay, startRelay, type RelayProcess } from './relay-process.ts'
import { hasStrace, injectAfterFlush, injectFault, NEEDS_STRACE } from './strace.ts'
import { foundOnDisk, type DiskVillage, type Signed } from './village-on-disk.ts'

let main: string
beforeAll(async () => void (main = await bundleRelay()))

const writes = 'pwrite64,pwritev,writev'
/** From some moment on each call fails. */
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
const endOf = ({ child }: RelayProcess) =>
  new Promise<unknown>((resolve) => child.once('exit', (code, signal) => resolve([code, signal])))
const fileIn = (dataDir: string) => path.join(dataDir, 'book', 'data.mdb')

test.skipIf(!hasStrace).for(Object.entries(FAULTS))(
  'a disk that %s: no answer and no line leaves, the relay ends, and the next one goes on',
  { timeout: 60_000, ...NEEDS_STRACE },
  async ([, fault]) => {
    const village = await foundOnDisk(2)
    const { dataDir, written } = village
    const [kept, struck] = written.get('王大婶')!
    const first = await running(village)
    const [wang, luo] = [await first.connect(), await first.connect('罗二哥')]
    expect((await wang.offer(kept!.bytes))[0]!.code).toBe('accepted')
    // The debate's opening, and this.
    await luo.until(() => topicOn(luo) && luo.lines(topicOn(luo)).length === 2)
    const ended = endOf(first.relay)
    const disk = await injectFault(first.relay.child.pid!, fileIn(dataDir), fault)
    void wang.offer(struck!.bytes).catch(() => {})
    expect(await wang.closed()).toBe(1013)
    // With 1, or by the store's own threads as these are ended under way: whoever watches over it starts it again.
    expect(await ended).not.toEqual([0, null])
    await disk.heal()
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

/**
 * One call alone fails, and then the disk is well again. Of a batch the store writes pages, singly (pwrite64) and in a
 * row (writev), flushes, and last writes where they are, through a file that waits for the disk (pwrite64). A call that
 * writes short is told to have written so much; nothing of it reaches the disk.
 */
const ALONE: Record<string, [fault: string, where?: 'after the flush']> = {
  'fails at its 1st write': ['pwrite64:error=EIO:when=1'],
  'fails at its 2nd write': ['pwrite64:error=EIO:when=2'],
  'fails at its 3rd write': ['pwrite64:error=EIO:when=3'],
  'fails at a write of several pages': ['writev:error=EIO:when=1'],
  'fails at one flush': ['fdatasync:error=EIO:when=1'],
  'fails at the last write': ['pwrite64:error=EIO:when=1', 'after the flush'],
  'writes short at the 2nd write': ['pwrite64:retval=64:when=2'],
  'writes short at a write of several pages': ['writev:retval=4096:when=1'],
  'writes short at the last write': ['pwrite64:retval=64:when=1', 'after the flush'],
  'is full at the 2nd write': ['pwrite64:error=ENOSPC:when=2'],
  'is full at the last write': ['pwrite64:error=ENOSPC:when=1', 'after the flush'],
}
const HANGS_MS = 200
/** Longer than any test: what hangs is let go. */
const FOR_EVER_MS = 60_000

describe.skipIf(!hasStrace)('one call alone', NEEDS_STRACE, () => {
  let village: DiskVillage
  let now: Awaited<ReturnType<typeof ground>> | undefined
  const offered: Signed[] = []

  /** A relay that goes on: what had no answer gets one, and the phones have heard all there is. */
  async function ground() {
    const { relay, connect } = await running(village)
    const [wang, luo] = [await connect(), await connect('罗二哥')]
    for (const one of offered.filter(({ told }) => !told)) {
      const answer = (await wang.offer(one.bytes))[0]!
      expect(['accepted', 'duplicate']).toContain(answer.code)
      one.told = { i: answer.i!, at: answer.at! }
    }
    const lines = () => luo.lines(topicOn(luo)).length
    // The debate's opening, and these.
    await luo.until(() => topicOn(luo) && lines() === offered.length + 1)
    return { relay, wang, luo, lines, pid: relay.child.pid! }
  }
  /** Offers the next entry; gives whether it was accepted, or its author sent away. */
  async function offerNext(wang: TestPhone): Promise<boolean> {
    const one = village.written.get('王大婶')![offered.length]!
    offered.push(Object.assign(one, { offered: true }))
    const answer = await Promise.race([wang.offer(one.bytes), wang.closed()])
    if (typeof answer === 'number' || answer[0]!.code === 'busy') return false
    expect(answer[0]!.code).toBe('accepted')
    one.told = { i: answer[0]!.i!, at: answer[0]!.at! }
    return true
  }
  const acceptedBy = (wang: TestPhone) =>
    wang
      .messages('ANSWER')
      .flatMap(({ body }) => body.answers)
      .filter(({ code }) => code === 'accepted').length

  beforeAll(async () => void (village = await foundOnDisk(30)))
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return
    await now?.relay.kill()
    now = undefined
  })
  afterAll(async () => {
    await now?.relay.kill()
    await rm(village.dataDir, { recursive: true, force: true })
  })

  test.for(Object.entries(ALONE))(
    'a disk that %s: no answer and no line leaves, the relay ends, and the next one goes on',
    { timeout: 60_000 },
    async ([, [fault, where]]) => {
      const { relay, wang, luo, pid, lines } = (now ??= await ground())
      const before = { accepted: acceptedBy(wang), lines: lines() }
      const ended = endOf(relay)
      const inject = where ? injectAfterFlush : injectFault
      const disk = await inject(pid, fileIn(village.dataDir), fault)
      const isStruck = () => disk.rows().some((row) => row.includes('(INJECTED)'))
      let accepted = 0
      // Most often the first is struck; but which calls a batch needs is the store's own matter.
      while (await offerNext(wang)) {
        accepted += 1
        expect(isStruck()).toBe(false)
      }
      expect(isStruck()).toBe(true)
      for (const phone of [wang, luo]) expect(await phone.closed()).toBe(1013)
      expect(await ended).not.toEqual([0, null])
      expect(relay.said()).toContain('the disk has failed')
      await disk.heal()
      expect(acceptedBy(wang)).toBe(before.accepted + accepted)
      expect(lines()).toBeLessThanOrEqual(before.lines + accepted)
      expect(await checkBook(village, [wang, luo])).toMatchObject({ lost: 0, doubled: 0 })
      now = await ground()
    },
  )

  test('a disk that hangs at each call: the answer comes after the last of them', async () => {
    const { wang, pid } = (now ??= await ground())
    const calls = 'pwrite64,writev,fdatasync'
    const disk = await injectFault(pid, fileIn(village.dataDir), `${calls}:delay_enter=${HANGS_MS * 1000}`)
    expect(await offerNext(wang)).toBe(true)
    const done = disk.rows().filter((row) => row.endsWith('(DELAYED)'))
    await disk.heal()
    const kinds = done.map((row) => /pwrite64|writev|fdatasync/.exec(row)![0])
    expect(kinds.length).toBeGreaterThan(3)
    expect(kinds.slice(-2)).toEqual(['fdatasync', 'pwrite64'])
  })

  test(
    'a disk that hangs longer than is waited for: the next is told to try later, the first when it goes on',
    { timeout: 60_000 },
    async () => {
      const { relay, wang, luo, pid, lines } = (now ??= await ground())
      const before = { accepted: acceptedBy(wang), lines: lines() }
      const disk = await injectFault(
        pid,
        fileIn(village.dataDir),
        `fdatasync:delay_enter=${FOR_EVER_MS * 1000}`,
      )
      const [first, other] = [
        village.written.get('王大婶')![offered.length]!,
        village.written.get('罗二哥')![0]!,
      ]
      void wang.offer(first.bytes).catch(() => {})
      await expect.poll(() => relay.said(), { timeout: STALLED_MS * 2 }).toContain('the disk does not answer')
      expect((await luo.offer(other.bytes))[0]!.code).toBe('busy')
      expect([acceptedBy(wang), lines()]).toEqual([before.accepted, before.lines])
      await disk.heal()
      await wang.until(() => acceptedBy(wang) === before.accepted + 1)
      await luo.until(() => lines() === before.lines + 1)
    },
  )
})
