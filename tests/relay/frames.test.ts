import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { afterEach, expect, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { writeMessages } from '#server/frames.ts'

const servers: Server[] = []
afterEach(() => servers.splice(0).forEach((server) => server.close()))

/** A phone that has connected, and the wire to it on the relay's side. */
async function phone(): Promise<{ wire: Duplex; heard: Uint8Array[]; until(count: number): Promise<void> }> {
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false })
  const server = createServer()
  servers.push(server)
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const wire = new Promise<Duplex>((resolve) =>
    server.once('upgrade', (request, duplex, head) =>
      sockets.handleUpgrade(request, duplex, head, () => resolve(duplex)),
    ),
  )
  const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
  const heard: Uint8Array[] = []
  let look = () => {}
  socket.on('message', (data: Buffer) => {
    heard.push(new Uint8Array(data))
    look()
  })
  return {
    wire: await wire,
    heard,
    until: (count) =>
      new Promise((resolve) => {
        look = () => heard.length >= count && resolve()
        look()
      }),
  }
}
const bytes = (length: number, fill: number) => new Uint8Array(length).fill(fill)

test('messages of every length come as they were sent, those that leave together in order', async () => {
  const 王大婶 = await phone()
  const sent = [0, 1, 125, 126, 4000, 4096, 4097, 65_535, 65_536, 70_000].map((n, fill) => bytes(n, fill))
  for (const one of sent) writeMessages(王大婶.wire, [one])
  writeMessages(王大婶.wire, sent)
  writeMessages(王大婶.wire, [])
  await 王大婶.until(2 * sent.length)
  expect(王大婶.heard).toEqual([...sent, ...sent])
})

test('a line that many are sent is put together once, and anew where something else goes with it', async () => {
  const [line, head, later] = [bytes(300, 1), bytes(200, 2), bytes(200, 3)]
  const 王大婶 = await phone()
  const 李二叔 = await phone()
  for (const { wire } of [王大婶, 李二叔]) writeMessages(wire, [line, head])
  writeMessages(王大婶.wire, [line, later])
  writeMessages(李二叔.wire, [line])
  await Promise.all([王大婶.until(4), 李二叔.until(3)])
  expect(王大婶.heard).toEqual([line, head, line, later])
  expect(李二叔.heard).toEqual([line, head, line])
})
