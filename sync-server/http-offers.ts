import type { FastifyInstance, FastifyReply } from 'fastify'
import { decodeCbor, encodeCbor, type Fields } from '#entry/format.ts'
import { answer, LIMITS } from '#rulebook/wire.ts'
import type { Relay } from './relay.ts'
import { headerOf } from './stored.ts'

/** How lists of entries and our answers to them are marked. */
export const CBOR = 'application/cbor'

/**
 * Hands in a request's list of entries and answers each. `turn` looks at an entry's header first and gives the
 * status with which the whole request is turned away, if it is.
 */
export async function handIn(
  relay: Relay,
  { body, reply }: { body: unknown; reply: FastifyReply },
  most: number,
  turn: (header: Fields) => number | undefined,
) {
  const entries = body instanceof Uint8Array ? decodeCbor(body) : undefined
  if (!Array.isArray(entries) || entries.length === 0 || entries.length > most)
    return reply.code(400).type(CBOR).send()
  const given: Uint8Array[] = []
  for (const one of entries) {
    const header = one instanceof Uint8Array ? headerOf(one) : undefined
    const turned = header ? turn(header) : 400
    // Typed though it is empty: by this the worker tells our own refusal from a proxy's page.
    if (turned !== undefined) return reply.code(turned).type(CBOR).send()
    given.push(new Uint8Array(one as Uint8Array))
  }
  const outcomes = await relay.offer(given)
  // Who hands in from the background reads no answers: he must be told by the status that he has to come again.
  const busy = outcomes.find(({ code }) => code === 'busy')
  if (busy)
    return reply
      .code(503)
      .header('retry-after', Math.ceil((busy.retryAfterMs ?? 0) / 1000))
      .send()
  const rows = outcomes.map((outcome, n) => answer.write({ n, ...outcome }))
  return reply
    .header('cache-control', 'no-store')
    .type(CBOR)
    .send(Buffer.from(encodeCbor(rows)))
}

/**
 * The same offers with the same answers as on the socket, for the service worker and where no socket comes through.
 * An entry proves itself, so this needs no session; only admitted devices are heard, as nobody else may have the
 * relay keep anything for later.
 */
export function addOffers(app: FastifyInstance, relay: Relay) {
  const often = { config: { rateLimit: { max: 120, timeWindow: '1 minute' } } }
  app.post('/v1/offer', often, ({ body }, reply) =>
    handIn(relay, { body, reply }, LIMITS.offersInFlight, ({ device }) =>
      relay.knows(device) ? undefined : 403,
    ),
  )
}
