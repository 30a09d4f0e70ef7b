// A link that is cut again and again: a catch-up goes on where it was, and costs hardly more than one that was not.
import { afterEach, expect, test } from 'vitest'
import { commentPosted, threadOpened } from '#rulebook/thread.ts'
import type { Served } from '#server/serve.ts'
import { edge, startProxy, type Proxy } from '#support/proxy.ts'
import { DAY, type TestVillage, type Written } from '#support/village.ts'
import { randomFrom } from '#support/random.ts'
import { END, framesIn, SLICE } from './frames.ts'
import { both, debate, keepsLine, servedVillage, words, type Line } from './line.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

async function village(history: Parameters<typeof debate>[1]) {
  const { v, relay } = await servedVillage()
  ends.push(() => relay.stop())
  return { v, relay, bytes: await debate(v, history) }
}

async function road(relay: Served): Promise<Proxy> {
  const proxy = await startProxy({ target: { port: relay.port } })
  ends.push(proxy.close)
  return proxy
}

const total = (proxy: Proxy) => proxy.counts().up + proxy.counts().down

/** What a new phone's whole catch-up costs when nothing is in its way. */
async function uninterrupted(v: TestVillage, relay: Served) {
  const proxy = await road(relay)
  const line = keepsLine(v, proxy.url)
  await line.until(line.isCurrent)
  await line.stop()
  return { all: total(proxy), down: proxy.counts().down }
}

function expectWhole(v: TestVillage, line: Line) {
  const { phone, relay } = both(v, line)
  expect(phone).toEqual(relay)
  expect([line.twice(), line.alarms(), line.failures]).toEqual([0, 0, []])
}

/** A new phone catches up, and its line is cut after so many bytes have come down. */
async function catchUpCutAt(v: TestVillage, proxy: Proxy, at: number) {
  const { connections } = proxy.counts()
  proxy.resetAfter(at, 'down')
  const line = keepsLine(v, proxy.url, { off: (dialled) => dialled.wake() })
  await line.until(line.isCurrent)
  await line.stop()
  expectWhole(v, line)
  expect(proxy.counts().connections - connections, `cut at ${at}`).toBeGreaterThan(1)
}

/** All that comes down from now on. */
function comingDown(proxy: Proxy): () => Buffer {
  const parts: Buffer[] = []
  proxy.watch((way, bytes) => way === 'down' && parts.push(bytes))
  return () => Buffer.concat(parts)
}

test(
  '1 MB reaches a new phone at the edge with a reset every 200 KB: at most 1.05 times the bytes',
  { timeout: 40_000 },
  async () => {
    const { v, relay, bytes } = await village({ matters: 4, comments: 150, signs: 540, seed: 3 })
    expect(bytes).toBeGreaterThan(1_000_000)
    const once = await uninterrupted(v, relay)
    const proxy = await road(relay)
    // Twenty times as fast, with a twentieth of the delay: as many bytes are on their way when it breaks.
    proxy.shape({ downBps: edge.downBps * 20, upBps: edge.upBps * 20, delayMs: edge.delayMs / 20 })
    proxy.resetEach(() => 200_000, 'down')
    const line = keepsLine(v, proxy.url, { off: (dialled) => dialled.wake() })
    ends.push(line.stop)
    await line.until(line.isCurrent)
    expectWhole(v, line)
    expect(line.sockets()).toEqual({ made: Math.floor(total(proxy) / 200_000) + 1, mostAtOnce: 1 })
    console.log(`edge: ${total(proxy)} B with ${line.sockets().made - 1} resets, ${once.all} B without`)
    expect(total(proxy)).toBeLessThanOrEqual(1.05 * once.all)
  },
)

/** So many bytes a catch-up may differ from another of the same. */
const DIFFER = 100

test('cut once, at each of 60 places of a catch-up of 60 KB: the next connection brings the rest', async () => {
  const { v, relay } = await village({ matters: 3, comments: 30, signs: 160, seed: 7 })
  const once = await uninterrupted(v, relay)
  const proxy = await road(relay)
  const random = randomFrom(60)
  let most = 0
  for (let n = 0; n < 60; n++) {
    // A few bytes before the end: signatures and times are not each time as long.
    const at = 1 + Math.floor(((n + random()) * (once.down - DIFFER)) / 60)
    const before = total(proxy)
    await catchUpCutAt(v, proxy, at)
    most = Math.max(most, total(proxy) - before)
  }
  console.log(`one cut: at most ${most} B, ${once.all} B without`)
  // What is lost is one slice, and what greets a second time.
  expect(most).toBeLessThan(once.all + 16 * 1024 + 6144)
})

test('cut a byte before, at and a byte after each edge of a frame: nothing is lost, nothing comes twice', async () => {
  const { v, relay } = await village({ matters: 3, comments: 30, signs: 160, seed: 7 })
  const whole = await road(relay)
  const came = comingDown(whole)
  const line = keepsLine(v, whole.url)
  await line.until(line.isCurrent)
  const all = framesIn(came())
  await line.stop()
  // With the last volume's end the phone is current: what follows may come after it has hung up.
  const lastSlice = all.findLastIndex(({ kind }) => kind === SLICE)
  const frames = all.slice(0, all.findIndex(({ kind }, n) => kind === END && n > lastSlice) + 1)
  const kinds = new Set(frames.map(({ kind }) => kind))
  expect([...kinds]).toEqual(['HELLO', 'WELCOME', 'OPENED', SLICE, END, 'HEAD'])
  const places = new Set(frames.flatMap(({ from, to }) => [from, to].flatMap((at) => [at - 1, at, at + 1])))
  const cuts = [...places].filter((at) => at < frames.at(-1)!.to)
  console.log(`${frames.length} frames, ${cuts.length} cuts`)
  for (const at of cuts) {
    // A road of its own: the last one's farewell may still be under way.
    const proxy = await road(relay)
    const cameDown = comingDown(proxy)
    await catchUpCutAt(v, proxy, at)
    // What went before is as long as it was, so the cut fell where it was meant to.
    const before = framesIn(cameDown().subarray(0, at))
    expect(before, `cut at ${at}`).toEqual(frames.filter(({ to }) => to <= at))
  }
}, 60_000)

test('cut once, at each of 60 places of what goes up, from the first byte on: every word stands once, in order', async () => {
  const { v, relay } = await servedVillage()
  ends.push(() => relay.stop())
  const { id: thread } = await v.say('罗二哥', threadOpened, { title: '修路', text: '村口' })
  const proxy = await road(relay)
  const random = randomFrom(61)

  /** Six words go up from a phone of their own; how many bytes that took, and the connections. */
  async function handIn(cut: number | undefined) {
    const mine: Written[] = []
    for (let n = 0; n < 6; n++)
      mine.push(await v.write('王大婶', commentPosted, { text: words(random, 60) }, [thread]))
    const [before, was] = [v.log.lastNumber(), proxy.counts()]
    if (cut !== undefined) proxy.resetAfter(cut, 'up')
    const line = keepsLine(v, proxy.url, {
      out: mine.map(({ id, bytes }) => ({ id, entry: bytes, later: false })),
      off: (dialled) => dialled.wake(),
    })
    await line.until(line.isCurrent)
    await line.stop()
    expectWhole(v, line)
    const stands = Array.from(
      { length: v.log.lastNumber() - before },
      (_, n) => v.log.numbered(before + 1 + n)!.id,
    )
    expect(stands, `cut at ${cut}`).toEqual(mine.map(({ id }) => id))
    expect(line.answers.every((code) => code === 'accepted' || code === 'duplicate')).toBe(true)
    expect(line.waiting()).toEqual([])
    // So that nobody says more than one may in a day.
    v.clock.now += DAY
    const { up, connections } = proxy.counts()
    return { up: up - was.up, connections: connections - was.connections }
  }

  const { up } = await handIn(undefined)
  console.log(`six words: ${up} B up`)
  for (let n = 0; n < 60; n++) {
    const cut = 1 + Math.floor(((n + random()) * up) / 60)
    const { connections } = await handIn(cut)
    expect(connections, `cut at ${cut}`).toBeGreaterThan(1)
  }
}, 60_000)

test('cut again and again while it catches up with 120 KB: it goes forward, and pays for greetings and pieces', async () => {
  const { v, relay } = await village({ matters: 70, comments: 2, signs: 160, seed: 11 })
  const once = await uninterrupted(v, relay)
  const proxy = await road(relay)
  const random = randomFrom(4711)
  // The greeting always comes through, or the phone would try another way; half of the pieces bring nothing else.
  let cuts = -1
  const cut = () => {
    cuts += 1
    return 700 + Math.floor(random() * 7000)
  }
  proxy.resetEach(cut, 'down')
  const held = [0]
  const line = keepsLine(v, proxy.url, {
    off(dialled) {
      held.push([...line.volumes.values()].reduce((sum, k) => sum + k, 0))
      dialled.wake()
    },
  })
  ends.push(line.stop)
  await line.until(line.isCurrent)
  expectWhole(v, line)
  expect(line.sockets().mostAtOnce).toBe(1)
  console.log(`${cuts} cuts: ${total(proxy)} B, ${once.all} B without`)
  expect(cuts).toBeGreaterThan(45)
  expect(held.length).toBe(cuts + 1)
  expect(held).toEqual([...held].sort((a, b) => a - b))
  // A piece is 4.2 KB on average, and what goes up for each is less.
  expect(total(proxy)).toBeLessThan(once.all + cuts * 6500)
})
