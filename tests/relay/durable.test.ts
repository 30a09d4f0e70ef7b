import { expect, test } from 'vitest'
import { noticePublished } from '#rulebook/notice.ts'
import { createMemoryLog } from '#server/memory-log.ts'
import type { Log } from '#server/log.ts'
import { notice } from '#support/texts.ts'
import { foundTestVillage } from '#support/village.ts'

/** A log whose flush can be held back: what is appended is visible at once, as a store may have it, and durable later. */
function heldBackLog() {
  const inner = createMemoryLog()
  let held: (() => void)[] | undefined
  let reached: (() => void) | undefined
  const log: Log = {
    ...inner,
    async append(batch) {
      await inner.append(batch)
      if (held) await new Promise<void>((resolve) => (held!.push(resolve), reached?.()))
    },
  }
  return {
    log,
    hold: () => void (held = []),
    /** Resolves once an append waits for the disk. */
    waiting: () => new Promise<void>((resolve) => (held?.length ? resolve() : (reached = resolve))),
    flush() {
      for (const go of held!.splice(0)) go()
      held = undefined
    },
  }
}

test('no answer, nothing passed on, no head and no ASK says that it is there before it is on disk', async () => {
  const disk = heldBackLog()
  const v = await foundTestVillage({ log: disk.log })
  const tao = await v.connect('陶书记').welcomed()
  const wang = await v.connect('王大婶').welcomed()
  await wang.has('roster', 11)
  await tao.has('roster', 11)
  await tao.until(() => tao.messages('HEAD').length > 0)
  const before = { tao: tao.frames.length, wang: wang.frames.length, last: v.relay.counts().lastNumber }

  disk.hold()
  const { bytes, id } = await v.write('陶书记', noticePublished, notice())
  const answered = tao.offer(bytes)
  await disk.waiting()
  // Visible in the log before it is flushed.
  expect(disk.log.entry(id)).toBeDefined()
  wang.ask([id])
  const late = await v.connect('罗二哥').welcomed()
  await late.has('roster', 11)
  v.relay.tick()
  expect([tao.frames.length, wang.frames.length]).toEqual([before.tao, before.wang])
  expect(late.doc('board/2026').getArray('log').length).toBe(0)
  expect(v.relay.counts().lastNumber).toBe(before.last)

  disk.flush()
  expect((await answered)[0]).toMatchObject({ code: 'accepted', i: before.last + 1 })
  await Promise.all([wang.has('board/2026', 1), late.has('board/2026', 1)])
  const asked = await wang.until(() => wang.messages('ANSWER')[0])
  expect(asked.body.answers[0]).toMatchObject({ id, code: 'duplicate', i: before.last + 1 })
})

test('a disk that fails ends the relay: everyone is sent away, nothing is answered for', async () => {
  const inner = createMemoryLog()
  let isFull = false
  const log: Log = {
    ...inner,
    append: (batch) => (isFull ? Promise.reject(new Error('no space left')) : inner.append(batch)),
  }
  const v = await foundTestVillage({ log })
  const tao = await v.connect('陶书记').welcomed()
  isFull = true
  const { bytes } = await v.write('陶书记', noticePublished, notice())
  void tao.offer(bytes).catch(() => {})
  expect(await tao.closed()).toBe(1013)
  expect(tao.messages('ANSWER')).toEqual([])
  expect(tao.messages('GOAWAY')[0]?.body.retryAfterMs).toBeGreaterThan(0)
})
