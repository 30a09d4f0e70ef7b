import type { Server } from '../server.ts'
import type { Side } from '../sides/side.ts'

/** What one catch-up of a week costs the server, with no link in between. */
export type CatchUp = { serverMs: number; ms: number }

export async function catchUps(side: Side, server: Server, count: number): Promise<CatchUp> {
  // The first ones compile and fill caches.
  for (let n = 0; n < 5; n++) (await side.sync(server.port, 'weekAgo')).close()
  const [cpu, started] = [server.cpuSeconds(), performance.now()]
  for (let n = 0; n < count; n++) (await side.sync(server.port, 'weekAgo')).close()
  const ms = (performance.now() - started) / count
  return { serverMs: ((server.cpuSeconds() - cpu) * 1000) / count, ms }
}
