import { existsSync } from 'node:fs'
import path from 'node:path'
import fastifyRateLimit from '@fastify/rate-limit'
import fastifyStatic from '@fastify/static'
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify'
import type { AccessLog } from './access-log.ts'
import { addAdmissions } from './http-admission.ts'
import { addCarriage } from './http-carriage.ts'
import { addFiles } from './http-files.ts'
import { addOffers } from './http-offers.ts'
import { addSafety, FOR_PAGES } from './http-safety.ts'
import { addMetrics } from './metrics.ts'
import { watchMachine } from './ops/machine.ts'
import { addOps, SILENT_DAYS } from './ops/routes.ts'
import type { Relay } from './relay.ts'

export interface HttpGround {
  relay: Relay
  /** The built app; without it only the relay's own paths answer. */
  dist?: string
  publicUrl: string
  /** Believe a reverse proxy's word on where a request comes from. */
  trustProxy: boolean
  /** Where the technician's password lies; without it, his page and /metrics show nothing. */
  dataDir?: string
  /** From how many days on a phone counts as silent. */
  silentDays?: number
  access?: AccessLog
}

const RELAY_PATHS = ['/v1', '/yjs', '/ping', '/healthz', '/metrics', '/ops', '/assets']
const NONCE_MAX = 80

/** The relay's HTTP side: the app, reachability, and the doors for who is not enrolled yet. */
export async function createHttp({
  relay,
  dist,
  publicUrl,
  trustProxy,
  dataDir,
  silentDays = SILENT_DAYS,
  access,
}: HttpGround): Promise<FastifyInstance> {
  // Fastify's own request log would hold addresses and tokens; the relay logs what happens itself.
  const app = fastify({
    logger: false,
    // One proxy, our own: what stands before its word is anybody's, and limits by address would be no limits.
    trustProxy: trustProxy && ((_, hop) => hop === 0),
    bodyLimit: 64 * 1024,
    routerOptions: { maxParamLength: 200 },
  })
  if (access) addAccessLog(app, access)
  await addSafety(app, publicUrl)
  await app.register(fastifyRateLimit, { global: false })
  app.addContentTypeParser('application/cbor', { parseAs: 'buffer' }, (_, body, done) => done(null, body))

  app.get<{ Querystring: { n?: string } }>('/ping', async ({ query }, reply) => {
    reply.header('cache-control', 'no-store').type('text/plain; charset=utf-8')
    return String(query.n ?? '').slice(0, NONCE_MAX)
  })
  app.get('/healthz', async (_, reply) => {
    reply.header('cache-control', 'no-store')
    return { ok: true }
  })
  const machine = watchMachine({ dataDir, dist, accessLogFull: () => access?.isFull() ?? false })
  app.addHook('onClose', async () => machine.stop())
  const looked = { relay, dataDir, silentDays, look: machine.look }
  addMetrics(app, looked)
  addOps(app, { ...looked, publicUrl })
  addAdmissions(app, relay)
  addOffers(app, relay)
  addCarriage(app, relay)
  // By itself: nobody else takes a body of which no end is in sight.
  await app.register(async (alone) => addFiles(alone, relay))
  if (dist && existsSync(path.join(dist, 'index.html'))) await addApp(app, dist)
  else app.setNotFoundHandler((_, reply) => notFound(reply))
  return app
}

/** Each request by its route's own pattern: what a path was filled in with is nobody's business here. */
function addAccessLog(app: FastifyInstance, access: AccessLog) {
  app.addHook('onResponse', async ({ method, routeOptions }, { statusCode, elapsedTime }) =>
    access.write({ method, route: routeOptions.url ?? '*', status: statusCode, tookMs: elapsedTime }),
  )
}

/** The built app: hashed files for ever, everything else asked for anew, pages of the app from index.html. */
async function addApp(app: FastifyInstance, dist: string) {
  await app.register(fastifyStatic, {
    root: path.resolve(dist),
    preCompressed: true,
    cacheControl: false,
    // An answer's head costs as much as a small file: whether something is new, the etag says.
    acceptRanges: false,
    lastModified: false,
    // Only what is asked for by its own name: /x/ is no file.
    index: ['index.html'],
    setHeaders(reply, file) {
      const isHashed = path.relative(path.resolve(dist), file).startsWith(`assets${path.sep}`)
      reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
      if (isHashed || isPart(file)) FOR_PAGES.forEach((header) => reply.removeHeader(header))
    },
  })
  // Nobody asks whether an immutable file has changed, a connection is kept without being told, and a module is UTF-8
  // by itself: 25 files with these words cost a new phone 2.5 KB.
  app.addHook('onSend', async ({ url }, reply) => {
    if (!url.startsWith('/assets/')) return
    reply.removeHeader('etag')
    reply.raw.removeHeader('connection')
    if (url.endsWith('.js')) reply.header('content-type', 'text/javascript')
  })
  app.setNotFoundHandler((request, reply) => {
    const { pathname } = new URL(request.url, 'http://relay')
    const isRead = request.method === 'GET' || request.method === 'HEAD'
    // A missing file must be a 404, or a page would be run as a script.
    return isRead && isPage(pathname) ? reply.sendFile('index.html') : notFound(reply)
  })
}

/** What is neither a page, nor a worker, nor a drawing that a browser opens as a page; compressed or not. */
const isPart = (file: string): boolean =>
  /\.(?:js|png|webmanifest)(?:\.br|\.gz)?$/.test(file) && !path.basename(file).startsWith('sw.js')

const isPage = (pathname: string): boolean =>
  !RELAY_PATHS.some((one) => pathname === one || pathname.startsWith(`${one}/`)) &&
  !/\.[a-z0-9]{1,12}$/i.test(pathname)

const notFound = (reply: FastifyReply) =>
  reply.code(404).header('cache-control', 'no-store').type('text/plain; charset=utf-8').send('not found\n')
