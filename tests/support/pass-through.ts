import net from 'node:net'
import type { AddressInfo } from 'node:net'

/**
 * A server on a free port that passes everything on to another one. `look` sees what the phone sends; whatever it
 * answers goes back to the phone and ends the connection, instead of being passed on.
 */
export async function passThrough(port: number, look: (bytes: Buffer) => string | void) {
  const open = new Set<net.Socket>()
  const server = net.createServer((phone) => {
    const relay = net.connect(port, '127.0.0.1')
    for (const socket of [phone, relay]) {
      open.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        open.delete(socket)
        phone.destroy()
        relay.destroy()
      })
    }
    phone.on('data', (bytes: Buffer) => {
      const answer = look(bytes)
      if (answer === undefined) relay.write(bytes)
      else phone.end(answer)
    })
    phone.on('end', () => relay.end())
    relay.pipe(phone)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close(): Promise<void> {
      for (const socket of open) socket.destroy()
      return new Promise((done) => void server.close(() => done()))
    },
  }
}
