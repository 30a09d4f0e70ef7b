import { expect, test } from 'vitest'
import { readHead } from '#entry/heads.ts'
import { noticePublished } from '#rulebook/notice.ts'
import { createMemoryLog } from '#server/memory-log.ts'
import { verifyLog } from '#server/village/verify.ts'
import { faultyLog } from '#support/faulty-log.ts'
import type { TestPhone } from '#support/test-phone.ts'
import { notice } from '#support/texts.ts'
import { foundTestVillage } from '#support/village.ts'

/** Waits until a phone is let in or sent away: one of the two comes, whatever the store does. */
const inOrOut = (phone: TestPhone) => Promise.race([phone.welcomed(), phone.closed()])

/** 陶书记 hands two notices in while 王大婶 listens and 李监督 comes in anew: all that reads the store. */
async function anEvening(failsAt: number) {
  const inner = createMemoryLog()
  const disk = faultyLog(inner)
  const v = await foundTestVillage({ log: disk.log })
  const [tao, wang] = [await v.connect('陶书记').welcomed(), await v.connect('王大婶').welcomed()]
  const written = [
    await v.write('陶书记', noticePublished, notice('停水')),
    await v.write('陶书记', noticePublished, notice('来水')),
  ]
  const readBefore = disk.reads()
  disk.armRead(failsAt)
  const offered = v.relay.offer(written.map(({ bytes }) => bytes))
  const li = v.connect('李监督')
  const outcomes = await offered
  await v.relay.idle()
  await inOrOut(li)
  const phones = [tao, wang, li]
  const reads = disk.reads() - readBefore
  return { v, inner, disk, phones, written, outcomes, reads }
}

test('a store of which any one read fails: nothing is said that is not kept, and the next start has all of it', async () => {
  const sound = await anEvening(Infinity)
  expect(sound.reads, 'an evening reads the store').toBeGreaterThan(5)
  let refused = 0
  for (let nth = 1; nth <= sound.reads; nth++) {
    const { v, inner, disk, phones, written, outcomes } = await anEvening(nth)
    const accepted = outcomes.filter(({ code }) => code === 'accepted')
    refused += outcomes.length - accepted.length
    expect(outcomes.every(({ code }) => code === 'accepted' || code === 'busy')).toBe(true)
    expect(accepted.every(({ id }) => disk.durable.has(id))).toBe(true)
    for (const phone of phones)
      for (const { body } of phone.messages('HEAD'))
        expect(readHead(body.head.bytes)!.i).toBeLessThanOrEqual(inner.lastNumber())
    await v.restart(inner)
    const tao = await v.connect('陶书记').welcomed()
    const answers = await tao.offer(...written.map(({ bytes }) => bytes))
    expect(answers.every(({ code }) => code === 'accepted' || code === 'duplicate')).toBe(true)
    for (const one of accepted) expect(answers.find(({ id }) => id === one.id)!.i).toBe(one.i)
    await tao.has('board/2026', 2)
    expect(await verifyLog(inner)).toMatchObject({ is: 'sound' })
  }
  expect(refused, 'some of them fail before anything is kept').toBeGreaterThan(0)
})
