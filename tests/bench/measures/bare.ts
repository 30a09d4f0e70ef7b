import { once } from 'node:events'
import net from 'node:net'
import { startServer } from '../server.ts'
import { spreadOf, within, type Took } from './figures.ts'

/** The same crowd and pace as the load with the most phones. */
export const CROWD = { phones: 1000, perSecond: 30 }
const READERS = 20
/** As long as a load, of which as much is not timed: whatever runs is compiled by then. */
const TIMES = 450
const WARM = 60
const SETTLE_MS = 10_000

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
  let arrived: (() => void) | undefined
  for (let n = 0; n < CROWD.phones; n++) {
    const socket = net.connect(server.port, '127.0.0.1')
    await once(socket, 'connect')
    const isReader = n % (CROWD.phones / READERS) === 0
    let got = 0
    socket.on('data', ({ length }) => {
      if (!isReader) return
      const [now, first] = [performance.now(), Math.floor(got / size)]
      got += length
      // One late enough comes together with the next: each is timed from when it was sent itself.
      for (let which = first; which < Math.floor(got / size); which++)
        if (which >= WARM) late.push(now - sentAt[which]!)
      if (late.length === READERS * (TIMES - WARM)) arrived?.()
    })
    sockets.push(socket)
  }
  for (let n = 0; n < TIMES; n++) {
    const next = new Promise((resolve) => setTimeout(resolve, 1000 / CROWD.perSecond))
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
