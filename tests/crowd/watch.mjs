// Loaded before a relay that is watched: tells its parent what it holds, and moves its clock.
import { subscribe } from 'node:diagnostics_channel'
import { readdirSync } from 'node:fs'

const realNow = Date.now
let aheadMs = 0
Date.now = () => realNow() + aheadMs

/** Bytes that wait in each connection (from an address) for its reader, as Node itself counts them. */
const waitingFor = (address) =>
  process
    ._getActiveHandles()
    .filter((handle) => typeof handle.writableLength === 'number' && handle.remoteAddress)
    .filter(({ remoteAddress }) => address === undefined || remoteAddress === address)
    .map((handle) => handle.writableLength)

/** Bytes that came from one address, from the first question on: of others nothing is kept here. */
let counted
let gone = 0
const open = new Set()
subscribe('net.server.socket', ({ socket }) => {
  if (socket.remoteAddress !== counted) return
  open.add(socket)
  socket.on('close', () => {
    open.delete(socket)
    gone += socket.bytesRead
  })
})
function receivedFrom(address) {
  counted = address
  return [...open].reduce((sum, { bytesRead }) => sum + bytesRead, gone)
}

process.on('message', ({ ask, ms, from }) => {
  if (ask === 'clock') {
    aheadMs += ms
    return process.send({})
  }
  if (ask === 'received') return process.send({ received: receivedFrom(from) })
  if (ask === 'waiting') return process.send({ waiting: waitingFor(from) })
  globalThis.gc()
  globalThis.gc()
  const { rss, heapUsed, external } = process.memoryUsage()
  process.send({ rss, heap: heapUsed + external, files: readdirSync('/proc/self/fd').length })
})
// What listens only for the watching must not keep a relay alive that wants to end.
process.channel?.unref()
process.on('disconnect', () => process.exit(0))
