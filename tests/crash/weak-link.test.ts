// Here because it takes a minute of real time: a link that is hardly one, and one on which nothing happens; a whole
// idle hour: npm run weak-link -- --idle-minutes 60.
import { expect, test } from 'vitest'
import { idle, weakLink } from '../link/weak-link.ts'

test.concurrent(
  'a minute at 800 ms and 60 kbit/s with a black-out of 15 s: no false alarm, one socket, bytes within budget',
  { timeout: 110_000 },
  async () => {
    const so = await weakLink(60, [{ from: 25, for: 15 }])
    console.log(`weak link: ${so.bytes} B of ${Math.round(so.budget)}, ${so.sockets.made} sockets in turn`)
    expect(so).toMatchObject({
      falseAlarms: [],
      alarms: 0,
      twice: 0,
      waiting: 0,
      isWhole: true,
      failures: [],
    })
    expect(so.sockets.mostAtOnce).toBe(1)
    // The black-out is noticed or it is not; the road being bad is no reason for another socket.
    expect(so.sockets.made).toBeLessThanOrEqual(so.sockets.may)
    expect(so.said.here).toBeGreaterThanOrEqual(5)
    expect(so.answers.filter((code) => code === 'accepted' || code === 'duplicate')).toHaveLength(
      so.said.here,
    )
    expect(so.bytes).toBeLessThan(so.budget)
  },
)

test.concurrent(
  'standing idle costs less than 50 KB an hour, at the rate of a minute',
  { timeout: 110_000 },
  async () => {
    const { bytes, anHour, sockets } = await idle(60)
    console.log(`idle: ${bytes} B in a minute, ${Math.round(anHour)} B an hour`)
    expect(sockets).toBe(1)
    // The line is watched, so that it is not nothing.
    expect(bytes).toBeGreaterThan(0)
    expect(anHour).toBeLessThan(50_000)
  },
)
