import type { Server } from '../server.ts'
import type { Side } from '../sides/side.ts'
import { connect } from './load.ts'

/** Memory for each phone that is connected, has everything and says nothing. */
export type Idle = { rss: number; held: number }

/** A fifth as many, others than these, come first: what a server takes once for the first crowd is not counted. */
export async function idle(side: Side, server: Server, count: number): Promise<Idle> {
  const first = count / 5
  await connect(side, server.port, first, () => false)
  const before = await server.memory()
  await connect(side, server.port, count, () => false, first)
  const after = await server.memory()
  return { rss: (after.rss - before.rss) / count, held: (after.held - before.held) / count }
}
