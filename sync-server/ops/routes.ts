import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Relay } from '../relay.ts'
import { COOKIE, openDoor, SIGNED_IN_MS } from './door.ts'
import { OPS, signInPage, STYLE, unsetPage, type Fault } from './frame.ts'
import type { Machine } from './machine.ts'
import { overviewPage } from './overview-page.ts'
import { overview } from './overview.ts'
import { style } from './style.ts'
import { readTechnician } from './technician.ts'

/** A month has every phone back from the fields; half of one is when to ask. */
export const SILENT_DAYS = 14

/** Stricter than the app's: no script at all, and nothing from elsewhere. */
const POLICY =
  "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

/** The technician's page, drawn by the relay: not a byte of it is in the villagers' app. */
export function addOps(
  app: FastifyInstance,
  o: {
    relay: Relay
    dataDir: string | undefined
    publicUrl: string
    silentDays: number
    look(): Promise<Machine>
  },
) {
  const door = openDoor(o.relay.now)
  const safely = o.publicUrl.startsWith('https:') ? '; Secure' : ''
  const cookie = (token: string, seconds: number) =>
    `${COOKIE}=${token}; Path=${OPS}; HttpOnly; SameSite=Strict; Max-Age=${seconds}${safely}`
  const give = (reply: FastifyReply, status: number, page: string) =>
    reply
      .code(status)
      .header('cache-control', 'no-store')
      .header('content-security-policy', POLICY)
      // With no-referrer a browser hides where a form was sent from, which is what a POST is asked for here.
      .header('referrer-policy', 'same-origin')
      .type('text/html; charset=utf-8')
      .send(page)
  const goIn = (reply: FastifyReply) => reply.code(303).header('cache-control', 'no-store').redirect(OPS, 303)

  /** A form on another site must not sign anyone in or out. */
  function isFromHere({ headers }: FastifyRequest): boolean {
    const { origin = '', host } = headers
    if (!URL.canParse(origin)) return false
    // A village's own address may have been given without https:// before it; it is no reason to stumble.
    const own = URL.canParse(o.publicUrl) ? new URL(o.publicUrl).origin : undefined
    return new URL(origin).host === host || new URL(origin).origin === own
  }

  // In a context of its own: nothing else on this relay reads forms.
  void app.register(async (ops) => {
    ops.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: 1024 },
      (_, body, done) => done(null, new URLSearchParams(String(body))),
    )

    ops.get<{ Querystring: { days?: string; page?: string } }>(OPS, async ({ headers, query }, reply) => {
      const technician = readTechnician(o.dataDir)
      if (!technician) return give(reply, 503, unsetPage())
      const until = door.insideUntil(technician, headers.cookie)
      if (until === undefined) return give(reply, 401, signInPage())
      const facts = overview(o.relay, await o.look(), wholeOf(query.days, 365) ?? o.silentDays)
      return give(reply, 200, overviewPage(facts, until, wholeOf(query.page, 10_000) ?? 1))
    })

    ops.post(`${OPS}/sign-in`, async (request, reply) => {
      const technician = readTechnician(o.dataDir)
      if (!technician) return give(reply, 503, unsetPage())
      const refuse = (status: number, fault: Fault) => give(reply, status, signInPage(fault))
      if (!isFromHere(request)) return refuse(403, 'elsewhere')
      const typed = request.body instanceof URLSearchParams ? request.body.get('password') : null
      const opened = await door.signIn(technician, typed ?? '', request.ip)
      if (opened.refused === 'too-often') {
        reply.header('retry-after', '60')
        return refuse(429, opened.refused)
      }
      if (opened.refused) return refuse(401, opened.refused)
      reply.header('set-cookie', cookie(opened.token, SIGNED_IN_MS / 1000))
      return goIn(reply)
    })

    ops.post(`${OPS}/sign-out`, async (request, reply) => {
      if (!isFromHere(request)) return give(reply, 403, signInPage('elsewhere'))
      door.signOut(request.headers.cookie)
      reply.header('set-cookie', cookie('', 0))
      return goIn(reply)
    })

    ops.get(STYLE, async (_, reply) =>
      reply.header('cache-control', 'no-cache').type('text/css; charset=utf-8').send(style),
    )
  })
}

/** A whole number from 1 to `most`, as it stands in an address. */
function wholeOf(typed: unknown, most: number): number | undefined {
  const number = typeof typed === 'string' && /^\d{1,5}$/.test(typed) ? Number(typed) : 0
  return number >= 1 && number <= most ? number : undefined
}
