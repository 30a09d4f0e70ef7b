import type { Server } from '../server.ts'
import type { Side } from '../sides/side.ts'
import { connect } from './load.ts'

/** Memory for each phone that is connected, has everything and says nothing. */
export type Idle = { rss: number; held: number }

/** Half as many are connected before the first look: what a server takes once for the first crowd is not counted. */
export async function idle(side: Side, server: Server, count: number): Promise<Idle> {
  await connect(side, server.port, count / 2, () => false)
  const before = await server.memory()
  await connect(side, server.port, count, () => false)
  const after = await server.memory()
  return { rss: (after.rss - before.rss) / count, held: (after.held - before.held) / count }
}
