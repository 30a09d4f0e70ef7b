// A network that lets no WebSocket through: the same session over plain HTTP, against the real relay.
import { afterEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { decodeCbor, encodeCbor } from '#entry/format.ts'
import { topicOf } from '#rulebook/volumes.ts'
import { commentPosted, threadOpened } from '#rulebook/thread.ts'
import { CARRIAGE } from '#rulebook/carriage.ts'
import { answer, CLOSE } from '#rulebook/wire.ts'
import { createCarriage } from '#server/http-carriage.ts'
import { STALLED_MS } from '#server/offers.ts'
import { serve, type Served } from '#server/serve.ts'
import { dial } from '#sync/dial.ts'
import { HttpSocket } from '#sync/http-socket.ts'
import { startNoSockets } from '#support/no-sockets.ts'
import { foundTestVillage, type TestVillage } from '#support/village.ts'
import { dialled, doorPhone } from './door-phone.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

async function served(): Promise<{ v: TestVillage; relay: Served; url: string }> {
  const v = await foundTestVillage()
  const relay = await serve({ relay: v.relay, host: '127.0.0.1', port: 0, publicUrl: '', trustProxy: false })
  ends.push(() => relay.stop())
  return { v, relay, url: `http://127.0.0.1:${relay.port}` }
}

/** 罗二哥's matter with 300 words to it. */
async function debate(v: TestVillage): Promise<string> {
  const { id } = await v.say('罗二哥', threadOpened, { title: '修路', text: '…' })
  for (let n = 0; n < 300; n++)
    await v.say(n % 2 ? '罗二哥' : '何委员', commentPosted, { text: `第${n}句` }, [id])
  return id
}

/** A phone whose words stand in its outbox. */
async function withWords(v: TestVillage) {
  const words = await v.write('王大婶', threadOpened, { title: '我的', text: '话' })
  return doorPhone(v, [{ id: words.id, entry: words.bytes, later: false }])
}

test('all volumes and the offers come through requests; live lines follow', async () => {
  const { v, relay, url } = await served()
  const id = await debate(v)
  const one = await withWords(v)
  const session = one.connect(relay.port, new HttpSocket(url))
  ends.push(() => session.close())
  await one.until(() => session.isCurrent())
  expect(one.answers).toEqual(['accepted'])
  for (const { volume, k } of v.log.lastPlaces())
    expect([volume, one.volumes.get(volume)]).toEqual([volume, k])
  const before = one.volumes.get(topicOf(id))!
  await v.say('罗二哥', commentPosted, { text: '刚说的' }, [id])
  await one.until(() => one.volumes.get(topicOf(id)) === before + 1)
  expect(one.failures).toEqual([])
})

test('every second request or answer is lost on the way: all arrives, nothing twice', async () => {
  const { v, relay, url } = await served()
  await debate(v)
  const one = await withWords(v)
  let n = 0
  const lossy: typeof fetch = async (to, init) => {
    n += 1
    if (n > 2 && n % 4 === 0) throw new TypeError('lost before it was sent')
    const answered = await fetch(to, init)
    if (n > 2 && n % 4 === 2) throw new TypeError('lost on the way back')
    return answered
  }
  const session = one.connect(relay.port, new HttpSocket(url, lossy))
  ends.push(() => session.close())
  await one.until(() => session.isCurrent())
  expect(one.answers).toEqual(['accepted'])
  expect(n).toBeGreaterThan(4)
  expect(v.log.lastPlaces().every(({ volume, k }) => one.volumes.get(volume) === k)).toBe(true)
})

test('a phone whose WebSocket never opens though the relay answers goes on over HTTP by itself', async () => {
  const { v, relay } = await served()
  const id = await debate(v)
  const one = await withWords(v)
  const office = await startNoSockets(relay.port)
  ends.push(office.close)
  const middle = office.url
  const line = dial({
    url: `${middle.replace('http', 'ws')}/v1`,
    http: middle,
    ...dialled(one),
    link: () => {},
    Socket: WebSocket as never,
    overHttp: async () => new HttpSocket(middle) as never,
  })
  ends.push(() => line.stop())
  await one.until(() => line.session()?.isCurrent() === true)
  expect(one.answers).toEqual(['accepted'])
  expect(one.volumes.get(topicOf(id))).toBe(
    v.log.lastPlaces().find(({ volume }) => volume === topicOf(id))!.k,
  )
})

test('a ride that the relay does not know, or that claims more than was said, is gone', async () => {
  const { url } = await served()
  const ask = (ride: unknown[]) =>
    fetch(`${url}/v1/carry`, {
      method: 'POST',
      headers: { 'content-type': 'application/cbor' },
      body: encodeCbor(ride as never) as BufferSource,
    })
  expect((await ask(['ab'.repeat(16), 0, 0, [], null])).status).toBe(410)
  expect((await ask(['', 7, 0, [], null])).status).toBe(410)
  expect((await ask(['', 0, 0, 'no', null])).status).toBe(400)
})

test('a ride that is over frees its place at once: strangers who are sent away keep nobody out', async () => {
  const { v } = await served()
  const carriage = createCarriage(v.relay, () => v.clock.now)
  const nonsense = [new Uint8Array([0, 255])]
  const ride = (name: string, from: number, frames: Uint8Array[], got = 0) => ({
    ride: name,
    from,
    got,
    frames,
    closed: null,
  })
  for (let n = 0; n < CARRIAGE.ridesOfAddress + 1; n++) {
    const begun = (await carriage.carry(ride('', 0, nonsense), '10.0.0.1'))!
    const told = await carriage.carry(ride(begun.ride, 1, [], begun.frames.length), '10.0.0.1')
    expect(told?.closed).toBe(CLOSE.protocol)
    expect(await carriage.carry(ride(begun.ride, 1, []), '10.0.0.1')).toBeUndefined()
  }
  expect(v.relay.counts().sessions).toBe(0)
})

test('/v1/offer takes the same offers with the same answers, and hears only admitted devices', async () => {
  const { v, url } = await served()
  const words = await v.write('王大婶', threadOpened, { title: '我的', text: '话' })
  const offer = async (entries: Uint8Array[]) => {
    const answered = await fetch(`${url}/v1/offer`, {
      method: 'POST',
      headers: { 'content-type': 'application/cbor' },
      body: encodeCbor(entries) as BufferSource,
    })
    if (!answered.ok) return answered.status
    const rows = decodeCbor(new Uint8Array(await answered.arrayBuffer())) as never[]
    return rows.map((one) => answer.read(one)!.code)
  }
  expect(await offer([words.bytes])).toEqual(['accepted'])
  expect(await offer([words.bytes])).toEqual(['duplicate'])
  expect(await offer([])).toBe(400)
  const stranger = await (
    await foundTestVillage()
  ).write('王大婶', threadOpened, { title: '外村', text: '话' })
  expect(await offer([stranger.bytes])).toBe(403)
})

test('while the disk hangs /v1/offer says when to come again: who is no page reads no answers', async () => {
  const { v, url } = await served()
  const [first, second] = await Promise.all(
    ['一', '二'].map((title) => v.write('王大婶', threadOpened, { title, text: '话' })),
  )
  const offer = (entry: Uint8Array) =>
    fetch(`${url}/v1/offer`, {
      method: 'POST',
      headers: { 'content-type': 'application/cbor' },
      body: encodeCbor([entry]) as BufferSource,
    })
  const { append } = v.log
  let goOn = () => {}
  const hanging = new Promise<void>((hangs) => {
    v.log.append = async (batch) => {
      hangs()
      await new Promise<void>((resolve) => (goOn = resolve))
      return append(batch)
    }
  })
  const waiting = offer(first!.bytes)
  await hanging
  v.clock.now += STALLED_MS + 1
  const turned = await offer(second!.bytes)
  expect([turned.status, turned.headers.get('retry-after')]).toEqual([503, '5'])
  v.log.append = append
  goOn()
  expect((await waiting).status).toBe(200)
  expect((await offer(second!.bytes)).status).toBe(200)
})
