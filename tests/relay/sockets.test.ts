import { afterEach, beforeEach, expect, test } from 'vitest'
import { connect as connectTcp } from 'node:net'
import { randomBytes } from 'node:crypto'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { toHex } from '#entry/bytes.ts'
import { FIRST, packItem } from '#entry/lines.ts'
import { noticePublished } from '#rulebook/notice.ts'
import { deviceRevoked } from '#rulebook/roster.ts'
import { threadOpened } from '#rulebook/thread.ts'
import { openLmdbLog } from '#server/lmdb-log.ts'
import { lineOf } from '#server/stored.ts'
import { dial, serveTestVillage, type ServedVillage } from '#support/served.ts'
import { syncMessage } from '#support/sync-message.ts'
import { notice, thread } from '#support/texts.ts'
import { accepted } from '#support/village.ts'

let v: ServedVillage
const providers: WebsocketProvider[] = []
beforeEach(async () => {
  v = await serveTestVillage()
})
afterEach(async () => {
  for (const provider of providers.splice(0)) provider.destroy()
  await v.end()
})
const BOARD = 'board/2026'

/** A client of y-websocket as anybody installs it. */
function stock(volume: string, session: string, doc = new Y.Doc()) {
  const provider = new WebsocketProvider(`${v.url.replace('http', 'ws')}/yjs`, volume, doc, {
    params: { session },
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    disableBc: true,
    maxBackoffTime: 60_000,
  })
  providers.push(provider)
  const closed = new Promise<number>((resolve) =>
    provider.on('connection-close', (event) => resolve((event as { code?: number } | null)?.code ?? 0)),
  )
  const synced = new Promise<void>((resolve) => provider.on('sync', (is: boolean) => is && resolve()))
  return { provider, doc, closed, synced, log: doc.getArray<Uint8Array>('log') }
}
const sessionOf = async (who: '王大婶' | '罗二哥') => {
  const phone = await dial(v, v.phones[who]).welcomed()
  return phone.messages('WELCOME')[0]!.body.session
}
const grown = (log: Y.Array<Uint8Array>, length: number) =>
  new Promise<void>((resolve) => {
    const look = () => log.length >= length && resolve()
    log.observe(look)
    look()
  })

/** The board's lines as they go over the wire, made from what is on disk. */
function linesInLog(): Uint8Array[] {
  let before = FIRST
  return v.log.places(BOARD, 1, 10).map(({ k, i, class: of }) => {
    const stored = v.log.numbered(i)!
    const line = lineOf(stored, k, of)
    const item = packItem(before, line, stored.bytes)
    before = line
    return item
  })
}

test('over real sockets and a real disk a notice goes from one phone to another', async () => {
  const [tao, wang] = await Promise.all([
    dial(v, v.phones.陶书记).welcomed(),
    dial(v, v.phones.王大婶).welcomed(),
  ])
  const { bytes, id } = await v.write('陶书记', noticePublished, notice())
  const [answer] = await tao.offer(bytes)
  expect(answer).toMatchObject({ code: 'accepted', id })
  await wang.has(BOARD, 1)
  expect(v.log.entry(id)).toMatchObject({ i: answer!.i, at: answer!.at })
})

test('a stock y-websocket client follows a volume: what there is, what comes, and after a break what is new', async () => {
  await accepted(v.say('陶书记', noticePublished, notice('一')))
  await accepted(v.say('陶书记', noticePublished, notice('二')))
  const client = stock(BOARD, await sessionOf('王大婶'))
  await client.synced
  expect(client.log.length).toBe(2)
  await accepted(v.say('陶书记', noticePublished, notice('三')))
  await grown(client.log, 3)
  client.provider.disconnect()
  await accepted(v.say('陶书记', noticePublished, notice('四')))
  let received = 0
  client.doc.on('update', (update: Uint8Array) => (received += update.length))
  client.provider.connect()
  await grown(client.log, 4)
  // Only the fourth came.
  expect(received).toBeLessThan(v.log.numbered(v.log.lastNumber())!.bytes.length + 60)
  const phone = await dial(v, v.phones.罗二哥).welcomed()
  await phone.has(BOARD, 4)
  expect(client.log.toArray().map((item) => [...item])).toEqual(
    phone
      .doc(BOARD)
      .getArray<Uint8Array>('log')
      .toArray()
      .map((item) => [...item]),
  )
})

test('abuse 25: a stock client that writes, deletes, spoofs or sends V2 updates is closed with 4400; nothing changes on disk', async () => {
  await accepted(v.say('陶书记', noticePublished, notice('一')))
  await accepted(v.say('陶书记', noticePublished, notice('二')))
  const before = v.log.places(BOARD, 1, 10)
  const session = await sessionOf('王大婶')
  const witness = stock(BOARD, session)
  await witness.synced
  // What no stock client sends by itself: the other way to write an update down, as an update and as a step 2.
  const inV2 = (sort: 1 | 2) => (doc: Y.Doc, provider: WebsocketProvider) => {
    const other = new Y.Doc()
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
    other.getArray('log').push([new Uint8Array([1])])
    provider.ws!.send(syncMessage(sort, Y.encodeStateAsUpdateV2(other)))
  }
  const hostile: ((doc: Y.Doc, provider: WebsocketProvider) => void)[] = [
    inV2(2),
    inV2(1),
    (doc) => doc.getArray('log').push([new Uint8Array([1])]),
    (doc) => doc.getArray('log').delete(0, 1),
    (doc) => {
      const own = doc.clientID
      doc.clientID = before[1]!.client
      doc.getArray('log').push([new Uint8Array([1])])
      doc.clientID = own // the provider's own awareness stumbles over the other one
    },
    (doc) => doc.getMap('elsewhere').set('a', 1),
  ]
  for (const act of hostile) {
    const client = stock(BOARD, session)
    await client.synced
    act(client.doc, client.provider)
    expect(await client.closed).toBe(4400)
  }
  await accepted(v.say('陶书记', noticePublished, notice('三')))
  await grown(witness.log, 3)
  expect(v.log.places(BOARD, 1, 2)).toEqual(before)
  const phone = await dial(v, v.phones.罗二哥).welcomed()
  await phone.has(BOARD, 3)
  const written = linesInLog().map(toHex)
  expect(written.length).toBe(3)
  expect(witness.log.toArray().map(toHex)).toEqual(written)
  expect(phone.doc(BOARD).getArray<Uint8Array>('log').toArray().map(toHex)).toEqual(written)
})

test("abuse 27: without a session, with an old one, or for somebody else's volume a stock client gets nothing", async () => {
  const session = await sessionOf('王大婶')
  const others = `person/${v.phones.罗二哥.person}`
  for (const [volume, token] of [
    ['roster', ''],
    ['roster', 'f'.repeat(64)],
    [others, session],
    ['ballots/0000000000000000', session],
  ] as const) {
    const client = stock(volume, token)
    expect(await client.closed).toBe(4401)
    expect(client.log.length).toBe(0)
  }
  v.clock.now += 3600_000
  expect(await stock('roster', session).closed).toBe(4401)
  const fresh = await sessionOf('王大婶')
  await accepted(v.say('陶书记', deviceRevoked, { device: v.phones.王大婶.device, reason: '' }))
  expect(await stock('roster', fresh).closed).toBe(4401)
})

test('abuse 26: 100 MB, text frames and broken frames end their connection and no other', async () => {
  const witness = await dial(v, v.phones.罗二哥).welcomed()
  const big = dial(v, v.phones.王大婶)
  await big.until(() => big.messages('HELLO').length)
  big.wire.send(new Uint8Array(100 * 1024 * 1024))
  expect(await big.closed()).not.toBe(1000)
  const text = new WebSocket(`${v.url.replace('http', 'ws')}/v1`)
  text.on('open', () => text.send('你好'))
  expect(await new Promise((resolve) => text.on('close', resolve))).toBe(4400)
  // A handshake, then noise where frames should be.
  const raw = connectTcp(v.served.port, '127.0.0.1')
  raw.write(
    'GET /v1 HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  )
  raw.on('error', () => {})
  raw.once('data', () => raw.write(randomBytes(2000)))
  await new Promise((resolve) => raw.on('close', resolve))
  await accepted(v.say('陶书记', noticePublished, notice()))
  await witness.has(BOARD, 1)
})

test('a socket elsewhere is not opened', async () => {
  const socket = new WebSocket(`${v.url.replace('http', 'ws')}/v2`)
  const status = await new Promise((resolve) =>
    socket.on('unexpected-response', (_, { statusCode }) => resolve(statusCode)),
  )
  expect(status).toBe(404)
})

test('a long catch-up comes in slices over a slow reader, whole and in order', async () => {
  const text = '长'.repeat(2500)
  const opened = await Promise.all(
    Array.from({ length: 60 }, (_, n) => v.write('王大婶', threadOpened, thread(`${n}${text}`))),
  )
  const all = await Promise.all(
    Array.from({ length: 60 }, (_, n) => v.write('陶书记', noticePublished, notice(`${n}${text}`))),
  )
  await v.relay.offer([...opened, ...all].map(({ bytes }) => bytes))
  const phone = dial(v, v.phones.罗二哥)
  const socket = (phone.wire as unknown as { socket: WebSocket }).socket
  await phone.welcomed()
  socket.pause()
  await accepted(v.say('陶书记', noticePublished, notice('末')))
  socket.resume()
  await phone.until(() => phone.lines(BOARD).length + phone.lines(`${BOARD}-2`).length === 61)
  await phone.until(() => phone.messages('HEAD').length >= 62)
  expect(Math.max(...phone.frames.map(({ payload }) => payload.length))).toBeLessThan(32 * 1024)
})

test('what was answered is there when the process starts again on the same disk', async () => {
  const { bytes, id } = await v.write('陶书记', noticePublished, notice())
  const tao = await dial(v, v.phones.陶书记).welcomed()
  const [answer] = await tao.offer(bytes)
  await v.served.stop()
  expect(await tao.closed()).toBe(1012)
  await v.log.close()
  const again = openLmdbLog(`${v.folder}/book`)
  expect(again.found.interrupted).toBe(false)
  expect(again.entry(id)).toMatchObject({ i: answer!.i })
  await v.restart(again)
  expect((await v.relay.offer([bytes]))[0]).toMatchObject({ code: 'duplicate', i: answer!.i })
  v.end = async () => again.close()
})
