import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { Relay } from './relay.ts'

/** Numbers for whoever looks after the machine; none of them is about a person. */
export function addMetrics(app: FastifyInstance, relay: Relay) {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name: `xiangyin_${name}`,
      help,
      registers: [registry],
      collect() {
        this.set(read())
      },
    })
  gauge('sessions', 'Connections now', () => relay.counts().sessions)
  gauge('entries', 'The highest number in the book', () => relay.counts().lastNumber)
  gauge('volumes', 'Parts of volumes', () => relay.counts().volumes)
  gauge('parked_entries', 'Entries that wait for what they need', () => relay.counts().parked)

  app.get('/metrics', async (_, reply) => {
    reply.header('cache-control', 'no-store').type(registry.contentType)
    return registry.metrics()
  })
}
