// Pictures over a link that breaks: each goes on where it was cut, and costs hardly more than one that was not.
import { afterEach, expect, test } from 'vitest'
import { joinBytes } from '#entry/format.ts'
import { FILES } from '#rulebook/files.ts'
import { backoff, PART } from '#sync/backoff.ts'
import { fileRequests } from '#sync/file-requests.ts'
import { carryFiles } from '#sync/files.ts'
import type { FileDoor, FileJob } from '#sync/ports.ts'
import { bring, tokenOf } from '#support/file-requests.ts'
import { edge, startProxy, type Proxy } from '#support/proxy.ts'
import { serveTestVillage, type ServedVillage } from '#support/served.ts'
import type { Someone } from '#support/village.ts'
import { hashOf, noise } from '../relay/blobs.contract.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

const SIZE = 200 * 1024
const bytes = noise(SIZE)

async function village() {
  const v = await serveTestVillage()
  ends.push(v.end)
  const hash = await hashOf(bytes)
  await bring(v, '王大婶', hash, SIZE)
  return { v, hash }
}

/** The app's own carrier of files, on a phone that keeps one file in memory; `over` once it has nothing more to do. */
async function carry(v: ServedVillage, who: Someone, job: FileJob) {
  const proxy = await startProxy({ target: { port: v.served.port } })
  ends.push(proxy.close)
  const token = await tokenOf(v, who)
  let got: Uint8Array = new Uint8Array()
  const progress: number[] = []
  const failures: unknown[] = []
  let show = (_: FileJob[]) => {}
  let finish = (_: string) => {}
  const over = new Promise<string>((resolve) => (finish = resolve))
  const done = (how: string) => {
    show([])
    finish(how)
  }
  const door: FileDoor = {
    jobs: () => ({
      subscribe(next) {
        show = next
        next([job])
        return () => {}
      },
    }),
    toSend: async () => bytes,
    async sent(_, upTo) {
      progress.push(upTo)
      if (upTo === SIZE) done('sent')
    },
    come: async () => got.length,
    async got(_, from, part) {
      if (from !== got.length) return 'again'
      got = joinBytes(got, part)
      if (got.length < SIZE) return 'more'
      done('got')
      return 'done'
    },
    trouble: async (_, trouble) => done(trouble),
    again: async () => {},
  }
  let mayGo = false
  const ask = fileRequests({ http: proxy.url, token: () => token, get: fetch })
  const carrying = carryFiles({
    door,
    ask,
    mayGo: () => mayGo,
    renew: () => finish('session'),
    failed: (error) => failures.push(error),
    // The shortest waits that the app draws, so that the test is about bytes.
    again: backoff(PART, () => 0),
  })
  ends.push(carrying.stop)
  const go = async () => {
    mayGo = true
    await carrying.greeted()
    return over
  }
  return { proxy, go, progress, failures, got: () => got, carrying, hold: (held: boolean) => (mayGo = !held) }
}

/** Twenty times as fast, with a twentieth of the delay: as many bytes are on their way when it breaks. */
const fast = (proxy: Proxy) =>
  proxy.shape({ downBps: edge.downBps * 20, upBps: edge.upBps * 20, delayMs: edge.delayMs / 20 })
const total = (proxy: Proxy) => proxy.counts().up + proxy.counts().down

test('an upload of 200 KB at the edge, cut at every tenth, costs at most 10 % more', async () => {
  const { v, hash } = await village()
  const quiet = await village()
  const job: FileJob = { is: 'send', hash, size: SIZE }
  const once = await carry(quiet.v, '王大婶', job)
  fast(once.proxy)
  expect(await once.go()).toBe('sent')

  const cut = await carry(v, '王大婶', job)
  fast(cut.proxy)
  let cuts = -1
  cut.proxy.resetEach(() => {
    cuts += 1
    return SIZE / 10
  }, 'up')
  expect(await cut.go()).toBe('sent')
  expect(await v.blobs.read(hash, 0, SIZE)).toEqual(bytes)
  expect(cut.failures).toEqual([])
  const [dear, cheap] = [total(cut.proxy), total(once.proxy)]
  console.log(`upload: ${dear} B with ${cuts} cuts, ${cheap} B without, ${SIZE} B of picture`)
  expect(cuts).toBeGreaterThanOrEqual(10)
  expect(dear).toBeLessThanOrEqual(1.1 * cheap)
  expect(cheap).toBeLessThanOrEqual(1.04 * SIZE)
})

test('a download cut again and again goes on with the next part; what is lost is less than a part each time', async () => {
  const { v, hash } = await village()
  const { device } = v.phones.王大婶
  await v.blobs.append({ hash, device }, bytes)
  await v.blobs.finish({ hash, device })
  const luo = await carry(v, '罗二哥', { is: 'fetch', hash, size: SIZE })
  fast(luo.proxy)
  let cuts = 0
  luo.proxy.resetEach(() => (cuts++ < 4 ? 50_000 : undefined), 'down')
  expect(await luo.go()).toBe('got')
  expect(luo.got()).toEqual(bytes)
  expect(luo.proxy.counts().down).toBeLessThan(SIZE + 5 * FILES.partBytes)
})

test('words go first: while there are some, nothing of a file goes, and what was on its way is not sent twice', async () => {
  const { v, hash } = await village()
  const wang = await carry(v, '王大婶', { is: 'send', hash, size: SIZE })
  wang.proxy.shape({ upBps: 4_000_000 })
  const sent = wang.go()
  await expect.poll(() => wang.progress.length).toBeGreaterThan(2)
  wang.hold(true)
  wang.carrying.look()
  const { up } = wang.proxy.counts()
  wang.hold(false)
  wang.carrying.look()
  expect(await sent).toBe('sent')
  expect(up).toBeLessThan(SIZE)
  expect(wang.proxy.counts().up).toBeLessThan(1.04 * SIZE + FILES.partBytes)
  expect(await v.blobs.size(hash)).toBe(SIZE)
})

test('what the relay does not have is absent; what no entry brings is not taken', async () => {
  const { v, hash } = await village()
  const luo = await carry(v, '罗二哥', { is: 'fetch', hash, size: SIZE })
  expect(await luo.go()).toBe('absent')
  const wang = await carry(v, '王大婶', { is: 'send', hash: 'cd'.repeat(32), size: SIZE })
  expect(await wang.go()).toBe('absent')
})

test('bytes that are not what the entry names are begun anew once, and then given up', async () => {
  const { v } = await village()
  const other = await hashOf(noise(SIZE, 9))
  await bring(v, '王大婶', other, SIZE)
  const wang = await carry(v, '王大婶', { is: 'send', hash: other, size: SIZE })
  expect(await wang.go()).toBe('refused')
  expect(await v.blobs.all()).toEqual([])
})
