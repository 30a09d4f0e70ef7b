import net from 'node:net'
import type { AddressInfo } from 'node:net'

/** A window in the road to the relay: passes everything on and writes down what was asked for over HTTP. */
export interface Tap {
  url: string
  /** Paths in the order in which they were asked for. */
  asked: string[]
  close(): Promise<void>
}

/** Starts a tap on a free port, in front of another. */
export async function startTap(port: number): Promise<Tap> {
  const asked: string[] = []
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
      for (const [, path] of bytes.toString('latin1').matchAll(/(?:^|\r\n\r\n)GET (\S+) HTTP/g))
        asked.push(path!)
    })
    phone.pipe(relay)
    relay.pipe(phone)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close() {
      for (const socket of open) socket.destroy()
      return new Promise((done) => void server.close(() => done()))
    },
  }
}
