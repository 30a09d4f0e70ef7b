// How large a frame really gets, up and down, on a real socket with much to hand in.
import { afterEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { THREAD_TEXT_MAX, threadOpened } from '#rulebook/thread.ts'
import { LIMITS } from '#rulebook/wire.ts'
import { serve } from '#server/serve.ts'
import { foundTestVillage } from '#support/village.ts'
import { doorPhone } from './door-phone.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

/** A socket that notes how large each frame is. */
function measured(port: number) {
  const [up, down]: [number[], number[]] = [[], []]
  const socket = new WebSocket(`ws://127.0.0.1:${port}/v1`)
  const send = socket.send.bind(socket)
  socket.send = (bytes: unknown) => {
    up.push((bytes as Uint8Array).length)
    send(bytes as Uint8Array)
  }
  socket.on('message', (bytes: ArrayBuffer | Buffer) => void down.push(bytes.byteLength))
  return { socket, up, down }
}

test('150 entries of up to 9 KB: no frame up is over 16 KB, and none of the relay over 32 KB', async () => {
  const v = await foundTestVillage()
  const relay = await serve({ relay: v.relay, host: '127.0.0.1', port: 0, publicUrl: '', trustProxy: false })
  ends.push(() => relay.stop())
  const out = []
  for (let n = 0; n < 150; n++) {
    // From a sentence to the longest that anybody may say, in no order.
    const text = '话'.repeat(1 + ((n * 1237) % THREAD_TEXT_MAX))
    const { id, bytes } = await v.write('王大婶', threadOpened, { title: `第${n}件`, text })
    out.push({ id, entry: bytes, later: false })
  }
  expect(Math.max(...out.map(({ entry }) => entry.length))).toBeGreaterThan(9000)

  const wang = doorPhone(v, out)
  const going = measured(relay.port)
  const handing = wang.connect(relay.port, going.socket)
  ends.push(() => handing.close())
  await wang.until(() => handing.isCurrent())
  expect(wang.answers).toEqual(out.map(() => 'accepted'))

  // The same again for a phone that has none of it: all of it comes down.
  const late = doorPhone(v)
  const coming = measured(relay.port)
  const fetching = late.connect(relay.port, coming.socket)
  ends.push(() => fetching.close())
  await late.until(() => fetching.isCurrent())
  const total = out.reduce((sum, { entry }) => sum + entry.length, 0)
  const sum = (all: number[]) => all.reduce((one, other) => one + other, 0)
  expect(sum(going.up)).toBeGreaterThan(total)
  expect(sum(coming.down)).toBeGreaterThan(total / 2)

  for (const { up, down } of [going, coming]) {
    expect(Math.max(...up)).toBeLessThanOrEqual(LIMITS.offerMessage)
    expect(Math.max(...down)).toBeLessThanOrEqual(LIMITS.relayMessage)
  }
  expect([...wang.failures, ...late.failures]).toEqual([])
})
