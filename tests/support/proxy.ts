// A weak mountain link in the hand: a TCP proxy that shapes rate and delay, goes silent, resets, refuses and
// counts. Browsers' own throttling misses WebSockets and service workers, and freezes what it takes offline.
import net from 'node:net'
import type { AddressInfo } from 'node:net'
import { createPipe, reset } from './proxy-pipe.ts'
import type { Pipe } from './proxy-pipe.ts'

/** Bits per second each way (Infinity: no limit) and the delay one way; the round trip is twice that. */
export interface Shape {
  downBps: number
  upBps: number
  delayMs: number
}

/** Nothing held back. */
export const open: Shape = { downBps: Infinity, upBps: Infinity, delayMs: 0 }
/** A weak 4G cell: 700 kbit/s down, 300 up, 300 ms round trip. */
export const mountain: Shape = { downBps: 700_000, upBps: 300_000, delayMs: 150 }
/** The edge of the cell: 150 kbit/s down, 50 up, 600 ms round trip. */
export const edge: Shape = { downBps: 150_000, upBps: 50_000, delayMs: 300 }

export interface Proxy {
  port: number
  url: string
  /** From now on; what is under way keeps its old times. */
  shape(shape: Partial<Shape>): void
  /** Nothing passes and nobody is told, neither of data nor of an end: what a dead cell looks like. */
  blackHole(on: boolean): void
  /** New connections are refused (ECONNREFUSED); the ones that stand go on. */
  refuse(on: boolean): Promise<void>
  /** Cuts every connection with a TCP reset. */
  resetAll(): void
  /** Cuts every connection as soon as so many more bytes have passed (both ways, or one). */
  resetAfter(bytes: number, way?: 'up' | 'down'): void
  /** The same again and again, after as many bytes as it says each time; undefined: no more. */
  resetEach(next: () => number | undefined, way?: 'up' | 'down'): void
  /** Shown all that passes from now on. */
  watch(see: (way: 'up' | 'down', bytes: Buffer) => void): void
  /** Bytes that have passed since the start, connections ever made, and connections standing now. */
  counts(): { up: number; down: number; connections: number; standing: number }
  close(): Promise<void>
}

interface Line {
  up: Pipe
  down: Pipe
  cut(): void
}

/** Starts a proxy on a free port of this machine, with nothing held back. */
export async function startProxy({ target }: { target: { host?: string; port: number } }): Promise<Proxy> {
  const road = { ...open, silent: false, freeAt: { up: 0, down: 0 } }
  const total = { up: 0, down: 0 }
  let see: (way: 'up' | 'down', bytes: Buffer) => void = () => {}
  const lines = new Set<Line>()
  let connections = 0
  let fuse: { left: number; way: 'up' | 'down' | undefined; next: () => number | undefined } | undefined
  let server = await listen(0)
  const port = (server.address() as AddressInfo).port

  /** How many of these bytes may still pass before the fuse blows. */
  function allow(way: 'up' | 'down', bytes: number): number {
    if (!fuse || (fuse.way && fuse.way !== way)) return bytes
    return Math.min(bytes, fuse.left)
  }

  function passed(way: 'up' | 'down', bytes: Buffer): void {
    total[way] += bytes.length
    see(way, bytes)
    if (!fuse || (fuse.way && fuse.way !== way)) return
    fuse.left -= bytes.length
    if (fuse.left > 0) return
    lay(fuse.next, fuse.way)
    resetAll()
  }

  function lay(next: () => number | undefined, way?: 'up' | 'down'): void {
    const left = next()
    fuse = left === undefined ? undefined : { left, way, next }
  }

  function accept(phone: net.Socket): void {
    connections += 1
    const relay = net.connect({ host: target.host ?? '127.0.0.1', port: target.port, allowHalfOpen: true })
    phone.setNoDelay(true)
    relay.setNoDelay(true)
    // A real handshake takes one round trip before the first byte may leave.
    const notBefore = Date.now() + 2 * road.delayMs
    const pipe = (way: 'up' | 'down', from: net.Socket, to: net.Socket): Pipe =>
      createPipe({ from, to, way, road, notBefore, allow, passed })
    const line: Line = {
      up: pipe('up', phone, relay),
      down: pipe('down', relay, phone),
      cut() {
        lines.delete(line)
        line.up.stop()
        line.down.stop()
        // Not in the breath of the last write, or the other side reads its bytes and then a polite end.
        setTimeout(() => [phone, relay].forEach(reset), 5)
      },
    }
    lines.add(line)
    for (const socket of [phone, relay]) {
      // The other side hears of an error when the road lets it: a dead cell reports nothing.
      socket.on('error', () => {})
      socket.on('close', () => {
        if (phone.destroyed && relay.destroyed) lines.delete(line)
      })
    }
  }

  function listen(onPort: number): Promise<net.Server> {
    return new Promise((resolve, reject) => {
      const made = net.createServer({ allowHalfOpen: true }, accept)
      made.once('error', reject)
      made.listen(onPort, '127.0.0.1', () => resolve(made))
    })
  }

  function resetAll(): void {
    for (const line of [...lines]) line.cut()
  }

  return {
    port,
    url: `http://127.0.0.1:${port}`,
    shape: (shape) => void Object.assign(road, shape),
    blackHole(on) {
      road.silent = on
      for (const line of lines) {
        line.up.look()
        line.down.look()
      }
    },
    async refuse(on) {
      if (on === !server.listening) return
      if (on) server.close()
      else server = await listen(port)
    },
    resetAll,
    resetAfter: (left, way) => void (fuse = { left, way, next: () => undefined }),
    resetEach: lay,
    watch: (next) => void (see = next),
    counts: () => ({ ...total, connections, standing: lines.size }),
    close() {
      resetAll()
      return new Promise((resolve) => (server.listening ? server.close(() => resolve()) : resolve()))
    },
  }
}
