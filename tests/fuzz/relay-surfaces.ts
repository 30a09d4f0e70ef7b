// The relay's own doors: whatever comes, it costs at most that connection, and the book stays what it was.
import { decodeEntry, encodeCbor, joinBytes, sameBytes, toHex } from '#entry/format.ts'
import { carried } from '#rulebook/carriage.ts'
import { AUTH, CLOSE, CLOSE_CHANNEL, OFFER, OPEN, PING, REFILL, tell, WIRE_VERSION } from '#rulebook/wire.ts'
import { createHttp } from '#server/http.ts'
import { encodeItems } from '#server/yjs-items.ts'
import { syncMessage } from '#support/sync-message.ts'
import { foundTestVillage, SOMEONE, type Someone, type TestVillage } from '#support/village.ts'
import { examples } from './examples.ts'
import { must, type OpenSurface, type Surface } from './surface.ts'

const control = (payload: Uint8Array) => joinBytes(new Uint8Array([0]), payload)

const onVolume = (payload: Uint8Array) => joinBytes(new Uint8Array([1]), payload)

/** Right frames of a phone, on the control channel and on a volume's. */
async function frames(): Promise<Uint8Array[]> {
  const { v, entries } = await examples()
  const have = [{ volume: 'roster', epoch: 1, k: 3, head8: new Uint8Array(8) }]
  const room = { usedMb: 3, quotaMb: 900, persisted: true }
  const auth = {
    wire: WIRE_VERSION,
    app: 'web 0.1.0',
    device: v.phones.王大婶.device,
    signature: new Uint8Array(64),
    have,
    room,
  }
  const head = { bytes: new Uint8Array(90), signature: new Uint8Array(64) }
  const items = entries.map((bytes, n) => ({ client: 7, clock: n, bytes }))
  const update = encodeItems(undefined, items.slice(0, 2))
  return [
    control(tell(AUTH, auth)),
    control(tell(REFILL, { volume: 'roster', from: 1, items: entries.slice(0, 2), head })),
    onVolume(syncMessage(2, update)),
    onVolume(syncMessage(1, update)),
    ...entries.map((entry) => control(tell(OFFER, { offers: [{ n: 1, entry }] }))),
    control(tell(PING, { n: 3 })),
    control(tell(OPEN, { volume: 'roster', epoch: 1, k: 0 })),
    control(tell(CLOSE_CHANNEL, { channel: 1 })),
    control(encodeCbor([5, [[new Uint8Array(32)]]])),
    Uint8Array.from([1, 0, 0, 1, 0]),
    Uint8Array.from([1, 0, 2, 2, 0, 0]),
  ]
}

/** What the book holds: numbers and the roster's lines. */
export const bookOf = (v: TestVillage) => JSON.stringify([v.log.lastNumber(), v.log.lastPlaces()])

/** The relay still answers somebody else: the first whose phone no entry has revoked, as the registrar's may. */
export async function answersOthers(
  v: TestVillage,
  [who, ...rest]: readonly Someone[] = SOMEONE.toReversed(),
) {
  await v.relay.idle()
  const other = v.connect(who!)
  const greeted = await other.welcomed().catch((error: Error) => error)
  if (greeted instanceof Error) {
    const isRevoked = greeted.message.includes(`closed: ${CLOSE.revoked}`)
    if (!isRevoked || rest.length === 0) throw greeted
    return answersOthers(v, rest)
  }
  other.say(PING, { n: 1 })
  await other.until(() => other.messages('PONG').length)
  other.close()
}

/** An own village each, as entries of the examples' village are strangers' here and must change nothing. */
async function onConnections(welcome: boolean): Promise<OpenSurface> {
  const v = await foundTestVillage()
  const before = bookOf(v)
  let phone = v.connect('王大婶')
  return {
    corpus: await frames(),
    async feed(bytes) {
      if (phone.isClosed()) {
        // The buckets refill with time; here time is a number.
        v.clock.now += 60_000
        phone = v.connect('王大婶')
        if (welcome) await phone.welcomed()
      }
      phone.wire.send(bytes)
      await v.relay.idle()
    },
    async check() {
      await answersOthers(v)
      must(bookOf(v) === before, 'frames of no meaning changed the book')
    },
  }
}

const headerHex = (bytes: Uint8Array) => toHex(decodeEntry(bytes)?.header ?? new Uint8Array())

const entriesSurface: Surface = {
  name: 'entries offered to the relay',
  share: 30_000,
  async open() {
    const { v, entries } = await examples()
    const heads = new Set(entries.map(headerHex))
    return {
      corpus: entries,
      async feed(bytes) {
        const [outcome] = await v.relay.offer([bytes])
        const isOurs = entries.some((one) => sameBytes(one, bytes))
        must(outcome!.code !== 'accepted' || isOurs, 'an entry that nobody wrote was accepted')
        // An id is its header's: whoever sends that header again is told what stands under it, whatever follows.
        must(outcome!.code !== 'duplicate' || heads.has(headerHex(bytes)), 'an unknown entry was a duplicate')
      },
      check: () => answersOthers(v),
    }
  },
}

const PATHS = ['/v1/admission', '/v1/request', '/v1/offer', '/v1/carry'] as const
const bodies: Surface = {
  name: 'bodies of requests',
  share: 30_000,
  async open() {
    const v = await foundTestVillage()
    const before = bookOf(v)
    const app = await createHttp({ relay: v.relay, publicUrl: '', trustProxy: false })
    const { entries, request } = await examples()
    const ride = carried.write({
      ride: 'ab'.repeat(16),
      from: 0,
      got: 0,
      frames: await frames(),
      closed: null,
    })
    let n = 0
    return {
      corpus: [encodeCbor(entries), request, encodeCbor(ride), encodeCbor([v.founding])],
      async feed(bytes) {
        const answer = await app.inject({
          method: 'POST',
          url: PATHS[n++ % PATHS.length]!,
          headers: { 'content-type': 'application/cbor' },
          payload: Buffer.from(bytes),
          // Each from another address: the limits by address are tested elsewhere.
          remoteAddress: `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`,
        })
        must(answer.statusCode < 500 || answer.statusCode === 503, `answered ${answer.statusCode}`)
      },
      async check() {
        await answersOthers(v)
        must(bookOf(v) === before, 'bodies of no meaning changed the book')
      },
      close: () => app.close(),
    }
  },
}

export const relaySurfaces: Surface[] = [
  { name: 'frames before AUTH', share: 50_000, open: () => onConnections(false) },
  { name: 'frames after AUTH', share: 50_000, open: () => onConnections(true) },
  entriesSurface,
  bodies,
]
