import { describe, expect, test } from 'vitest'
import { toHex, type Id } from '#entry/format.ts'
import type { Log, StoredEntry, StoredPlace } from '#server/log.ts'

/** What every log keeps to; `open` gives a new empty one, `reopen` the same one after a restart. */
export interface LogUnderTest {
  open(): Promise<Log> | Log
  reopen?(log: Log): Promise<Log>
}

const id = (n: number): Id => n.toString(16).padStart(64, '0')
export const entry = (i: number, more: Partial<StoredEntry> = {}): StoredEntry => ({
  i,
  id: id(i),
  bytes: new Uint8Array([i % 256, 1, 2]),
  at: 1000 + i,
  roster: 3,
  device: 'd000000000000001',
  seq: i,
  volumes: ['board/2026'],
  ...more,
})
export const place = (volume: string, k: number, i: number): StoredPlace => ({
  volume,
  k,
  i,
  class: 0,
  client: 4_000_000_000,
  clock: k - 1,
  chain: new Uint8Array(32).fill(k),
  size: 3 * k,
})

export function logContract(name: string, { open, reopen }: LogUnderTest) {
  describe(name, () => {
    test('an empty log has nothing', async () => {
      const log = await open()
      expect([log.lastNumber(), log.lastPlaces(), log.entry(id(1)), log.numbered(1)]).toEqual([
        0,
        [],
        undefined,
        undefined,
      ])
      expect([log.places('roster', 1, 10), log.place('roster', 1), log.meta('a'), log.metas('')]).toEqual([
        [],
        undefined,
        undefined,
        [],
      ])
    })

    test('what was appended is read by id, number, device and place', async () => {
      const log = await open()
      await log.append({ entries: [entry(1)], places: [place('board/2026', 1, 1)] })
      expect(log.entry(id(1))).toEqual(entry(1))
      expect(log.numbered(1)).toEqual(entry(1))
      expect(log.bySeq('d000000000000001', 1)).toBe(id(1))
      expect(log.bySeq('d000000000000001', 2)).toBeUndefined()
      expect(log.place('board/2026', 1)).toEqual(place('board/2026', 1, 1))
      expect(log.place('board/2026', 2)).toBeUndefined()
    })

    test('lines come in order, from where one asks and no more than one asks for', async () => {
      const log = await open()
      const places = Array.from({ length: 300 }, (_, n) => place('topic/a', n + 1, n + 1))
      await log.append({ entries: places.map(({ i }) => entry(i)), places })
      await log.append({ entries: [], places: [place('topic/a-2', 1, 1), place('topic/b', 1, 2)] })
      expect(log.places('topic/a', 1, 1000)).toEqual(places)
      expect(log.places('topic/a', 250, 20).map(({ k }) => k)).toEqual(
        places.slice(249, 269).map(({ k }) => k),
      )
      expect(log.places('topic/a', 301, 20)).toEqual([])
      const lasts = log.lastPlaces().sort((a, b) => (a.volume < b.volume ? -1 : 1))
      expect(lasts).toEqual([places[299], place('topic/a-2', 1, 1), place('topic/b', 1, 2)])
      expect(log.lastNumber()).toBe(300)
    })

    test('notes beside the book are kept, replaced and taken away, and found by how they begin', async () => {
      const log = await open()
      const meta = [
        ['parked/b', new Uint8Array([2])],
        ['parked/a', new Uint8Array([1])],
        ['vote/a', new Uint8Array([3])],
      ] as const
      await log.append({ entries: [], places: [], meta })
      expect(log.metas('parked/')).toEqual([
        ['parked/a', new Uint8Array([1])],
        ['parked/b', new Uint8Array([2])],
      ])
      await log.append({
        entries: [],
        places: [],
        meta: [
          ['parked/a', undefined],
          ['vote/a', new Uint8Array([4])],
        ],
      })
      expect(log.metas('parked/').map(([key]) => key)).toEqual(['parked/b'])
      expect(log.meta('vote/a')).toEqual(new Uint8Array([4]))
    })

    test('numbers may have gaps, as after a restore', async () => {
      const log = await open()
      await log.append({ entries: [entry(1), entry(900)], places: [] })
      expect([log.lastNumber(), log.numbered(2), toHex(log.numbered(900)!.bytes)]).toEqual([
        900,
        undefined,
        '840102',
      ])
    })

    if (reopen)
      test('everything is there after a restart', async () => {
        const log = await open()
        const places = Array.from({ length: 50 }, (_, n) => place('roster', n + 1, n + 1))
        const meta = [['relayEpoch', new Uint8Array([7])]] as const
        await log.append({ entries: places.map(({ i }) => entry(i)), places, meta })
        const again = await reopen!(log)
        expect(again.places('roster', 1, 100)).toEqual(places)
        expect(again.numbered(50)).toEqual(entry(50))
        expect(again.meta('relayEpoch')).toEqual(new Uint8Array([7]))
        expect(again.lastNumber()).toBe(50)
        await again.close()
      })
  })
}
