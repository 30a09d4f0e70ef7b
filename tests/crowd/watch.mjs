// Loaded before a relay that is watched: tells its parent what it holds, and moves its clock.
import { readdirSync } from 'node:fs'

const realNow = Date.now
let aheadMs = 0
Date.now = () => realNow() + aheadMs

/** Bytes that wait in a connection for a reader, as Node itself counts them. */
const waiting = () =>
  process
    ._getActiveHandles()
    .map((handle) =>
      typeof handle.writableLength === 'number' && handle.remoteAddress ? handle.writableLength : 0,
    )

process.on('message', ({ ask, ms }) => {
  if (ask === 'clock') {
    aheadMs += ms
    return process.send({})
  }
  if (ask === 'waiting') return process.send({ waiting: Math.max(0, ...waiting()) })
  globalThis.gc()
  globalThis.gc()
  const { rss, heapUsed, external } = process.memoryUsage()
  process.send({ rss, heap: heapUsed + external, files: readdirSync('/proc/self/fd').length })
})
// What listens only for the watching must not keep a relay alive that wants to end.
process.channel?.unref()
process.on('disconnect', () => process.exit(0))
