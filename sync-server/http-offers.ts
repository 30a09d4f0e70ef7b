import type { FastifyInstance } from 'fastify'
import { decodeCbor, encodeCbor } from '#entry/format.ts'
import { answer, LIMITS } from '#rulebook/wire.ts'
import type { Relay } from './relay.ts'
import { headerOf } from './stored.ts'

/**
 * The same offers with the same answers as on the socket, for the service worker and where no socket comes through.
 * An entry proves itself, so this needs no session; only admitted devices are heard, as nobody else may have the
 * relay keep anything for later.
 */
export function addOffers(app: FastifyInstance, relay: Relay) {
  app.post(
    '/v1/offer',
    { config: { rateLimit: { max: 120, timeWindow: '1 minute' } } },
    async ({ body }, reply) => {
      const entries = body instanceof Uint8Array ? decodeCbor(body) : undefined
      if (!Array.isArray(entries) || entries.length === 0 || entries.length > LIMITS.offersInFlight)
        return reply.code(400).send()
      const given: Uint8Array[] = []
      for (const one of entries) {
        const device = one instanceof Uint8Array ? headerOf(one)?.device : undefined
        if (device === undefined) return reply.code(400).send()
        if (!relay.knows(device)) return reply.code(403).send()
        given.push(new Uint8Array(one as Uint8Array))
      }
      const rows = (await relay.offer(given)).map((outcome, n) => answer.write({ n, ...outcome }))
      return reply
        .header('cache-control', 'no-store')
        .type('application/cbor')
        .send(Buffer.from(encodeCbor(rows)))
    },
  )
}
