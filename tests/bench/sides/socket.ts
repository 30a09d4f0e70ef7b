import { randomBytes } from 'node:crypto'
import net from 'node:net'

/** A WebSocket as cheap as it can be, so that a thousand of them do not weigh on what is measured. */
export interface Raw {
  send(payload: Uint8Array): void
  /** Called for every message, until `countOnly`. The bytes are lent: copy what outlives the call. */
  heard: (payload: Uint8Array) => void
  closed: (() => void) | undefined
  /** From now on bytes are counted and nothing is read. */
  countOnly(): void
  /** Takes nothing more off the line, or goes on. */
  pause(isPaused: boolean): void
  /** Is gone without a word, as when the battery is pulled. */
  cut(): void
  /** Payload bytes each way; with `countOnly`, frame heads included. */
  down: number
  up: number
  frames: number
  isOpen: boolean
  /** Resolves when both ends have let go. */
  close(): Promise<void>
}

/** All sockets read into one buffer: there is one thread, and each reading is done with before the next. */
const SHARED = Buffer.alloc(256 * 1024)
let dialled = 0

const anotherAddress = () => `127.0.${1 + (Math.floor(dialled / 250) % 250)}.${1 + (dialled++ % 250)}`

/** Opens a connection; each comes from another loopback address, as phones do, unless one is given. */
export function dialRaw(port: number, path: string, localAddress = anotherAddress()): Promise<Raw> {
  return new Promise((resolve, reject) => {
    let rest: Buffer | undefined
    let isCounting = false
    const take = (length: number, bytes: Uint8Array) => {
      const chunk = (bytes as Buffer).subarray(0, length)
      if (isCounting) raw.down += length
      else rest = read(rest ? Buffer.concat([rest, chunk]) : chunk)
      return true
    }
    const socket = net.connect({
      port,
      host: '127.0.0.1',
      localAddress,
      onread: { buffer: SHARED, callback: take },
    })
    socket.setNoDelay(true)
    socket.on('error', reject)
    socket.on('close', () => {
      raw.isOpen = false
      raw.closed?.()
    })
    socket.on('connect', () => {
      const key = randomBytes(16).toString('base64')
      socket.write(
        `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
          `Sec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n\r\n`,
      )
    })
    const early: Uint8Array[] = []
    const raw: Raw = {
      down: 0,
      up: 0,
      frames: 0,
      isOpen: false,
      heard: (payload) => void early.push(payload.slice()),
      closed: undefined,
      countOnly: () => void (isCounting = true),
      pause: (isPaused) => void (isPaused ? socket.pause() : socket.resume()),
      cut: () => void socket.resetAndDestroy(),
      send(payload) {
        raw.up += payload.length
        socket.write(frameOf(payload))
      },
      close: () =>
        new Promise((gone) => {
          if (socket.destroyed) return gone()
          socket.once('close', () => gone())
          socket.end()
        }),
    }

    /** Reads what is whole, and gives back a copy of what is not. */
    function read(bytes: Buffer): Buffer | undefined {
      if (!raw.isOpen) {
        const end = bytes.indexOf('\r\n\r\n')
        if (end < 0) return Buffer.from(bytes)
        if (!bytes.subarray(0, 12).equals(Buffer.from('HTTP/1.1 101'))) reject(new Error('not let in'))
        raw.isOpen = true
        // Whoever dialled sets `heard` before the next message is handed over.
        resolve(raw)
        bytes = bytes.subarray(end + 4)
      }
      while (bytes.length >= 2) {
        const short = bytes[1]! & 127
        const head = short < 126 ? 2 : short === 126 ? 4 : 10
        if (bytes.length < head) break
        const size =
          short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2))
        if (bytes.length < head + size) break
        if ((bytes[0]! & 15) === 2) message(bytes.subarray(head, head + size))
        bytes = bytes.subarray(head + size)
      }
      return bytes.length ? Buffer.from(bytes) : undefined
    }

    function message(payload: Buffer) {
      raw.down += payload.length
      raw.frames += 1
      raw.heard(payload)
    }
    Object.assign(raw, { early })
  })
}

/** Hands a raw socket's messages to a reader, those that came before it was there first. */
export function listen(raw: Raw, heard: (payload: Uint8Array) => void) {
  const { early } = raw as Raw & { early: Uint8Array[] }
  raw.heard = heard
  for (const payload of early.splice(0)) heard(payload)
}

/** A client's frame; the mask is all zeros, which changes nothing and is allowed. */
function frameOf(payload: Uint8Array): Buffer {
  const { length } = payload
  const head = length < 126 ? 6 : length < 65536 ? 8 : 14
  const frame = Buffer.alloc(head + length)
  frame[0] = 0x82
  if (length < 126) frame[1] = 0x80 | length
  else if (length < 65536) {
    frame[1] = 0x80 | 126
    frame.writeUInt16BE(length, 2)
  } else {
    frame[1] = 0x80 | 127
    frame.writeBigUInt64BE(BigInt(length), 2)
  }
  frame.set(payload, head)
  return frame
}
