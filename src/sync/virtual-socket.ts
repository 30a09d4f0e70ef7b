/** One document's end of the one socket, as its provider sees it. */
export interface Line {
  /** Which messages go out; by default all. */
  lets?(payload: Uint8Array): boolean
  send(payload: Uint8Array): void
  /** Called with the socket that the provider made; messages are handed to it from then on. */
  connected(socket: VirtualSocket): void
}

/** What y-websocket uses of a WebSocket. */
export interface VirtualSocket {
  readonly OPEN: number
  binaryType: string
  readyState: number
  onopen: (() => void) | null
  onmessage: ((event: { data: ArrayBuffer }) => void) | null
  onclose: ((event: { code: number; reason: string }) => void) | null
  onerror: ((event: unknown) => void) | null
  send(data: Uint8Array): void
  close(): void
}

const OPEN = 1
const CLOSED = 3

/** A WebSocket class for one provider, in whose constructor the channel is already there. */
export function virtualSocketOn(line: Line): typeof WebSocket {
  // y-websocket calls it with new, hence a constructor function that gives its own object.
  function Socket(): VirtualSocket {
    const socket: VirtualSocket = {
      // By which the provider tells whether it may send of itself, and not only answer.
      OPEN,
      binaryType: 'arraybuffer',
      readyState: OPEN,
      onopen: null,
      onmessage: null,
      onclose: null,
      onerror: null,
      send(data) {
        if (socket.readyState === OPEN && (line.lets?.(data) ?? true)) line.send(data)
      },
      close() {
        socket.readyState = CLOSED
      },
    }
    // The provider sets its handlers after constructing; so the news comes a moment later.
    queueMicrotask(() => {
      socket.onopen?.()
      line.connected(socket)
    })
    return socket
  }
  Object.assign(Socket, { CONNECTING: 0, OPEN, CLOSING: 2, CLOSED })
  return Socket as unknown as typeof WebSocket
}
