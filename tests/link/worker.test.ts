// What the worker hands in while the app is closed, where someone stands between it and the relay.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { threadOpened } from '#rulebook/thread.ts'
import { orderOf } from '#ledger/book.ts'
import { cborOf, offerInBackground } from '#shell/background-offers.ts'
import { randomFrom } from '#support/random.ts'
import { foundTestVillage, START } from '#support/village.ts'
import { servedVillage, words } from './line.ts'
import { startMiddle, type Instead } from './middle.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  vi.unstubAllGlobals()
  for (const end of ends.splice(0).reverse()) await end()
})

/** A book that holds these entries as not answered yet, as far as the worker looks into it. */
function bookOf(rows: { order: number; bytes: Uint8Array }[]) {
  const asking = <T>(result: T) => {
    const request = { result, onsuccess: () => {} }
    queueMicrotask(() => request.onsuccess())
    return request
  }
  const index = { getAll: () => asking([...rows]) }
  const store = { index: () => index }
  const book = { transaction: () => ({ objectStore: () => store }), close() {} }
  return { open: () => asking(book) }
}

/** 王大婶 has opened ten matters, one longer than the others, on a phone without coverage; then its worker wakes behind a proxy. */
async function tenMatters() {
  const { v, relay } = await servedVillage()
  const middle = await startMiddle(relay.port)
  ends.push(() => relay.stop(), middle.close)
  const random = randomFrom(10)
  const rows: { order: number; bytes: Uint8Array }[] = []
  for (let n = 0; n < 10; n++) {
    const { bytes } = await v.write('王大婶', threadOpened, {
      title: `${n}`,
      text: words(random, n === 4 ? 1000 : 700),
    })
    // As the ledger keeps them: the newest has the lowest. The browser gives them in no order of ours.
    rows.splice(n % 2 ? 0 : rows.length, 0, {
      order: orderOf({ is: 'provisional', offered: false }, START + n),
      bytes,
    })
  }
  vi.stubGlobal('indexedDB', bookOf([...rows]))
  const real = fetch
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => real(`${middle.url}${path}`, init))
  const before = v.log.lastNumber()
  const written = rows.sort((a, b) => b.order - a.order).map(({ bytes }) => bytes)
  /** What was handed in, in the order of its numbers. */
  const handedIn = () => written.map((_, n) => v.log.numbered(before + 1 + n)?.bytes)
  return { middle, before, last: () => v.log.lastNumber(), written, handedIn }
}

let there: Awaited<ReturnType<typeof tenMatters>>
beforeEach(async () => void (there = await tenMatters()))

const TURNED_AWAY: Instead[] = [
  { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>请先登录</html>' },
  { status: 302, headers: { location: '/login' } },
  { status: 403, headers: { 'content-type': 'text/html' }, body: '<html>禁止访问</html>' },
  { status: 407, headers: { 'proxy-authenticate': 'Basic' } },
  { status: 429, headers: { 'retry-after': '30' } },
  { status: 503 },
  { status: 511, body: '<html>请先登录</html>' },
]
test.for(TURNED_AWAY)(
  '/v1/offer gets $status: asked once, and the browser is told to try again later',
  async (instead) => {
    const { middle, before, last, written, handedIn } = there
    middle.instead(() => instead)
    await expect(offerInBackground()).rejects.toThrow()
    expect(middle.asked.map(({ path }) => path)).toEqual(['/v1/offer'])
    expect(last()).toBe(before)
    middle.instead(() => undefined)
    await offerInBackground()
    expect(last()).toBe(before + 10)
    // The first said is the first handed in.
    expect(handedIn()).toEqual(written)
  },
)

test('/v1/offer turns away a phone that is not admitted: asked once, and not again', async () => {
  const { middle, before, last } = there
  const stranger = await foundTestVillage()
  const { bytes } = await stranger.write('王大婶', threadOpened, { title: '外村', text: '话' })
  vi.stubGlobal('indexedDB', bookOf([{ order: 1, bytes }]))
  await offerInBackground()
  expect(middle.asked.map(({ path }) => path)).toEqual(['/v1/offer'])
  expect(last()).toBe(before)
})

test('/v1/offer gets 413 for more than 6 KB: handed in by twos, each once', async () => {
  const { middle, before, last } = there
  middle.instead(({ bytes }) => (bytes > 6 * 1024 ? { status: 413 } : undefined))
  await offerInBackground()
  expect(last()).toBe(before + 10)
  const refused = middle.asked.filter(({ bytes }) => bytes > 6 * 1024)
  expect(refused.length).toBeGreaterThan(0)
  expect(refused.length).toBeLessThanOrEqual(3)
})

test('/v1/offer gets 413 for one of ten: the nine behind and before it are handed in, and the browser is to come again', async () => {
  const { middle, before, last, written } = there
  const [large] = [...written].sort((a, b) => b.length - a.length)
  const alone = cborOf([large!]).length
  const next = Math.max(...written.filter((one) => one !== large).map((one) => cborOf([one]).length))
  expect(alone).toBeGreaterThan(next)
  middle.instead(({ bytes }) => (bytes >= alone ? { status: 413 } : undefined))
  await expect(offerInBackground()).rejects.toThrow('too large')
  expect(last()).toBe(before + 9)
})

test('/v1/offer gets 413 for anything: after three alone it is asked no more, and the browser is to come again', async () => {
  const { middle, before, last } = there
  middle.instead(() => ({ status: 413 }))
  await expect(offerInBackground()).rejects.toThrow()
  expect(middle.asked.length).toBeLessThanOrEqual(7)
  expect(last()).toBe(before)
})
