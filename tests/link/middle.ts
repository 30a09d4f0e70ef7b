// Who stands between: a login page, or a proxy that turns away what is too much, in front of the real relay.
import http from 'node:http'
import net from 'node:net'
import type { AddressInfo } from 'node:net'

/** What is answered in the relay's place. */
export interface Instead {
  status: number
  headers?: Record<string, string>
  body?: string
}
export interface Asked {
  path: string
  bytes: number
  isUpgrade: boolean
}

export interface Middle {
  url: string
  asked: Asked[]
  /** From now on: what is answered in the relay's place, or undefined where it is passed on. */
  instead(of: (asked: Asked) => Instead | undefined): void
  close(): Promise<void>
}

/** Starts one in front of a port; at first it passes everything on. */
export async function startMiddle(port: number): Promise<Middle> {
  const asked: Asked[] = []
  const open = new Set<net.Socket>()
  let answerOf: (asked: Asked) => Instead | undefined = () => undefined

  function hold(...sockets: net.Socket[]) {
    for (const socket of sockets) {
      open.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        open.delete(socket)
        for (const other of sockets) other.destroy()
      })
    }
  }
  const noted = (path: string, bytes: number, isUpgrade: boolean) => {
    const one = { path: path.split('?')[0]!, bytes, isUpgrade }
    asked.push(one)
    return answerOf({ ...one, path })
  }

  const server = http.createServer((request, reply) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('error', () => {})
    request.on('end', () => {
      const body = Buffer.concat(parts)
      const instead = noted(request.url!, body.length, false)
      if (instead) return void reply.writeHead(instead.status, instead.headers).end(instead.body)
      const { method, url, headers } = request
      const on = http.request({ port, host: '127.0.0.1', method, path: url, headers }, (answer) => {
        reply.writeHead(answer.statusCode!, answer.headers)
        answer.pipe(reply)
      })
      on.on('error', () => reply.destroy())
      reply.on('close', () => on.destroy())
      on.end(body)
    })
  })
  server.on('connection', (phone) => hold(phone))
  server.on('upgrade', (request, phone: net.Socket) => {
    const instead = noted(request.url!, 0, true)
    if (instead) {
      const lines = Object.entries(instead.headers ?? {}).map(([name, value]) => `${name}: ${value}\r\n`)
      return phone.end(`HTTP/1.1 ${instead.status} No\r\n${lines.join('')}\r\n${instead.body ?? ''}`)
    }
    const relay = net.connect(port, '127.0.0.1')
    hold(phone, relay)
    const lines = Object.entries(request.headers).map(([name, value]) => `${name}: ${String(value)}\r\n`)
    relay.write(`GET ${request.url} HTTP/1.1\r\n${lines.join('')}\r\n`)
    phone.pipe(relay).pipe(phone)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    instead: (of) => void (answerOf = of),
    close() {
      for (const socket of open) socket.destroy()
      return new Promise((done) => void server.close(() => done()))
    },
  }
}
