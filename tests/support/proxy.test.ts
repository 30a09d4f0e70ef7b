import { randomBytes } from 'node:crypto'
import net from 'node:net'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { edge, mountain, startProxy } from './proxy.ts'
import type { Proxy } from './proxy.ts'

let echo: net.Server
let proxy: Proxy
const open: net.Socket[] = []

beforeEach(async () => {
  echo = net.createServer((socket) => {
    socket.on('error', () => {})
    socket.pipe(socket)
  })
  await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve))
  proxy = await startProxy({ target: { port: (echo.address() as AddressInfo).port } })
})

afterEach(async () => {
  open.splice(0).forEach((socket) => socket.destroy())
  await proxy.close()
  await new Promise((resolve) => echo.close(resolve))
})

/** A connection through the proxy that remembers what came back and how it ended. */
async function connect() {
  const socket = net.connect(proxy.port, '127.0.0.1')
  open.push(socket)
  const heard = { bytes: Buffer.alloc(0), error: '', ended: false }
  socket.on('data', (chunk) => (heard.bytes = Buffer.concat([heard.bytes, chunk])))
  socket.on('error', (error: NodeJS.ErrnoException) => (heard.error = error.code ?? error.message))
  socket.on('end', () => (heard.ended = true))
  await new Promise((resolve) => socket.once('connect', resolve).once('close', resolve))
  const until = (length: number) =>
    expect.poll(() => heard.bytes.length, { timeout: 15_000, interval: 5 }).toBe(length)
  return { socket, heard, until }
}

test('bytes come through whole and in order, and are counted', async () => {
  const words = randomBytes(300_000)
  const { socket, heard, until } = await connect()
  socket.end(words)
  await until(words.length)
  expect(heard.bytes.equals(words)).toBe(true)
  await expect.poll(() => heard.ended).toBe(true)
  expect(proxy.counts()).toMatchObject({ up: 300_000, down: 300_000, connections: 1 })
  await expect.poll(() => proxy.counts().standing).toBe(0)
})

test('order holds when the shape changes under way', async () => {
  proxy.shape({ delayMs: 80 })
  const words = randomBytes(40_000)
  const { socket, heard, until } = await connect()
  socket.write(words.subarray(0, 20_000))
  await wait(20)
  proxy.shape({ delayMs: 0 })
  socket.write(words.subarray(20_000))
  await until(words.length)
  expect(heard.bytes.equals(words)).toBe(true)
})

test('both ways keep their rate, across connections', async () => {
  proxy.shape({ upBps: 400_000, downBps: 800_000 })
  const words = randomBytes(25_000)
  const both = await Promise.all([connect(), connect()])
  const started = performance.now()
  both.forEach(({ socket }) => socket.write(words))
  await Promise.all(both.map(({ until }) => until(words.length)))
  const seconds = (performance.now() - started) / 1000
  // 50 KB at 400 kbit/s is one second; the way back is faster and runs behind it.
  expect(seconds).toBeGreaterThan(0.8)
  expect(seconds).toBeLessThan(1.2)
})

test('the mountain link has its round trip and its rate', async () => {
  proxy.shape(mountain)
  const { socket, until } = await connect()
  let started = performance.now()
  socket.write('x')
  await until(1)
  // The first word waits for the handshake as well.
  expect(performance.now() - started).toBeGreaterThan(2 * 300 * 0.9 - 10)
  started = performance.now()
  socket.write('x')
  await until(2)
  expect(performance.now() - started).toBeGreaterThan(300 * 0.9)
  expect(performance.now() - started).toBeLessThan(300 * 1.2 + 30)
  expect(edge.delayMs).toBe(2 * mountain.delayMs)
})

test('a black hole stops everything and says nothing, and lets go what waited', async () => {
  const { socket, heard, until } = await connect()
  socket.write('before')
  await until(6)
  proxy.blackHole(true)
  socket.write('within')
  await wait(150)
  expect(heard).toMatchObject({ error: '', ended: false })
  expect(heard.bytes.toString()).toBe('before')
  const late = await connect()
  late.socket.write('new')
  await wait(50)
  expect(late.heard.bytes.length).toBe(0)
  proxy.blackHole(false)
  await until(12)
  await late.until(3)
})

test('a black hole keeps the end of a phone from the relay', async () => {
  let heardEnd = false
  echo.once('connection', (socket) => socket.once('close', () => (heardEnd = true)))
  const { socket, until } = await connect()
  socket.write('x')
  await until(1)
  proxy.blackHole(true)
  socket.destroy()
  await wait(100)
  expect(heardEnd).toBe(false)
  proxy.blackHole(false)
  await expect.poll(() => heardEnd).toBe(true)
})

test('a reset is seen as one, at once or after so many bytes', async () => {
  const first = await connect()
  first.socket.write('x')
  await first.until(1)
  proxy.resetAll()
  await expect.poll(() => first.heard.error).toBe('ECONNRESET')

  const before = proxy.counts().down
  const second = await connect()
  proxy.shape({ downBps: 800_000 })
  proxy.resetAfter(5000, 'down')
  second.socket.write(randomBytes(20_000))
  await expect.poll(() => second.heard.error).toBe('ECONNRESET')
  expect(proxy.counts().down - before).toBe(5000)
  const third = await connect()
  third.socket.write('y')
  await third.until(1)
})

test('refusing turns new connections away and leaves the standing one', async () => {
  const first = await connect()
  await proxy.refuse(true)
  expect((await connect()).heard.error).toBe('ECONNREFUSED')
  first.socket.write('still')
  await first.until(5)
  await proxy.refuse(false)
  const again = await connect()
  again.socket.write('again')
  await again.until(5)
})

test('a sender that is faster than the link is held back, so memory stays bounded', async () => {
  proxy.shape({ upBps: 100_000 })
  const { socket } = await connect()
  let isHeldBack = false
  const chunk = randomBytes(1024 * 1024)
  for (let i = 0; i < 16; i++) isHeldBack = !socket.write(chunk)
  await wait(200)
  expect(isHeldBack).toBe(true)
  // What the proxy had taken was a small part: the rest still waits in the sender.
  expect(socket.writableLength).toBeGreaterThan(4 * 1024 * 1024)
})

test('a relay that is down is seen as a reset', async () => {
  const nobody = await startProxy({ target: { port: 1 } })
  const socket = net.connect(nobody.port, '127.0.0.1')
  const code = await new Promise((resolve) =>
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code)),
  )
  expect(code).toBe('ECONNRESET')
  await nobody.close()
})
