import net from 'node:net'
import type { AddressInfo } from 'node:net'

/** A network that passes requests on and turns every WebSocket away, as some offices and hotels have. */
export async function startNoSockets(port: number): Promise<{ url: string; close(): Promise<void> }> {
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
      if (/^upgrade: websocket/im.test(bytes.toString('latin1'))) phone.end('HTTP/1.1 403 Forbidden\r\n\r\n')
      else relay.write(bytes)
    })
    relay.pipe(phone)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      for (const socket of open) socket.destroy()
      return new Promise((done) => void server.close(() => done()))
    },
  }
}
