import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { villageClock } from '#desk/village-clock.ts'
import { backoff, PROBE, RECONNECT } from '#sync/backoff.ts'
import { heartbeat } from '#sync/heartbeat.ts'
import { isReachable } from '#sync/reachability.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function beating(isBusy = false) {
  const pings: number[] = []
  let diedAt: number | undefined
  const heart = heartbeat({
    ping: (n) => pings.push(n),
    dead: () => (diedAt = Date.now()),
    isBusy: () => isBusy,
    now: () => Date.now(),
  })
  return { heart, pings, began: Date.now(), died: () => diedAt }
}

test('a dead link is noticed within 12 s on a good link', () => {
  const { began, died } = beating()
  vi.advanceTimersByTime(12_000)
  expect(died()! - began).toBeLessThanOrEqual(12_000)
})

test('and within 20 s on a bad one, where answers take seconds or queue behind offers', () => {
  const slow = beating()
  vi.advanceTimersByTime(8000)
  vi.advanceTimersByTime(2700)
  slow.heart.pong(1)
  slow.heart.heard()
  const lastHeard = Date.now()
  vi.advanceTimersByTime(20_000)
  expect(slow.died()! - lastHeard).toBeLessThanOrEqual(20_000)
  expect(slow.died()! - lastHeard).toBeGreaterThan(12_000)
  const busy = beating(true)
  vi.advanceTimersByTime(20_000)
  expect(busy.died()! - busy.began).toBe(19_000)
})

test('any traffic counts, and an hour of silence costs less than 50 KB', () => {
  const { heart, pings, died } = beating()
  for (let n = 0; n < 100; n++) {
    vi.advanceTimersByTime(5000)
    heart.heard()
  }
  expect(pings).toEqual([])
  const end = Date.now() + 3600_000
  while (Date.now() < end) {
    const before = pings.length
    vi.advanceTimersByTime(1000)
    if (pings.length > before) {
      heart.pong(pings[pings.length - 1]!)
      heart.heard()
    }
  }
  expect(died()).toBeUndefined()
  // PING and PONG with the frames' own bytes, and 40 of TCP and 22 of TLS for each.
  const wire = 7 + 6 + 62 + (16 + 2 + 62)
  expect(pings.length * wire).toBeLessThan(80_000)
  expect(pings.length * (7 + 6 + 16 + 2)).toBeLessThan(50_000)
  heart.stop()
  vi.advanceTimersByTime(60_000)
  expect(died()).toBeUndefined()
})

test('waiting grows to 45 s, is drawn anew each time, and starts over', () => {
  const most = backoff(RECONNECT, () => 1)
  const waits = Array.from({ length: 9 }, () => most.next())
  expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 45_000, 45_000, 45_000])
  most.reset()
  expect(most.next()).toBe(1000)
  expect(backoff(RECONNECT, () => 0).next()).toBe(200)
  // Whoever draws little is not lifted to the least: a third of a village would ask in the same moment.
  expect(backoff(PROBE, () => 0.1).next()).toBe(12_000)
  const probe = backoff(PROBE, () => 1)
  expect([probe.next(), probe.next()]).toEqual([30_000, 45_000])
  for (let n = 0; n < 9; n++) probe.next()
  expect(probe.next()).toBe(300_000)
})

test('reachable is who echoes the number: not a login page, not a redirect, not silence', async () => {
  const asked: [string, RequestInit | undefined][] = []
  const echo = async (url: unknown, init?: RequestInit) => {
    asked.push([String(url), init])
    return new Response(new URL(String(url)).searchParams.get('n'))
  }
  expect(await isReachable('https://relay', echo)).toBe(true)
  expect(asked[0]![1]).toMatchObject({ cache: 'no-store', redirect: 'error' })
  expect(await isReachable('https://relay', async () => new Response('<html>请登录</html>'))).toBe(false)
  expect(await isReachable('https://relay', async () => Promise.reject(new TypeError('redirect')))).toBe(
    false,
  )
  const silent = isReachable(
    'https://relay',
    (_, init) =>
      new Promise((_, reject) => init!.signal!.addEventListener('abort', () => reject(new Error('aborted')))),
  )
  await vi.advanceTimersByTimeAsync(8000)
  expect(await silent).toBe(false)
})

test('abuse 22: the village has its own time: a phone set to 2030 does not matter, and a sleep makes it unsure', () => {
  let steady = 5000
  let wall = Date.UTC(2030, 0, 1)
  const clock = villageClock(
    () => steady,
    () => wall,
  )
  expect(clock.now()).toBeUndefined()
  clock.set(Date.UTC(2026, 2, 1))
  steady += 60_000
  wall += 60_000
  expect(clock.now()).toBe(Date.UTC(2026, 2, 1) + 60_000)
  wall += 8 * 3600_000
  expect(clock.now()).toBeUndefined()
  clock.set(Date.UTC(2026, 2, 1, 8))
  expect(clock.now()).toBe(Date.UTC(2026, 2, 1, 8))
})

test('who watches the village time is told when it becomes known or was another, and not at every head', () => {
  let steady = 0
  const clock = villageClock(
    () => steady,
    () => steady,
  )
  const heard: (number | undefined)[] = []
  const stop = clock.watch(() => heard.push(clock.now()))
  clock.set(1_000_000)
  steady += 30_000
  clock.set(1_030_000)
  clock.set(1_090_000)
  stop()
  clock.set(2_000_000)
  expect(heard).toEqual([1_000_000, 1_090_000])
})
