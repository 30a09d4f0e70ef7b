import { decodeCbor, encodeCbor, toHex, type Hex8 } from '#entry/format.ts'
import { verify } from '#entry/crypto.ts'
import { readRequest } from '#rulebook/enrol.ts'
import { requestMessage } from '#rulebook/roster-rules.ts'
import { bytesUpTo, row, whole } from '#rulebook/shape.ts'
import type { Book } from './book.ts'
import type { Log } from './log.ts'

const KEPT_MS = 7 * 24 * 3600 * 1000
const MOST = 50
const stored = row({ request: bytesUpTo(512), at: whole() })

/** Requests for admission that phones without a camera hand in; they wait a week for a registrar. */
export function openRequests(o: {
  log: Log
  book: Book
  now(): number
  changed(): void
  note(what: string): void
}) {
  const kept = new Map<string, { request: Uint8Array; at: number }>()
  /** On their way to the disk: they count, and nobody is shown them yet. */
  let underway = 0
  for (const [key, value] of o.log.metas('request/')) {
    const one = stored.read(decodeCbor(value))
    if (one) kept.set(key.slice('request/'.length), one)
  }
  /** Whether it is on disk. Requests are no reason to end the relay; whether the disk is well, entries will show. */
  const write = (meta: [string, Uint8Array | undefined][]): Promise<boolean> =>
    o.log.append({ entries: [], places: [], meta }).then(
      () => true,
      () => false,
    )

  return {
    all: (): Uint8Array[] => [...kept.values()].map((one) => one.request),

    /** Only a registrar is shown who asks to be let in. */
    mayBeSeenBy: (person: Hex8): boolean =>
      o.book.roster.holds(person, { i: Infinity, at: Math.max(o.now(), o.book.last().at) }, 'registrar'),

    /** Keeps a request that its own key signed; one for each key, and no more than 50. */
    async keep(request: Uint8Array): Promise<'kept' | 'malformed' | 'full'> {
      const asked = request.length <= 512 ? readRequest(request) : undefined
      if (!asked) return 'malformed'
      const message = requestMessage(asked.key, asked.sealingKey, asked.nonce)
      if (!(await verify(asked.key, 'xy1request', message, asked.proof))) return 'malformed'
      const name = toHex(asked.key)
      if (!kept.has(name) && kept.size + underway >= MOST) return 'full'
      const one = { request, at: o.now() }
      underway += 1
      const isKept = await write([[`request/${name}`, encodeCbor(stored.write(one))]])
      underway -= 1
      if (!isKept) {
        o.note('a request to join was not kept')
        return 'full'
      }
      kept.set(name, one)
      o.changed()
      return 'kept'
    },

    /** Lets go what was admitted, and what has waited for a week; what cannot be taken off the disk, the next time. */
    async sweep() {
      const over = [...kept].filter(([name, { at }]) => o.book.keys().has(name) || o.now() - at > KEPT_MS)
      if (!over.length) return
      if (!(await write(over.map(([name]) => [`request/${name}`, undefined])))) return
      for (const [name, one] of over) if (kept.get(name) === one) kept.delete(name)
      o.changed()
    },
  }
}
export type Requests = ReturnType<typeof openRequests>
