import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'

const SELF = "'self'"
const NONE = "'none'"

/** Older Safaris do not take 'self' for a WebSocket, so the host is named; a strange one is not repeated. */
const socketsOf = (scheme: string) => (request: { headers: { host?: string } }) => {
  const { host = '' } = request.headers
  return /^[\w.:[\]-]{1,255}$/.test(host) ? `${scheme}://${host}` : SELF
}

/**
 * What browsers read on a page or a worker, and not on a part of one: hashed files, scripts, pictures and the
 * manifest go without, as 35 answers with these would cost a new phone 20 KB.
 */
export const FOR_PAGES = [
  'content-security-policy',
  'cross-origin-opener-policy',
  'origin-agent-cluster',
  'permissions-policy',
  'referrer-policy',
  'strict-transport-security',
  'x-frame-options',
]

/** Headers that keep words inert: no script, style or connection but the app's own. */
export async function addSafety(app: FastifyInstance, publicUrl: string) {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: [NONE],
        scriptSrc: [SELF],
        styleSrc: [SELF],
        imgSrc: [SELF, 'data:', 'blob:'],
        connectSrc: [SELF, socketsOf('ws'), socketsOf('wss')],
        manifestSrc: [SELF],
        workerSrc: [SELF],
        mediaSrc: [SELF, 'blob:'],
        fontSrc: [NONE],
        frameAncestors: [NONE],
        baseUri: [NONE],
        formAction: [NONE],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    frameguard: { action: 'deny' },
    // For browsers that never ran this app; each answer would carry 150 bytes of them.
    xXssProtection: false,
    xDownloadOptions: false,
    xDnsPrefetchControl: false,
    xPermittedCrossDomainPolicies: false,
    // Where the village's address is plain http (a trial on a LAN) the promise could not be kept.
    strictTransportSecurity: publicUrl.startsWith('https:') && {
      maxAge: 15_552_000,
      includeSubDomains: false,
    },
  })
  app.addHook('onRequest', async (_, reply) => {
    reply.header('permissions-policy', 'camera=(self), microphone=(self), geolocation=(), payment=(), usb=()')
  })
}
