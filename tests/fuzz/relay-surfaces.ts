// The relay's own doors: whatever comes, it costs at most that connection, and the book stays what it was.
import { decodeEntry, encodeCbor, joinBytes, sameBytes, toHex } from '#entry/format.ts'
import { AUTH, CLOSE, CLOSE_CHANNEL, OFFER, OPEN, PING, REFILL, tell, WIRE_VERSION } from '#rulebook/wire.ts'
import { encodeItems } from '#server/yjs-items.ts'
import { syncMessage } from '#support/sync-message.ts'
import { foundTestVillage, SOMEONE, type Someone, type TestVillage } from '#support/village.ts'
import { examples } from './examples.ts'
import { must, type OpenSurface, type Surface } from './surface.ts'

export const control = (payload: Uint8Array) => joinBytes(new Uint8Array([0]), payload)

const onVolume = (payload: Uint8Array) => joinBytes(new Uint8Array([1]), payload)

/** Right frames of a phone, on the control channel and on a volume's. */
export async function frames(): Promise<Uint8Array[]> {
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

const headerHex = (bytes: Uint8Array) => toHex(decodeEntry(bytes)?.header ?? new Uint8Array())

/** Looks at what has entered the book since: nothing but what was rightly written. */
export function watchBook(v: TestVillage, originals: readonly Uint8Array[]): () => void {
  const rightly = new Set(originals.map(headerHex))
  let [seen, before] = [v.log.lastNumber(), bookOf(v)]
  return () => {
    if (v.log.lastNumber() === seen) must(bookOf(v) === before, 'what has no meaning changed the book')
    for (; seen < v.log.lastNumber(); seen++)
      must(rightly.has(headerHex(v.log.numbered(seen + 1)!.bytes)), 'what nobody wrote entered the book')
    before = bookOf(v)
  }
}

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

/** Before AUTH nobody changes anything; behind it the examples' own village takes what was rightly written, and no more. */
async function onConnections(welcome: boolean): Promise<OpenSurface> {
  const { v, entries } = welcome ? await examples() : { v: await foundTestVillage(), entries: [] }
  const onlyOriginals = watchBook(v, entries)
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
      onlyOriginals()
    },
  }
}

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

export const relaySurfaces: Surface[] = [
  { name: 'frames before AUTH', share: 50_000, open: () => onConnections(false) },
  { name: 'frames after AUTH', share: 50_000, open: () => onConnections(true) },
  entriesSurface,
]
