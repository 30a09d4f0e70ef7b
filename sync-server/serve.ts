import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { openAccessLog } from './access-log.ts'
import { createHttp, type HttpGround } from './http.ts'
import { openSockets } from './sockets.ts'

/** A relay that listens. */
export interface Served {
  port: number
  /** Says goodbye to every phone, waits for the disk, and lets go of the port. */
  stop(): Promise<void>
}

/** A whole village may knock within a second; who finds this full is dropped, and knocks again seconds later. */
const BACKLOG = 4096

/** Puts a relay on a port (0 for any free one), with the clock that it is told the time by. */
export async function serve(o: HttpGround & { host: string; port: number }): Promise<Served> {
  const { relay, dataDir } = o
  const access = dataDir && openAccessLog({ folder: path.join(dataDir, 'access'), now: relay.now })
  const app = await createHttp(access ? { ...o, access } : o)
  const addressOf = (request: { headers: Record<string, unknown>; socket: { remoteAddress?: string } }) => {
    const forwarded = o.trustProxy ? String(request.headers['x-forwarded-for'] ?? '').split(',') : []
    // The last one was written by our own proxy; those before it are anybody's word.
    return forwarded.at(-1)?.trim() || (request.socket.remoteAddress ?? '')
  }
  const sockets = openSockets(app.server, relay, { addressOf, ...(access && { access }) })
  try {
    await app.listen({ host: o.host, port: o.port, backlog: BACKLOG })
  } catch (error) {
    // A machine without IPv6 has no '::'.
    if ((error as NodeJS.ErrnoException).code !== 'EAFNOSUPPORT' || o.host !== '::') throw error
    await app.listen({ host: '0.0.0.0', port: o.port, backlog: BACKLOG })
  }
  const clock = setInterval(() => {
    relay.tick()
    if (access) access.tick()
  }, 1000)
  return {
    port: (app.server.address() as AddressInfo).port,
    async stop() {
      clearInterval(clock)
      await relay.stop()
      sockets.close()
      await app.close()
      if (access) await access.close()
    },
  }
}
