import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import { LIMITS } from '#rulebook/wire.ts'
import type { AccessLog } from './access-log.ts'
import { writeMessages } from './frames.ts'
import type { Relay, Session } from './relay.ts'

/** Compression would cost 240 KB a connection, and what is worth it was deflated before it was signed. */
const OPTIONS = { noServer: true, perMessageDeflate: false, maxPayload: LIMITS.closesOver } as const
const MUX = '/v1'
const STOCK = '/yjs/'

/** Puts the relay on a server's sockets: /v1 with channels, /yjs/<volume>?session= for stock clients. */
export function openSockets(
  server: Server,
  relay: Relay,
  o: { addressOf(request: IncomingMessage): string; access?: AccessLog },
) {
  const sockets = new WebSocketServer(OPTIONS)

  function sessionOn(socket: WebSocket, duplex: Duplex, address: string): Session {
    let held: { messages: Uint8Array[]; bytes: number } | undefined
    const post = (messages: Uint8Array[]) => {
      if (socket.readyState === socket.OPEN) writeMessages(duplex, messages)
    }
    const session: Session = {
      address,
      send(bytes) {
        if (!held) return post([bytes])
        held.messages.push(bytes)
        held.bytes += bytes.length
      },
      together(work) {
        if (held) return work()
        held = { messages: [], bytes: 0 }
        try {
          work()
        } finally {
          const { messages } = held
          held = undefined
          post(messages)
        }
      },
      close(code, reason) {
        socket.close(code, reason)
        // Who does not answer a close is let go; a dead link would hold its memory for ever.
        const late = setTimeout(() => socket.terminate(), 5000).unref()
        socket.once('close', () => clearTimeout(late))
      },
      buffered: () => duplex.writableLength + (held?.bytes ?? 0),
    }
    socket.on('message', (data: Buffer, isBinary: boolean) => {
      // Text is nothing that a phone sends; it is heard as what it is, a malformed frame.
      relay.hear(session, isBinary ? data : new Uint8Array([0]))
    })
    // All has left: there is room for more. A callback for each frame would cost a busy relay a tenth of its time.
    duplex.on('drain', () => relay.drained(session))
    // Too large or broken frames: ws closes by itself, and `close` follows.
    socket.on('error', () => {})
    socket.on('close', () => relay.leave(session))
    return session
  }

  function onUpgrade(request: IncomingMessage, duplex: Duplex, head: Buffer) {
    const url = URL.canParse(request.url ?? '', 'http://relay')
      ? new URL(request.url!, 'http://relay')
      : undefined
    const path = url?.pathname
    const route = path === MUX ? MUX : path?.startsWith(STOCK) ? `${STOCK}*` : undefined
    o.access?.write({ method: 'WS', route: route ?? '*', status: route ? 101 : 404 })
    if (!route) return duplex.end('HTTP/1.1 404 Not Found\r\n\r\n')
    duplex.on('error', () => {})
    sockets.handleUpgrade(request, duplex, head, (socket) => {
      const session = sessionOn(socket, duplex, o.addressOf(request))
      socket.on('close', (code) => o.access?.write({ method: 'WS', route, status: code }))
      if (path === MUX) return relay.connect(session)
      const token = url!.searchParams.get('session') ?? ''
      relay.connectStock(session, decoded(path!.slice(STOCK.length)), token)
    })
  }
  server.on('upgrade', onUpgrade)

  return {
    count: () => sockets.clients.size,
    /** Ends what is left; the relay has said goodbye before. */
    close() {
      server.off('upgrade', onUpgrade)
      for (const socket of sockets.clients) socket.terminate()
      sockets.close()
    },
  }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return '' // no volume has an empty name
  }
}
