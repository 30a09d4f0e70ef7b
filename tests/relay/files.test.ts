import { request } from 'node:http'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FILES, UPLOAD } from '#rulebook/files.ts'
import { deviceRevoked } from '#rulebook/roster.ts'
import { createFiles } from '#server/files/files.ts'
import { createMemoryBlobs } from '#server/files/memory-blobs.ts'
import { openBook } from '#server/book.ts'
import { createTokens } from '#server/tokens.ts'
import { bring, fileRequests, tokenOf } from '#support/file-requests.ts'
import { serveTestVillage, type ServedVillage } from '#support/served.ts'
import { accepted, DAY, type Someone } from '#support/village.ts'
import { hashOf, noise } from './blobs.contract.ts'

let v: ServedVillage
beforeEach(async () => void (v = await serveTestVillage()))
afterEach(() => v.end())

const SIZE = 100_000
const bytes = noise(SIZE)

async function brought() {
  const hash = await hashOf(bytes)
  await bring(v, '王大婶', hash, SIZE)
  return hash
}
const asked = async (who: Parameters<typeof tokenOf>[1]) => fileRequests(v.url, await tokenOf(v, who))

test('[A7] a file comes in parts behind the entry that brings it, and everyone gets the same bytes', async () => {
  const hash = await hashOf(bytes)
  const wang = await asked('王大婶')
  expect(await wang.patch(hash, SIZE, 0, bytes)).toMatchObject({ status: 404 })
  await bring(v, '王大婶', hash, SIZE)
  expect(await wang.head(hash, SIZE)).toEqual({ status: 204, offset: 0 })
  expect(await wang.patch(hash, SIZE, 0, bytes.subarray(0, 40_000))).toEqual({ status: 204, offset: 40_000 })
  expect(await wang.head(hash, SIZE)).toEqual({ status: 204, offset: 40_000 })
  expect(await wang.patch(hash, SIZE, 0, bytes)).toEqual({ status: 409, offset: 40_000 })
  expect((await wang.get(hash)).status).toBe(404)
  expect(await wang.patch(hash, SIZE, 40_000, bytes.subarray(40_000))).toEqual({ status: 204, offset: SIZE })

  const luo = await asked('罗二哥')
  const whole = await luo.get(hash)
  expect(new Uint8Array(await whole.arrayBuffer())).toEqual(bytes)
  expect([whole.headers.get('content-type'), whole.headers.get('x-content-type-options')]).toEqual([
    'application/octet-stream',
    'nosniff',
  ])
  const part = await luo.get(hash, '99990-199999')
  expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 99990-99999/${SIZE}`])
  expect(new Uint8Array(await part.arrayBuffer())).toEqual(bytes.subarray(99_990))
  expect((await luo.get(hash, '100000-100009')).status).toBe(416)
  expect(await luo.head(hash, SIZE)).toEqual({ status: 204, offset: SIZE })
})

test('[A7] wrong bytes, a wrong size, too many bytes and a file that nobody brings are not kept', async () => {
  const hash = await brought()
  const wang = await asked('王大婶')
  expect(await wang.patch(hash, SIZE, 0, noise(SIZE, 5))).toEqual({ status: 422, offset: 0 })
  expect(await wang.head(hash, SIZE)).toEqual({ status: 204, offset: 0 })
  expect(await wang.patch(hash, SIZE - 1, 0, bytes.subarray(1))).toMatchObject({ status: 404 })
  expect((await wang.patch(hash, SIZE, 0, noise(SIZE + 1))).status).toBe(413)
  expect(await wang.patch('cd'.repeat(32), SIZE, 0, bytes)).toMatchObject({ status: 404 })
  for (const bad of ['xyz', 'ab', '../../relay-key', hash.toUpperCase()])
    expect((await wang.get(bad)).status).toBeGreaterThanOrEqual(400)
  expect((await wang.patch(hash, SIZE, 0, bytes, { 'content-type': 'application/json' })).status).toBe(413)
  expect(
    (await wang.patch(hash, SIZE, 0, new Uint8Array([123, 125]), { 'content-type': 'application/json' }))
      .status,
  ).toBe(400)
  expect((await wang.patch(hash, SIZE, 0, bytes, { [UPLOAD.offset]: '-1' })).status).toBe(400)
  expect(await v.blobs.all()).toEqual([])
})

test('[A7] what another device begins wrongly spoils nothing; and any that may read it may bring it', async () => {
  const hash = await brought()
  const [wang, luo] = [await asked('王大婶'), await asked('罗二哥')]
  expect(await wang.patch(hash, SIZE, 0, bytes.subarray(0, 50_000))).toEqual({ status: 204, offset: 50_000 })
  expect(await luo.patch(hash, SIZE, 0, noise(SIZE, 5))).toEqual({ status: 422, offset: 0 })
  expect(await luo.patch(hash, SIZE, 0, bytes)).toEqual({ status: 204, offset: SIZE })
  // Then the other is told that it is there, whatever he had begun.
  expect(await wang.patch(hash, SIZE, 50_000, bytes.subarray(50_000))).toEqual({ status: 204, offset: SIZE })
})

test('[A8] abuse 27: without a session, with a made-up one and from a revoked phone nothing is given or taken', async () => {
  const hash = await brought()
  const wang = await asked('王大婶')
  const second = await v.addPhone('王大婶')
  const lost = await asked(second)
  expect(await wang.patch(hash, SIZE, 0, bytes)).toMatchObject({ status: 204 })
  expect((await lost.get(hash)).status).toBe(200)
  await accepted(v.say('王大婶', deviceRevoked, { device: second.device, reason: '丢了' }))
  for (const nobody of [fileRequests(v.url, ''), fileRequests(v.url, 'ab'.repeat(32)), lost]) {
    const answer = await nobody.get(hash)
    expect([answer.status, await answer.text()]).toEqual([401, ''])
    expect((await nobody.head(hash, SIZE)).status).toBe(401)
    expect((await nobody.patch(hash, SIZE, 0, bytes)).status).toBe(401)
  }
  // A token is for an hour.
  v.clock.now += 2 * 3600_000
  expect((await wang.get(hash)).status).toBe(401)
})

/** The relay's files upon its book, with a store in memory and a say in who may have which volume. */
function filesUponBook(mayHave: (volume: string, person: string) => boolean) {
  const [book, store, now] = [openBook(v.log, v.village, 1), createMemoryBlobs(), () => v.clock.now]
  const tokens = createTokens(book, now)
  const files = createFiles({ store, book, following: { mayHave } as never, tokens, now, note() {} })
  return { files, store, token: (who: Someone) => tokens.give(v.phones[who]) }
}

test('[A8] who may not have the volume of an entry gets none of what it brings', async () => {
  const hash = await brought()
  const { device, person } = v.phones.罗二哥
  const mayHave = (volume: string, who: string) => volume.startsWith('topic/') && who !== person
  const { files, store, token } = filesUponBook(mayHave)
  await store.append({ hash, device }, bytes)
  await store.finish({ hash, device })
  const range = { from: 0, to: SIZE }
  expect(await files.give(token('罗二哥'), hash, range)).toEqual({ turned: 404 })
  expect(await files.give(token('王大婶'), hash, range)).toMatchObject({ size: SIZE })
})

test('[A9] a device hands in at most 20 MB a day', async () => {
  const hash = await brought()
  const { files, token } = filesUponBook(() => true)
  const [wang, luo] = [token('王大婶'), token('罗二哥')]
  const hand = (who: string, part: Uint8Array, offset = 0) =>
    files.take(who, hash, { length: SIZE, offset, body: Readable.from([part]) })
  const wrong = noise(SIZE, 5)
  const most = Math.floor(FILES.bytesPerDay / SIZE)
  const began = v.clock.now
  for (let n = 0; n < most; n++) {
    // So that it is the bytes of the day that run out, and not how often one may ask.
    v.clock.now += 300
    expect(await hand(wang, wrong)).toEqual({ turned: 422, offset: 0 })
  }
  const rest = FILES.bytesPerDay - most * SIZE
  expect(await hand(wang, bytes)).toMatchObject({ turned: 429 })
  expect(await hand(wang, bytes.subarray(0, rest))).toMatchObject({ offset: rest })
  expect(await hand(wang, bytes.subarray(rest), rest)).toEqual({ turned: 429 })
  expect(await files.come(wang, hash, SIZE)).toEqual({ turned: 429 })
  expect(await hand(luo, wrong)).toEqual({ turned: 422, offset: 0 })
  v.clock.now = began + DAY
  expect(await hand(token('王大婶'), bytes.subarray(rest), rest)).toEqual({ offset: SIZE, isWhole: true })
})

test('who asks without a pause is told to wait', async () => {
  const hash = await brought()
  const wang = await asked('王大婶')
  const answers = await Promise.all(Array.from({ length: 300 }, () => wang.head(hash, SIZE)))
  expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThan(0)
})

test('what came before a link broke stays, also where the relay has not noticed that it broke', async () => {
  const hash = await brought()
  const token = await tokenOf(v, '王大婶')
  const wang = fileRequests(v.url, token)
  const begin = () => {
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/offset+octet-stream',
      'content-length': SIZE,
      [UPLOAD.length]: SIZE,
      [UPLOAD.offset]: 0,
    }
    const sending = request(`${v.url}${FILES.path}${hash}`, { method: 'PATCH', headers })
    sending.on('error', () => {})
    return sending
  }
  // The socket stays open and says nothing more: who asks how far it came ends that request.
  const silent = begin()
  await new Promise<void>((resolve) => silent.write(bytes.subarray(0, 30_000), () => resolve()))
  const { device } = v.phones.王大婶
  await expect.poll(() => v.blobs.begun({ hash, device })).toBeGreaterThan(0)
  const come = await wang.patch(hash, SIZE, 30_000, bytes.subarray(30_000, 50_000))
  const offset = come.status === 204 ? come.offset! : (await wang.head(hash, SIZE)).offset!
  expect(offset).toBeGreaterThan(0)
  silent.destroy()
  expect(await wang.patch(hash, SIZE, offset, bytes.subarray(offset))).toEqual({ status: 204, offset: SIZE })
  expect(await v.blobs.all()).toEqual([{ hash, size: SIZE }])
})

test('files are there after a restart; what was begun and left is thrown away after three days', async () => {
  const hash = await brought()
  const wang = await asked('王大婶')
  await wang.patch(hash, SIZE, 0, bytes.subarray(0, 1000))
  const begun = path.join(v.folder, 'blobs', 'begun')
  expect(await readdir(begun)).toHaveLength(1)
  v.clock.now = Date.now() + 2 * DAY
  v.relay.tick()
  expect(await readdir(begun)).toHaveLength(1)
  v.clock.now = Date.now() + 4 * DAY
  v.relay.tick()
  await expect.poll(() => readdir(begun)).toEqual([])
  const again = await asked('王大婶')
  expect(await again.patch(hash, SIZE, 0, bytes)).toEqual({ status: 204, offset: SIZE })
  expect(await v.blobs.size(hash)).toBe(SIZE)
})
