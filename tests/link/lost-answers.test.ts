// The relay's answer does not come back: the entry stands once all the same, and the phone learns of it in the end.
import { afterEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { decodeCbor, encodeCbor } from '#entry/format.ts'
import { topicOf } from '#rulebook/volumes.ts'
import { threadOpened } from '#rulebook/thread.ts'
import { answer, FROM_RELAY, hear } from '#rulebook/wire.ts'
import { CONTROL, unframe } from '#sync/frames.ts'
import { both, keepsLine, servedVillage } from './line.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

const isAnswer = (data: Uint8Array) => {
  const one = unframe(data)
  return one?.channel === CONTROL && hear(FROM_RELAY, one.payload)?.is === 'ANSWER'
}

/** Sockets that break in the moment in which an answer comes, so many times. */
function answersLost(times: number) {
  const lost = { count: 0 }
  class Lossy extends WebSocket {
    override emit(event: string, ...given: unknown[]): boolean {
      if (event === 'message' && lost.count < times && isAnswer(new Uint8Array(given[0] as ArrayBuffer))) {
        lost.count += 1
        this.terminate()
        return true
      }
      return super.emit(event, ...given)
    }
  }
  return { Lossy, lost }
}

test('the answer to an offer is lost 50 times: the entry stands once, and the outbox is empty', async () => {
  const { v, relay } = await servedVillage()
  ends.push(() => relay.stop())
  const mine = await v.write('王大婶', threadOpened, { title: '我的', text: '话' })
  const { Lossy, lost } = answersLost(50)
  const before = v.log.lastNumber()
  const line = keepsLine(v, `http://127.0.0.1:${relay.port}`, {
    out: [{ id: mine.id, entry: mine.bytes, later: false }],
    Socket: Lossy,
    off: (dialled) => dialled.wake(),
  })
  ends.push(line.stop)
  await line.until(line.isCurrent)
  expect([lost.count, line.sockets()]).toEqual([50, { made: 51, mostAtOnce: 1 }])
  expect(line.answers).toEqual(['duplicate'])
  expect(line.waiting()).toEqual([])
  expect(v.log.lastNumber()).toBe(before + 1)
  expect(v.log.numbered(before + 1)!.id).toBe(mine.id)
  expect(line.held.get(topicOf(mine.id))!.ids.filter((id) => id === mine.id)).toEqual([mine.id])
  const { phone, relay: there } = both(v, line)
  expect(phone).toEqual(there)
  expect([line.twice(), line.alarms(), line.failures]).toEqual([0, 0, []])
})

test('the same over /v1/offer: 50 times nobody hears the answer, then it says that the entry is there', async () => {
  const { v, relay } = await servedVillage()
  ends.push(() => relay.stop())
  const mine = await v.write('王大婶', threadOpened, { title: '我的', text: '话' })
  const before = v.log.lastNumber()
  const offer = (signal?: AbortSignal) =>
    fetch(`http://127.0.0.1:${relay.port}/v1/offer`, {
      method: 'POST',
      headers: { 'content-type': 'application/cbor' },
      body: encodeCbor([mine.bytes]) as BufferSource,
      ...(signal && { signal }),
    })
  for (let n = 0; n < 50; n++) {
    const gone = new AbortController()
    const answered = await offer(gone.signal)
    expect(answered.status).toBe(200)
    gone.abort()
    await expect(answered.arrayBuffer()).rejects.toThrow()
  }
  const rows = decodeCbor(new Uint8Array(await (await offer()).arrayBuffer())) as never[]
  expect(rows.map((one) => answer.read(one)!.code)).toEqual(['duplicate'])
  expect(v.log.lastNumber()).toBe(before + 1)
})
