// A proxy in between that says: too large, too many, later. The phone waits longer and longer, and goes on by itself.
import { afterEach, expect, test, vi } from 'vitest'
import { threadOpened } from '#rulebook/thread.ts'
import { GOAWAY, tell } from '#rulebook/wire.ts'
import { dial } from '#sync/dial.ts'
import { frame } from '#sync/frames.ts'
import { HttpSocket } from '#sync/http-socket.ts'
import { foundTestVillage } from '#support/village.ts'
import { dialled, doorPhone } from '../sync/door-phone.ts'
import { both, keepsLine, servedVillage, words } from './line.ts'
import { randomFrom } from '#support/random.ts'
import { startMiddle } from './middle.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  for (const end of ends.splice(0).reverse()) await end()
})

async function behindProxy() {
  const { v, relay } = await servedVillage()
  const middle = await startMiddle(relay.port)
  ends.push(() => relay.stop(), middle.close)
  return { v, middle }
}

const BUSY = [
  { status: 413 },
  { status: 429, headers: { 'retry-after': '1' } },
  { status: 503, headers: { 'retry-after': '1' } },
]

test.for(BUSY)('$status for the socket and for requests: few are made, and then it goes on', async (busy) => {
  const { v, middle } = await behindProxy()
  middle.instead(({ path }) => (path.startsWith('/ping') ? undefined : busy))
  const mine = await v.write('王大婶', threadOpened, { title: '我的', text: '话' })
  const line = keepsLine(v, middle.url, { out: [{ id: mine.id, entry: mine.bytes, later: false }] })
  ends.push(line.stop)
  await line.until(() => line.states.filter((state) => state === 'off').length === 2)
  // Each time the socket, the question whether the relay is there, one request in the socket's place.
  expect(middle.asked.map(({ path, isUpgrade }) => (isUpgrade ? 'upgrade' : path))).toEqual(
    [1, 2].flatMap(() => ['upgrade', '/ping', '/v1/carry']),
  )
  expect([line.answers, line.waiting()]).toEqual([[], [mine.id]])
  middle.instead(() => undefined)
  await line.until(line.isCurrent)
  expect([line.answers, line.waiting(), line.failures]).toEqual([['accepted'], [], []])
  const { phone, relay } = both(v, line)
  expect(phone).toEqual(relay)
})

test.for(BUSY.slice(1))(
  '$status in the middle of a ride: waits as long as it is told to, and rides on',
  async (busy) => {
    const { v, middle } = await behindProxy()
    let rides = 0
    middle.instead(({ path, isUpgrade }) => {
      if (isUpgrade) return { status: 403 }
      if (path === '/v1/carry') rides += 1
      return path === '/v1/carry' && rides === 3 ? { ...busy, headers: { 'retry-after': '3' } } : undefined
    })
    const times: number[] = []
    const line = keepsLine(v, middle.url, {
      get: (to, init) => {
        times.push(Date.now())
        return fetch(to, init)
      },
    })
    ends.push(line.stop)
    await line.until(line.isCurrent)
    expect(line.sockets().made).toBe(1)
    expect(rides).toBeGreaterThan(3)
    // The third ride is the fourth request, after the question whether the relay is there.
    expect(times[4]! - times[3]!).toBeGreaterThanOrEqual(3000)
  },
)

test('a proxy that takes no more than 20 KB at once: the ride goes on in smaller pieces', async () => {
  const { v, middle } = await behindProxy()
  middle.instead(({ bytes, isUpgrade }) =>
    isUpgrade ? { status: 403 } : bytes > 20 * 1024 ? { status: 413 } : undefined,
  )
  const random = randomFrom(12)
  const out = []
  for (let n = 0; n < 14; n++) {
    const { id, bytes } = await v.write('王大婶', threadOpened, { title: `${n}`, text: words(random, 700) })
    out.push({ id, entry: bytes, later: false })
  }
  const line = keepsLine(v, middle.url, { out })
  ends.push(line.stop)
  await line.until(line.isCurrent)
  expect(line.answers).toEqual(out.map(() => 'accepted'))
  expect([line.waiting(), line.failures]).toEqual([[], []])
  const refused = middle.asked.filter(({ bytes }) => bytes > 20 * 1024)
  expect(refused.length).toBeGreaterThan(0)
  expect(refused.length).toBeLessThan(4)
})

test.for([200, 413, 429, 503])(
  'an hour of nothing but %i: less than ten requests a minute',
  async (status) => {
    vi.useFakeTimers()
    vi.spyOn(Math, 'random').mockImplementation(randomFrom(status))
    const asked: string[] = []
    const phone = doorPhone(await foundTestVillage())
    // The relay itself is reachable, which is what makes a phone try harder.
    const get = async (to: unknown) => {
      const url = new URL(String(to))
      asked.push(url.pathname)
      return url.pathname === '/ping'
        ? new Response(url.searchParams.get('n'))
        : new Response('no', { status })
    }
    class Socket {
      readyState = 0
      onerror = () => {}
      constructor() {
        asked.push('upgrade')
        setTimeout(() => this.onerror(), 50)
      }
      close() {}
    }
    const states: string[] = []
    const line = dial({
      url: 'ws://relay/v1',
      http: 'http://relay',
      ...dialled(phone),
      link: ({ state }) => void (state && states.push(state)),
      Socket: Socket as never,
      overHttp: async () => new HttpSocket('http://relay', get as typeof fetch) as never,
      get: get as typeof fetch,
    })
    await vi.advanceTimersByTimeAsync(3600_000)
    expect(asked.length).toBeGreaterThan(60)
    expect(asked.length).toBeLessThan(600)
    expect(new Set(states)).toEqual(new Set(['trying', 'off']))
    line.stop()
    await line.over
  },
)

test('told when to come back, a phone comes a little later: each at a moment of its own', async () => {
  vi.useFakeTimers()
  const v = await foundTestVillage()
  const goaway = frame(0, tell(GOAWAY, { code: 1012, retryAfterMs: 7000 }))
  const waits = [0, 0.5, 1].map(async (drawn) => {
    const phone = doorPhone(v)
    const made: number[] = []
    class Socket {
      readyState = 1
      onmessage = (_: { data: ArrayBuffer }) => {}
      onclose = (_: { code: number }) => {}
      constructor() {
        made.push(Date.now())
        setTimeout(() => {
          this.onmessage({ data: goaway.slice().buffer })
          setTimeout(() => this.onclose({ code: 1012 }), 50)
        }, 50)
      }
      send() {}
      close() {}
    }
    const line = dial({
      url: 'ws://relay/v1',
      http: 'http://relay',
      ...dialled(phone),
      link: () => {},
      Socket: Socket as never,
      overHttp: () => Promise.reject(new Error('not asked')),
      get: (() => Promise.reject(new Error('no network'))) as typeof fetch,
      random: () => drawn,
    })
    await vi.advanceTimersByTimeAsync(9000)
    line.stop()
    return made[1]! - made[0]! - 100
  })
  expect(await Promise.all(waits)).toEqual([7200, 7600, 8000])
})
