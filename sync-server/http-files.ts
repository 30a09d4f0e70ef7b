import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { FILES, UPLOAD } from '#rulebook/files.ts'
import type { Come, Turned } from './files/files.ts'
import { FOR_PAGES } from './http-safety.ts'
import type { Relay } from './relay.ts'

const BYTES = 'application/offset+octet-stream'
type Asked = FastifyRequest<{ Params: { hash: string } }>

/** A header that is a whole number; NaN otherwise. */
const numberIn = ({ headers }: Asked, name: string): number =>
  /^\d{1,12}$/.test(String(headers[name])) ? Number(headers[name]) : NaN
const tokenOf = ({ headers }: Asked): string =>
  /^Bearer ([0-9a-f]{64})$/.exec(headers.authorization ?? '')?.[1] ?? ''

/** The first range that is asked for: from, and up to and without; all of it where none is. */
function rangeIn({ headers }: Asked): { from: number; to: number } | undefined {
  if (headers.range === undefined) return undefined
  const [, from, last] = /^bytes=(\d{1,12})-(\d{1,12})$/.exec(headers.range) ?? []
  return from === undefined ? undefined : { from: Number(from), to: Number(last) + 1 }
}

/**
 * Files by their hash, for phones with the token of a session. What comes in goes to disk as it comes, so that a link
 * that breaks costs nothing twice; what goes out is bytes without a type: what they are, the entry says.
 */
export function addFiles(app: FastifyInstance, relay: Relay) {
  // A whole village can stand behind one address; how much a device may ask, `files` knows.
  const config = { rateLimit: { max: 2400, timeWindow: '1 minute' } }
  const url = `${FILES.path}:hash`
  const schema = {
    params: { type: 'object', properties: { hash: { type: 'string', pattern: '^[0-9a-f]{64}$' } } },
  }
  // As a stream: gathered first, an upload that breaks off would leave nothing.
  app.addContentTypeParser(BYTES, (_, body, done) => done(null, body))

  function answer(reply: FastifyReply, outcome: Come | Turned) {
    reply.header('cache-control', 'no-store')
    FOR_PAGES.forEach((header) => reply.removeHeader(header))
    if (outcome.offset !== undefined) reply.header(UPLOAD.offset, outcome.offset)
    if (!('turned' in outcome)) return reply.code(204).send()
    // What is still to come of a body that is not wanted is not waited for.
    reply.header('connection', 'close')
    return reply.code(outcome.turned).send()
  }

  app.head<{ Params: { hash: string } }>(url, { config, schema }, async (request, reply) => {
    const length = numberIn(request, UPLOAD.length)
    if (Number.isNaN(length)) return reply.code(400).send()
    return answer(reply, await relay.files.come(tokenOf(request), request.params.hash, length))
  })

  app.patch<{ Params: { hash: string } }>(url, { config, schema }, async (request, reply) => {
    const [length, offset] = [numberIn(request, UPLOAD.length), numberIn(request, UPLOAD.offset)]
    const { body } = request
    if (Number.isNaN(length) || Number.isNaN(offset) || !(body instanceof Readable))
      return reply.code(400).header('connection', 'close').send()
    const part = { length, offset, body }
    return answer(reply, await relay.files.take(tokenOf(request), request.params.hash, part))
  })

  app.get<{ Params: { hash: string } }>(
    url,
    { config, schema, exposeHeadRoute: false },
    async (request, reply) => {
      const range = rangeIn(request)
      const given = await relay.files.give(
        tokenOf(request),
        request.params.hash,
        range ?? { from: 0, to: Infinity },
      )
      if ('turned' in given) return answer(reply, given)
      const { bytes, size } = given
      FOR_PAGES.forEach((header) => reply.removeHeader(header))
      if (range && bytes.length === 0)
        return reply.code(416).header('content-range', `bytes */${size}`).send()
      if (range)
        reply
          .code(206)
          .header('content-range', `bytes ${range.from}-${range.from + bytes.length - 1}/${size}`)
      return reply
        .header('cache-control', 'no-store')
        .type('application/octet-stream')
        .send(Buffer.from(bytes))
    },
  )
}
