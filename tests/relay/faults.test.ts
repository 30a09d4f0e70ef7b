import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { readHead } from '#entry/heads.ts'
import { noticePublished } from '#rulebook/notice.ts'
import { STALLED_MS } from '#server/offers.ts'
import { openLmdbLog } from '#server/lmdb-log.ts'
import { createMemoryLog } from '#server/memory-log.ts'
import { verifyLog } from '#server/village/verify.ts'
import { FAULTS, faultyLog } from '#support/faulty-log.ts'
import { notice } from '#support/texts.ts'
import { foundTestVillage } from '#support/village.ts'

const CALLS = 4
const STORES = {
  async memory() {
    return { inner: createMemoryLog(), end: async () => {} }
  },
  async disk() {
    const folder = await mkdtemp(path.join(tmpdir(), 'xiangyin-faults-'))
    const inner = openLmdbLog(path.join(folder, 'book'))
    const end = async () => {
      await inner.close()
      await rm(folder, { recursive: true, force: true })
    }
    return { inner, end }
  },
}

for (const [where, open] of Object.entries(STORES))
  for (const fault of FAULTS)
    for (let nth = 1; nth <= CALLS; nth++)
      test(`a store (${where}) that ${fault} at call ${nth}: nothing is said that is not kept`, async () => {
        const { inner, end } = await open()
        const disk = faultyLog(inner)
        const notes: string[] = []
        const note = (what: string, facts?: object) => void notes.push(what + JSON.stringify(facts ?? {}))
        const v = await foundTestVillage({ log: disk.log, note })
        const tao = await v.connect('陶书记').welcomed()
        const wang = await v.connect('王大婶').welcomed()
        const before = v.log.lastNumber()
        const struck = disk.arm(nth, fault)
        const written = []
        for (let n = 0; n < CALLS; n++) written.push(await v.write('陶书记', noticePublished, notice(`${n}`)))
        // One after the other, so that each is a call of its own.
        for (const { bytes } of written.slice(0, nth - 1))
          expect((await tao.offer(bytes))[0]!.code).toBe('accepted')
        // Then all the others in one batch, of which a half can land.
        const together = written.slice(nth - 1).map(({ bytes }) => bytes)
        void tao.offer(...together).catch(() => {})
        const overHttp = v.relay.offer(together)
        await struck
        if (fault.startsWith('hangs')) {
          v.clock.now += STALLED_MS + 1
          v.relay.tick()
          expect((await v.relay.offer([written[0]!.bytes]))[0]!.code).toBe('busy')
          expect(notes.join()).toContain('the disk does not answer')
          expect(await Promise.race([overHttp, Promise.resolve('not answered')])).toBe('not answered')
        } else {
          expect(await tao.closed()).toBe(1013)
          expect((await overHttp).map(({ code }) => code)).toEqual(together.map(() => 'busy'))
          expect(notes.join()).toContain(fault === 'is full' ? 'ENOSPC' : 'EIO')
        }
        const told = tao.messages('ANSWER').flatMap(({ body }) => body.answers)
        const accepted = told.filter(({ code }) => code === 'accepted')
        expect(accepted).toHaveLength(nth - 1)
        expect(accepted.every(({ id }) => disk.durable.has(id))).toBe(true)
        expect(wang.lines('board/2026')).toHaveLength(nth - 1)
        // Heads are signed while the disk works: nobody hears of a number before it is kept.
        for (const phone of [tao, wang])
          for (const { body } of phone.messages('HEAD'))
            expect(readHead(body.head.bytes)!.i).toBeLessThanOrEqual(before + nth - 1)
        expect(notes.join()).not.toMatch(/陶|停水/)

        await v.restart(inner)
        const again = await v.connect('陶书记').welcomed()
        const answers = await again.offer(...written.map(({ bytes }) => bytes))
        expect(answers.every(({ code }) => code === 'accepted' || code === 'duplicate')).toBe(true)
        for (const one of accepted) expect(answers.find(({ id }) => id === one.id)!.i).toBe(one.i)
        await again.has('board/2026', CALLS)
        expect(inner.places('board/2026', 1, 100)).toHaveLength(CALLS)
        expect(await verifyLog(inner)).toMatchObject({ is: 'sound' })
        await end()
      })
