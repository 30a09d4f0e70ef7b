// What a crowd does to a relay, in small: gated on bytes, counts and states. `npm run crowd` does it in full, with times.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { foundCrowd, type CrowdVillage } from './crowd-village.ts'
import { flooded } from './delivery.ts'
import { grow } from './leak.ts'
import { outage } from './outage.ts'
import { growthOf, isBounded, isHeldBack, MOST_WAITING } from './report.ts'
import { slowReader } from './slow-reader.ts'
import { canWatch, NEEDS_PROC } from './watched-relay.ts'

const PHONES = 40
const SEED = 7
let v: CrowdVillage
beforeAll(async () => void (v = await foundCrowd(PHONES, 60)), 60_000)
afterAll(() => v?.end())

test.for(['killed', 'restarted'] as const)(
  '%s under forty phones, the relay comes back with new entries: all come to the same heads, one socket at a time',
  // A phone waits 45 s at most, and on a busy machine it is some time until the relay is back.
  { timeout: 120_000 },
  async (how) => {
    const o = await outage(v, { phones: PHONES, seed: SEED, how, downMs: 0, entries: 30 })
    expect(o.failures).toEqual([])
    expect(o.mostAtOnce).toBe(1)
    // Who is told when to come back comes once; who is told nothing tries, and waits ever longer.
    expect(o.mostSockets).toBeLessThanOrEqual(how === 'killed' ? 8 : 2)
  },
)

test(
  'one who does not read costs the relay no more than its limit, and nobody else anything',
  { timeout: 60_000 },
  async () => {
    const s = await slowReader(v, { phones: 4, seed: SEED, rounds: 12 })
    expect(s.broadcast).toBeGreaterThan(7_000_000)
    expect(s, JSON.stringify(s)).toSatisfy(isHeldBack)
    expect(s.othersSockets).toBe(4)
  },
)

test(
  'a flood from one address, before AUTH, after it and by HTTP: everyone else gets every word on the same socket',
  { timeout: 60_000 },
  async () => {
    for (const f of await flooded(v, { phones: 8, seed: SEED, bytes: 1_000_000, overMs: 1000, entries: 8 })) {
      expect(f.bytes).toBeGreaterThanOrEqual(1_000_000)
      expect(f.saidDuring).toBeGreaterThanOrEqual(5)
      expect([f.how, f.delivered, f.othersSockets]).toEqual([f.how, f.said * 8, 8])
      expect(f.mostWaiting).toBeLessThanOrEqual(MOST_WAITING)
    }
  },
)

test.skipIf(!canWatch)(
  'entries and comings leave nothing behind but the book',
  { timeout: 60_000, ...NEEDS_PROC },
  async () => {
    const village = await foundCrowd(20, 60)
    const grown = await grow(village, { entries: 1200, comings: 300, looks: 2 })
    await village.end()
    const growth = growthOf(grown)
    expect(isBounded(growth), JSON.stringify(growth)).toBe(true)
  },
)
