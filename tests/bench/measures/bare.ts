import { once } from 'node:events'
import net from 'node:net'
import { startServer } from '../server.ts'
import { spreadOf, type Took } from './figures.ts'

/** The same crowd and pace as the load with the most phones. */
export const CROWD = { phones: 1000, perSecond: 30 }
const READERS = 20
const TIMES = 300
/** So many are not timed: whatever runs is compiled by then. */
const WARM = 60

/**
 * How late bytes come to phones if a process does nothing but write them to each one's socket (ms): what the system
 * takes of a delivery, whoever makes it; or nothing but check and keep something and then write.
 * @param size of what is written to each phone
 */
export async function bareTelling(side: 'bare' | 'kept', size: number): Promise<Took> {
  const server = await startServer(side, { book: '', documents: '' })
  const sockets: net.Socket[] = []
  const message = Buffer.alloc(size)
  let sentAt = 0
  const late: number[] = []
  for (let n = 0; n < CROWD.phones; n++) {
    const socket = net.connect(server.port, '127.0.0.1')
    await once(socket, 'connect')
    const isReader = n % (CROWD.phones / READERS) === 0
    let got = 0
    socket.on('data', ({ length }) => {
      got += length
      if (isReader && got % size === 0) late.push(performance.now() - sentAt)
    })
    sockets.push(socket)
  }
  for (let n = 0; n < TIMES; n++) {
    const next = new Promise((resolve) => setTimeout(resolve, 1000 / CROWD.perSecond))
    if (n === WARM) late.length = 0
    sentAt = performance.now()
    sockets[n]!.write(message)
    await next
  }
  for (const socket of sockets) socket.destroy()
  await server.stop()
  return spreadOf(late)
}
