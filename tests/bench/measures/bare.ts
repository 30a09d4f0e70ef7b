import { once } from 'node:events'
import net from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { startServer } from '../server.ts'
import { spreadOf, within, type Took } from './figures.ts'

/** The same crowd and pace as the load with the most phones. */
export const CROWD = { phones: 1000, perSecond: 30 }
const READERS = 20
/** As long as a load, of which as much is not timed: whatever runs is compiled by then. */
const TIMES = 450
const WARM = 60
const SETTLE_MS = 10_000
const PAUSE_MS = 50

/**
 * How late bytes come to phones if a process does nothing but write them to each one's socket (ms): what the system
 * takes of a delivery, whoever makes it; or nothing but check and keep something and then write.
 * @param size of what is written to each phone
 */
export async function bareTelling(side: 'bare' | 'kept', size: number): Promise<Took> {
  const server = await startServer(side, { book: '', documents: '' })
  const sockets: net.Socket[] = []
  const message = Buffer.alloc(size)
  const sentAt: number[] = []
  const late: number[] = []
  /** Bytes that each reader has got. */
  const got = new Map<net.Socket, number>()
  let arrived: (() => void) | undefined
  for (let n = 0; n < CROWD.phones; n++) {
    const socket = net.connect(server.port, '127.0.0.1')
    await once(socket, 'connect')
    if (n % (CROWD.phones / READERS) === 0) got.set(socket, 0)
    socket.on('data', ({ length }) => {
      const before = got.get(socket)
      if (before === undefined) return
      const now = performance.now()
      got.set(socket, before + length)
      // One late enough comes together with the next: each is timed from when it was sent itself.
      for (let which = Math.floor(before / size); which < Math.floor((before + length) / size); which++)
        if (which >= WARM) late.push(now - sentAt[which]!)
      if (late.length === READERS * (TIMES - WARM)) arrived?.()
    })
    sockets.push(socket)
  }
  // A connection stands here before the other side has taken it: what was sent until then would never come.
  while ([...got.values()].includes(0)) {
    sockets[0]!.write(message)
    await pause(PAUSE_MS)
  }
  await pause(10 * PAUSE_MS)
  for (const reader of got.keys()) got.set(reader, 0)
  for (let n = 0; n < TIMES; n++) {
    const next = pause(1000 / CROWD.perSecond)
    sentAt.push(performance.now())
    sockets[n]!.write(message)
    await next
  }
  if (late.length < READERS * (TIMES - WARM)) {
    const all = new Promise<void>((resolve) => (arrived = resolve))
    await within(SETTLE_MS, all, 'what was written bare did not come')
  }
  for (const socket of sockets) socket.destroy()
  await server.stop()
  return spreadOf(late)
}
