import { passThrough } from './pass-through.ts'

/** A network that passes requests on and turns every WebSocket away, as some offices and hotels have. */
export const startNoSockets = (port: number) =>
  passThrough(port, (bytes) =>
    /^upgrade: websocket/im.test(bytes.toString('latin1')) ? 'HTTP/1.1 403 Forbidden\r\n\r\n' : undefined,
  )
