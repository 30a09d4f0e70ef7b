import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { PhoneRoom } from '#rulebook/wire.ts'
import { ALERTS, isFull } from './ops/alerts.ts'
import type { Machine } from './ops/machine.ts'
import { BUCKETS, overview, SPANS, type Overview } from './ops/overview.ts'
import { readTechnician, tokenFits } from './ops/technician.ts'
import type { Relay } from './relay.ts'

/** An app that names itself as ours do; what else a stranger writes there is counted and not repeated. */
const OURS = /^web \d+\.\d+\.\d+( [0-9a-f]{7,12})?$/

/** What the technician's page shows, in numbers; none of them is about a person or one phone. */
function createGauges() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const gauge = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new Gauge({ name: `xiangyin_${name}`, help, labelNames, registers: [registry] })
  const one = {
    sessions: gauge('sessions', 'Connections now'),
    entries: gauge('entries', 'The highest number in the book'),
    today: gauge('entries_today', 'Numbers given today, by the village’s day'),
    days: gauge('entries_of_day', 'Numbers given on each of the last days', 'day'),
    relay: gauge('relay', 'Always 1; which app the relay serves', 'app'),
    volumes: gauge('volumes', 'Parts of volumes'),
    parked: gauge('parked_entries', 'Entries that wait for what they need'),
    stalled: gauge('disk_stalled_seconds', 'How long the disk has not answered'),
    flushedAt: gauge('last_flush_timestamp_seconds', 'When a batch was last on disk'),
    flush: gauge('last_flush_seconds', 'How long that took'),
    wait: gauge('event_loop_wait_p99_seconds', 'How long the one thread lets others wait'),
    diskFree: gauge('disk_free_bytes', 'Free where the book lies'),
    book: gauge('book_bytes', 'The book on disk'),
    files: gauge('files', 'Pictures and other files that entries bring'),
    fileBytes: gauge('file_bytes', 'Those files on disk'),
    backup: gauge('last_backup_timestamp_seconds', 'When the last backup ended'),
    phones: gauge('phones', 'Phones by the days since they were last here', 'seen'),
    apps: gauge('phones_by_app', 'Phones by version of the app', 'app'),
    stores: gauge('phones_by_storage', 'Phones by what their browsers say of their storage', 'storage'),
    silent: gauge('phones_silent', 'Phones not here for so many days', 'days'),
    officers: gauge('phones_silent_officers', 'Those of them that belong to officers', 'days'),
    refused: gauge('refused', 'How often each rule said no within so many days', 'rule', 'days'),
    alerts: gauge('alert', 'Whether the technician is asked for a hand', 'alert'),
  }

  function set(o: Overview) {
    const { counts, machine } = o
    for (const some of [
      one.days,
      one.relay,
      one.phones,
      one.apps,
      one.stores,
      one.silent,
      one.officers,
      one.refused,
      one.alerts,
    ])
      some.reset()
    one.sessions.set(counts.sessions)
    one.entries.set(counts.lastNumber)
    one.today.set(o.entries.at(-1)!.count)
    for (const { day, count } of o.entries) one.days.set({ day: dateOf(day) }, count)
    one.relay.set({ app: machine.app ?? 'none' }, 1)
    one.volumes.set(counts.volumes)
    one.parked.set(counts.parked)
    one.stalled.set(counts.stalledMs / 1000)
    one.flushedAt.set((counts.lastFlush?.at ?? 0) / 1000)
    one.flush.set((counts.lastFlush?.tookMs ?? 0) / 1000)
    one.wait.set(machine.waitP99Ms / 1000)
    one.diskFree.set(machine.diskFreeBytes ?? NaN)
    one.book.set(machine.bookBytes ?? NaN)
    one.files.set(counts.files.files)
    one.fileBytes.set(counts.files.bytes)
    one.backup.set((machine.backupAt ?? 0) / 1000)
    for (const { upTo, count } of o.buckets) one.phones.set({ seen: bucketName(upTo) }, count)
    one.phones.set({ seen: 'never' }, o.never)
    for (const { app, count } of o.versions) one.apps.inc({ app: OURS.test(app) ? app : 'other' }, count)
    for (const name of STORES) one.stores.set({ storage: name }, 0)
    for (const { met } of o.phones) one.stores.inc({ storage: storeOf(met?.room) })
    const silent = o.phones.filter(({ isSilent }) => isSilent)
    const days = String(o.silentDays)
    one.silent.set({ days }, silent.length)
    one.officers.set({ days }, silent.filter(({ offices }) => offices.length > 0).length)
    for (const { rule, within } of o.refused)
      within.forEach((count, n) => one.refused.set({ rule, days: String(SPANS[n]) }, count))
    for (const name of ALERTS)
      one.alerts.set({ alert: name }, o.alerts.some((alert) => alert.is === name) ? 1 : 0)
  }
  return { registry, set }
}

/** nearly full; may be cleared by the browser; kept for good; or not told. */
const STORES = ['full', 'clearable', 'kept', 'untold'] as const
function storeOf(room: PhoneRoom | null | undefined): (typeof STORES)[number] {
  if (!room || room.usedMb === null) return 'untold'
  if (isFull(room)) return 'full'
  return room.persisted ? 'kept' : 'clearable'
}

/** A day of the village, as 2026-11-29. */
const dateOf = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10)

const bucketName = (upTo: number): string =>
  upTo === 0 ? 'today' : upTo === Infinity ? `over ${BUCKETS.at(-2)} days` : `${upTo} days`

/**
 * Opens /metrics to whoever has the technician's token. By the address nobody could be told apart: behind a reverse
 * proxy every request comes from this machine.
 */
export function addMetrics(
  app: FastifyInstance,
  o: { relay: Relay; dataDir: string | undefined; silentDays: number; look(): Promise<Machine> },
) {
  const { registry, set } = createGauges()

  app.get('/metrics', async ({ headers }, reply) => {
    reply.header('cache-control', 'no-store')
    const technician = readTechnician(o.dataDir)
    const token = /^Bearer ([0-9a-f]{64})$/.exec(headers.authorization ?? '')?.[1]
    if (!technician || !token || !tokenFits(technician, token)) {
      reply.code(401).header('www-authenticate', 'Bearer').type('text/plain; charset=utf-8')
      return 'the technician’s token is needed: npm run village -- technician\n'
    }
    set(overview(o.relay, await o.look(), o.silentDays))
    reply.type(registry.contentType)
    return registry.metrics()
  })
}
