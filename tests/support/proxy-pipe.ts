// One direction of one connection through the proxy.
import type net from 'node:net'

type Way = 'up' | 'down'

/** What all connections share: the shape, the silence, and when each direction is next free. */
export interface Road {
  upBps: number
  downBps: number
  delayMs: number
  silent: boolean
  freeAt: { up: number; down: number }
}

export interface Pipe {
  /** Looks again whether something may pass, after the road has changed. */
  look(): void
  stop(): void
}

interface Under {
  bytes: Buffer | 'end' | 'reset'
  dueAt: number
}

/** The size of the pieces in which bytes take their turn on the shared road, about a packet. */
const PIECE_BYTES = 1400
/** A sender is stopped when so much of its own is under way: memory stays bounded, as a radio's queue is. */
const QUEUE_BYTES = 64 * 1024

/**
 * A real TCP reset. Node's own resetAndDestroy() sends a polite end first when a write is under way, and the
 * other side then sees no error; this is the part of it that resets, without the politeness.
 */
export function reset(socket: net.Socket): void {
  // There is nothing to reset before the handshake is over.
  if (!socket.connecting) Object.assign(socket, { resetAndClosing: true })
  socket.destroy()
}

/** Moves bytes from one socket to the other at the road's pace, in order, and says how many passed. */
export function createPipe(options: {
  from: net.Socket
  to: net.Socket
  way: Way
  road: Road
  notBefore: number
  allow(way: Way, bytes: number): number
  passed(way: Way, bytes: Buffer): void
}): Pipe {
  const { from, to, way, road, allow, passed } = options
  const queue: Under[] = []
  let queuedBytes = 0
  let lastDue = 0
  let clock: NodeJS.Timeout | undefined
  let isFull = false
  let isStopped = false

  /** Takes a turn on the road shared with every other connection, and adds the way's delay. */
  function due(bytes: number): number {
    const bps = way === 'up' ? road.upBps : road.downBps
    const leaves = Math.max(Date.now(), road.freeAt[way]) + (bytes * 8000) / bps
    road.freeAt[way] = leaves
    // Never before what was sent earlier: a shorter delay must not let bytes overtake.
    lastDue = Math.max(lastDue, Math.max(leaves, options.notBefore) + road.delayMs)
    return lastDue
  }

  function put(bytes: Under['bytes']): void {
    if (isStopped) return
    queue.push({ bytes, dueAt: due(Buffer.isBuffer(bytes) ? bytes.length : 0) })
    look()
  }

  function release(head: Under): void {
    if (head.bytes === 'end') return void to.end()
    if (head.bytes === 'reset') return reset(to)
    const bytes = head.bytes.subarray(0, allow(way, head.bytes.length))
    queuedBytes -= head.bytes.length
    isFull = !to.destroyed && !to.write(bytes)
    if (queuedBytes < QUEUE_BYTES / 2 && from.isPaused()) from.resume()
    passed(way, bytes)
  }

  function look(): void {
    clearTimeout(clock)
    while (!isStopped && !road.silent && !isFull) {
      const head = queue[0]
      if (!head) return
      const wait = head.dueAt - Date.now()
      if (wait > 0) {
        clock = setTimeout(look, wait)
        return
      }
      queue.shift()
      release(head)
    }
  }

  from.on('data', (chunk: Buffer) => {
    queuedBytes += chunk.length
    for (let at = 0; at < chunk.length; at += PIECE_BYTES) put(chunk.subarray(at, at + PIECE_BYTES))
    if (queuedBytes > QUEUE_BYTES) from.pause()
  })
  from.on('end', () => put('end'))
  from.on('error', () => put('reset'))
  to.on('drain', () => {
    isFull = false
    look()
  })

  return {
    look,
    stop() {
      isStopped = true
      clearTimeout(clock)
    },
  }
}
