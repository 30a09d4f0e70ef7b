// Everything that reads bytes without keeping anything: it gives a value or nothing, and never throws.
import * as Y from 'yjs'
import { encodeCbor, decodeBody, decodeCbor, decodeEntry, encodeEntry, sameBytes } from '#entry/format.ts'
import { readHead } from '#entry/heads.ts'
import { FIRST, packItem, unpackItem } from '#entry/lines.ts'
import { collector, toCodes, toPasted } from '#desk/carried.ts'
import { packUnsent, unpackUnsent } from '#ledger/parcel.ts'
import { carried } from '#rulebook/carriage.ts'
import { readClaim, readRequest, writeRequest } from '#rulebook/enrol.ts'
import { householdsRegistered, peopleImported } from '#rulebook/roster.ts'
import { FROM_PHONE, FROM_RELAY, hear, PING, PONG, readTurnout, tell } from '#rulebook/wire.ts'
import { encodeItems, hearVolume } from '#server/yjs-items.ts'
import { readVolumeMessage, unframe } from '#sync/frames.ts'
import { checkSlice, tailAt } from '#sync/slice-check.ts'
import { seedUpdate } from '#sync/seed.ts'
import { readLines } from '../../src/rooms/roster/pages/office/import-lines.ts'
import { must, type Surface } from './surface.ts'
import { examples } from './examples.ts'

const text = (bytes: Uint8Array) => String.fromCharCode(...bytes.slice(0, 4000))
const ascii = (written: string) => Uint8Array.from(written, (letter) => letter.charCodeAt(0))

/** A reader that is exact: what it takes is written back as the same bytes, so nothing has two spellings. */
const exact = <T>(
  name: string,
  share: number,
  read: (bytes: Uint8Array) => T | undefined,
  write: (value: T) => Uint8Array,
  corpus: () => Promise<Uint8Array[]>,
): Surface => ({
  name,
  share,
  open: async () => ({
    corpus: await corpus(),
    feed(bytes) {
      const value = read(bytes)
      if (value !== undefined) must(sameBytes(write(value), bytes), 'read, but not written back the same')
    },
  }),
})

/** A phone takes an update only if it appends plain bytes to the log; whatever else Yjs could read changes nothing. */
const slices: Surface = {
  name: 'Yjs updates towards the phone',
  share: 60_000,
  async open() {
    const last = { client: 77, clock: 4 }
    const items = [1, 2, 3].map((n) => new Uint8Array(40 + n).fill(n))
    const update = encodeItems(
      last,
      items.map((bytes, n) => ({ client: 77, clock: 5 + n, bytes })),
    )
    const other = encodeItems(last, [{ client: 99, clock: 0, bytes: items[0]! }])
    return {
      corpus: [update, other, Uint8Array.from([0, 0])],
      feed(bytes) {
        const checked = checkSlice(bytes, tailAt(last))
        if (!checked) return
        const doc = new Y.Doc()
        Y.applyUpdate(doc, seedUpdate(last))
        Y.applyUpdate(doc, bytes)
        const log = doc.getArray<Uint8Array>('log').toArray()
        must(log.length === checked.items.length, 'Yjs made something else of a slice that was let in')
        must(
          log.every((item, n) => sameBytes(item, checked.items[n]!)),
          'Yjs read other bytes',
        )
        must(doc.share.size === 1, 'a slice wrote outside the log')
      },
    }
  },
}

const plain = (
  name: string,
  share: number,
  corpus: () => Promise<Uint8Array[]>,
  feed: (bytes: Uint8Array) => unknown,
): Surface => ({
  name,
  share,
  open: async () => ({ corpus: await corpus(), feed: (bytes) => void feed(bytes) }),
})

const HOUSEHOLDS = '陶德福,陶小军,1,是\n何甲，何乙，三组，成年\n何甲\t何丙\t第3组\t否\n罗二哥;罗小妹;十组;n'
/** A list that the registrar pastes: each line is taken, known or named as bad, and what is taken is a right entry. */
const pasted: Surface = {
  name: 'a pasted list of people',
  share: 20_000,
  open: async () => ({
    corpus: [Buffer.from(HOUSEHOLDS), Buffer.from(`${HOUSEHOLDS}\n`.repeat(30))],
    feed(bytes) {
      const text = new TextDecoder().decode(bytes)
      let ids = 0
      const read = readLines(text, [], () => (++ids).toString(16).padStart(16, '0'))
      const { households, people, known, bad, tooMany } = read
      const lines = text.split(/\r?\n/).filter((line) => line.trim())
      must(people.length + known.length + bad.length + tooMany === lines.length, 'a line was lost')
      const isIn = (one: typeof householdsRegistered | typeof peopleImported, of: object[]) =>
        !of.length ||
        one.body.read(decodeCbor(encodeCbor(one.body.write({ lines: of } as never)))) !== undefined
      must(
        isIn(householdsRegistered, households) && isIn(peopleImported, people),
        'taken, but no right entry',
      )
    },
  }),
}

export const readers: Surface[] = [
  exact('entries, their form', 60_000, decodeEntry, encodeEntry, async () => (await examples()).entries),
  exact('CBOR', 50_000, decodeCbor, encodeCbor, async () => (await examples()).entries),
  exact('requests to join', 40_000, readRequest, writeRequest, async () => [(await examples()).request]),
  plain('codes and pasted text', 40_000, codesAndText, (bytes) => {
    const hear = collector()
    hear(text(bytes))
    hear(text(bytes.slice(1)))
  }),
  plain(
    'claim links',
    30_000,
    async () => [ascii((await examples()).claim)],
    (bytes) => readClaim(text(bytes)),
  ),
  plain('files of unsent entries', 40_000, unsentFile, (bytes) => unpackUnsent('00112233aabbccdd', bytes)),
  plain('messages of the wire', 60_000, wireMessages, (bytes) => {
    const framed = unframe(bytes)
    hear(FROM_RELAY, framed?.payload ?? bytes)
    hear(FROM_PHONE, framed?.payload ?? bytes)
    readTurnout(bytes)
    readHead(bytes)
    carried.read(decodeCbor(bytes))
  }),
  plain('volume messages', 50_000, volumeMessages, (bytes) => {
    readVolumeMessage(bytes)
    hearVolume(bytes)
  }),
  plain(
    'lines of a volume',
    50_000,
    async () => (await examples()).entries.map(asItem),
    (bytes) => {
      const unpacked = unpackItem(FIRST, bytes)
      if (unpacked) decodeBody(unpacked.entry)
    },
  ),
  slices,
  pasted,
]

const asItem = (entry: Uint8Array) => packItem(FIRST, { ...FIRST, k: 1, i: 1, at: 1000 }, entry)
async function codesAndText() {
  const { approval } = await examples()
  return [...toCodes(approval), toPasted(approval)].map(ascii)
}
async function unsentFile() {
  return [packUnsent('00112233aabbccdd', (await examples()).entries.slice(0, 3))]
}
async function wireMessages() {
  const answer = encodeCbor(
    carried.write({ ride: '', from: 0, got: 0, frames: [tell(PING, { n: 1 })], closed: null }),
  )
  return [tell(PING, { n: 3 }), tell(PONG, { n: 3, at: 5 }), answer, ...(await examples()).told]
}
async function volumeMessages() {
  const update = encodeItems(undefined, [{ client: 7, clock: 0, bytes: new Uint8Array(30) }])
  return [
    Uint8Array.from([0, 2, update.length, ...update]),
    Uint8Array.from([0, 0, 1, 0]),
    Uint8Array.from([0, 1, 2, 0, 0]),
  ]
}
