import { edge, mountain, startProxy, type Shape } from '#support/proxy.ts'
import type { Server } from '../server.ts'
import type { Side, State } from '../sides/side.ts'
import { within } from './figures.ts'

/** One coming together over a weak link. */
export type Link = {
  ms: number
  /** Payload of WebSocket messages. */
  down: number
  up: number
  /** Bytes of the connections, handshakes and frame heads included; no TLS. */
  wireDown: number
  wireUp: number
  messages: number
  longestSilenceMs: number
}
export const SHAPES = { mountain, edge } as const

/** A phone comes with what it has and fetches what it lacks. */
export async function meet(
  side: Side,
  server: Server,
  state: State,
  shape: Shape,
  untilMs = 600_000,
): Promise<Link> {
  const road = await startProxy({ target: { port: server.port } })
  road.shape(shape)
  try {
    const started = performance.now()
    const seconds = Math.round(untilMs / 1000)
    const { close, ...synced } = await within(
      untilMs,
      side.sync(road.port, state),
      `not done in ${seconds} s`,
    )
    const ms = performance.now() - started
    const { down, up } = road.counts()
    close()
    return { ms, ...synced, wireDown: down, wireUp: up }
  } finally {
    await road.close()
  }
}
