// The door for stock y-websocket clients: they read, and whatever they write changes nothing for anybody.
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as syncProtocol from 'y-protocols/sync'
import * as Y from 'yjs'
import { toHex } from '#entry/format.ts'
import { noticePublished } from '#rulebook/notice.ts'
import { CLOSE } from '#rulebook/wire.ts'
import type { Session } from '#server/relay.ts'
import { hearVolume } from '#server/yjs-items.ts'
import { syncMessage } from '#support/sync-message.ts'
import { notice } from '#support/texts.ts'
import { accepted, foundTestVillage, type TestVillage } from '#support/village.ts'
import { bookOf } from './relay-surfaces.ts'
import { must, type Surface } from './surface.ts'

const BOARD = 'board/2026'
const AWARENESS = 1
const AUTH = 2
const QUERY_AWARENESS = 3

function message(sort: number, write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, sort)
  write(encoder)
  return encoding.toUint8Array(encoder)
}

const stepOne = message(0, (encoder) => syncProtocol.writeSyncStep1(encoder, new Y.Doc()))

/** What any Yjs client may say: steps 1 and 2, updates in both encodings, awareness and the rest. */
function stockMessages(): Uint8Array[] {
  const doc = new Y.Doc()
  const text = doc.getText('title')
  text.insert(0, '改一改')
  doc.getMap('meta').set('by', 'someone')
  const log = doc.getArray<Uint8Array>('log')
  log.push([new Uint8Array(30)])
  const before = Y.encodeStateVector(doc)
  text.delete(0, 1)
  log.insert(0, [new Uint8Array(5)])
  const awareness = new Awareness(doc)
  awareness.setLocalState({ name: '过路人', cursor: 3 })
  const states = encodeAwarenessUpdate(awareness, [doc.clientID])
  awareness.destroy()
  const all = Y.encodeStateAsUpdate(doc)
  const later = Y.encodeStateAsUpdate(doc, before)
  const v2 = Y.encodeStateAsUpdateV2(doc)
  return [
    message(0, (encoder) => syncProtocol.writeSyncStep1(encoder, doc)),
    stepOne,
    message(0, (encoder) => syncProtocol.writeSyncStep2(encoder, doc)),
    ...[all, later, v2, Y.encodeStateAsUpdateV2(doc, before)].flatMap((update) => [
      syncMessage(1, update),
      syncMessage(2, update),
      update,
    ]),
    message(AWARENESS, (encoder) => encoding.writeVarUint8Array(encoder, states)),
    message(AUTH, (encoder) => encoding.writeVarString(encoder, 'token')),
    message(QUERY_AWARENESS, () => {}),
  ]
}

/** A stock client in the hand: its document is what it was sent, read by y-protocols itself. */
async function stockClient(v: TestVillage) {
  const phone = await v.connect('王大婶').welcomed()
  const { session: token } = phone.messages('WELCOME')[0]!.body
  phone.close()
  const doc = new Y.Doc()
  let closed: number | undefined
  const session: Session = {
    send(bytes) {
      const decoder = decoding.createDecoder(bytes)
      must(decoding.readVarUint(decoder) === 0, 'a stock client was sent what is no sync message')
      syncProtocol.readSyncMessage(decoder, encoding.createEncoder(), doc, 'relay')
    },
    close: (code) => void (closed = code),
    buffered: () => 0,
  }
  v.relay.connectStock(session, BOARD, token)
  return {
    closed: () => closed,
    say: (bytes: Uint8Array) => v.relay.hear(session, bytes),
    lines: () => doc.getArray<Uint8Array>('log').toArray().map(toHex).join(),
    leave: () => v.relay.leave(session),
  }
}

export const stockSurface: Surface = {
  name: 'messages of stock clients',
  share: 40_000,
  async open() {
    const v = await foundTestVillage()
    for (const text of ['一', '二']) await accepted(v.say('陶书记', noticePublished, notice(text)))
    const before = bookOf(v)
    const read = async () => {
      const reader = await stockClient(v)
      reader.say(stepOne)
      await v.relay.idle()
      await new Promise((next) => setImmediate(next))
      reader.leave()
      return reader.lines()
    }
    const lines = await read()
    must(lines.includes(','), 'a stock client reads two lines')
    let client = await stockClient(v)
    return {
      corpus: stockMessages(),
      async feed(bytes) {
        if (client.closed() !== undefined) {
          const code = client.closed()
          must(code === CLOSE.protocol || code === CLOSE.busy, `shown out with ${code}`)
          // The buckets refill with time; here time is a number.
          v.clock.now += 60_000
          client = await stockClient(v)
        }
        client.say(bytes)
        // Heard by now: what stood in it is judged in the microtasks before.
        await new Promise((next) => setImmediate(next))
        const isWrite = hearVolume(bytes).is === 'write'
        must(!isWrite || client.closed() !== undefined, 'who wrote was not shown out')
      },
      async check() {
        must(lines === (await read()), 'a stock client reads other lines than before')
        must(bookOf(v) === before, 'a stock client changed the book')
        must(
          client.lines() === '' || lines.startsWith(client.lines()) || lines.endsWith(client.lines()),
          'a client was sent other lines',
        )
      },
    }
  },
}
