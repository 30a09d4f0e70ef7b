import type { FastifyInstance } from 'fastify'
import { deviceAdded, deviceClaimed, villageFounded } from '#rulebook/roster.ts'
import { CBOR, handIn } from './http-offers.ts'
import type { Relay } from './relay.ts'

const MOST_ENTRIES = 8
/** What a phone that is not enrolled may hand in: what enrols it, and what leads from there to the founding. */
const ADMITTING: number[] = [villageFounded.number, deviceAdded.number, deviceClaimed.number]

/** The doors for phones that are not enrolled yet. */
export function addAdmissions(app: FastifyInstance, relay: Relay) {
  const seldom = { config: { rateLimit: { max: 60, timeWindow: '1 minute' } } }

  app.get('/v1/village', seldom, async (_, reply) => {
    const founding = relay.founding()
    if (!founding) return reply.code(404).send()
    return reply.header('cache-control', 'no-cache').type(CBOR).send(Buffer.from(founding))
  })

  app.post('/v1/admission', seldom, ({ body }, reply) =>
    handIn(relay, { body, reply }, MOST_ENTRIES, ({ kind }) => (ADMITTING.includes(kind) ? undefined : 400)),
  )

  app.post('/v1/request', seldom, async ({ body }, reply) => {
    if (!(body instanceof Uint8Array)) return reply.code(400).send()
    const kept = await relay.request(new Uint8Array(body))
    return reply.code(kept === 'kept' ? 204 : kept === 'full' ? 503 : 400).send()
  })
}
