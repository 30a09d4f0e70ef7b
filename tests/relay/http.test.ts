import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newSealingPair, publicBytes, sign } from '#entry/crypto.ts'
import { decodeCbor, encodeCbor } from '#entry/format.ts'
import { writeRequest } from '#rulebook/enrol.ts'
import { noticePublished } from '#rulebook/notice.ts'
import { requestMessage } from '#rulebook/roster-rules.ts'
import { deviceAdded } from '#rulebook/roster.ts'
import { answer } from '#rulebook/wire.ts'
import { dial, serveTestVillage, type ServedVillage } from '#support/served.ts'
import { notice } from '#support/texts.ts'
import { accepted, admissionBody, newPhone } from '#support/village.ts'

let v: ServedVillage
let dist: string
beforeAll(async () => {
  dist = await mkdtemp(path.join(tmpdir(), 'xiangyin-dist-'))
  await mkdir(path.join(dist, 'assets'))
  const files = {
    'index.html': '<!doctype html><p>乡音',
    'index.html.br': 'pretend brotli',
    'assets/main-abc123.js': 'console.log(1)',
    'assets/main-abc123.js.br': 'pretend brotli js',
    'assets/main-abc123.js.gz': 'pretend gzip js',
    'sw.js': '/* worker */',
    'icon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
    'polyfills.js': '1',
    'polyfills.js.br': 'pretend brotli of it',
    'manifest.webmanifest': '{}',
  }
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(dist, name), text)
  v = await serveTestVillage({ dist })
})
afterAll(async () => {
  await v.end()
  await rm(dist, { recursive: true, force: true })
})

/** Without fetch's own decoding: these tests are about what is on the wire. */
function get(where: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ status: number; headers: Record<string, string>; body: string }>((resolve, reject) => {
    const asked = request(v.url + where, { headers, method }, (response) => {
      let body = ''
      response.on('data', (chunk: Buffer) => (body += chunk.toString()))
      response.on('end', () =>
        resolve({ status: response.statusCode!, headers: response.headers as Record<string, string>, body }),
      )
    })
    asked.on('error', reject)
    asked.end()
  })
}
const post = (where: string, body: Uint8Array, type = 'application/cbor') =>
  fetch(v.url + where, { method: 'POST', headers: { 'content-type': type }, body: body as BufferSource })

test('hashed files are kept for ever, everything else is asked for anew', async () => {
  const asset = await get('/assets/main-abc123.js')
  expect([asset.status, asset.headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable'])
  for (const where of ['/', '/index.html', '/sw.js', '/manifest.webmanifest'])
    expect((await get(where)).headers['cache-control']).toBe('no-cache')
})

test('who takes brotli or gzip gets what was compressed at the build', async () => {
  const br = await get('/assets/main-abc123.js', { 'accept-encoding': 'gzip, br' })
  expect([br.headers['content-encoding'], br.body]).toEqual(['br', 'pretend brotli js'])
  expect(br.headers['content-type']).toMatch(/javascript/)
  expect(br.headers.vary).toMatch(/accept-encoding/i)
  const gz = await get('/assets/main-abc123.js', { 'accept-encoding': 'gzip' })
  expect(gz.headers['content-encoding']).toBe('gzip')
  const page = await get('/notices/5', { 'accept-encoding': 'br' })
  expect([page.headers['content-encoding'], page.headers['cache-control']]).toEqual(['br', 'no-cache'])
})

test('a page of the app is index.html; a missing file is a 404, never a page', async () => {
  for (const where of ['/notices', '/deliberation/abc?x=1', '/claim'])
    expect(await get(where)).toMatchObject({ status: 200, body: expect.stringContaining('乡音') })
  for (const where of [
    '/assets/gone-123.js',
    '/gone.js',
    '/v1/nothing',
    '/yjs/roster',
    '/assets/',
    '/../etc/passwd.x',
  ])
    expect((await get(where)).status).toBe(404)
  expect((await get('/notices', {}, 'POST')).status).toBe(404)
})

test('abuse 28: strict headers on pages, files, answers and errors alike', async () => {
  for (const where of ['/', '/sw.js', '/icon.svg', '/ping', '/gone.js', '/assets/gone-abc123.js']) {
    const { headers } = await get(where)
    const policy = headers['content-security-policy']!
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).toContain(
      `connect-src 'self' ws://127.0.0.1:${v.served.port} wss://127.0.0.1:${v.served.port}`,
    )
    expect(policy).not.toMatch(/unsafe|\*/)
    expect(headers['permissions-policy']).toContain('camera=(self)')
    expect(headers['referrer-policy']).toBe('no-referrer')
    expect(headers['cross-origin-opener-policy']).toBe('same-origin')
    expect(headers['x-content-type-options']).toBe('nosniff')
  }
  // A part of a page goes without what only a page or a worker can obey: 35 of them would cost a new phone 20 KB.
  for (const where of ['/assets/main-abc123.js', '/polyfills.js', '/manifest.webmanifest'])
    for (const accepts of ['', 'br']) {
      const { headers } = await get(where, { 'accept-encoding': accepts })
      expect(headers['content-security-policy'], where).toBeUndefined()
      expect([headers['x-content-type-options'], headers['cross-origin-resource-policy']]).toEqual([
        'nosniff',
        'same-origin',
      ])
    }
  const strange = await get('/', { host: "x; script-src 'unsafe-inline'" })
  expect(strange.headers['content-security-policy'] ?? '').not.toContain('unsafe')
})

test('/ping echoes its nonce and is kept by nobody', async () => {
  const { headers, body } = await get('/ping?n=abc%20123')
  expect([body, headers['cache-control']]).toEqual(['abc 123', 'no-store'])
  expect(headers['content-type']).toMatch(/text\/plain/)
  expect((await get('/healthz')).body).toBe('{"ok":true}')
})

test('/v1/village gives the founding to whoever is about to join', async () => {
  const response = await fetch(`${v.url}/v1/village`)
  expect(response.headers.get('content-type')).toMatch('application/cbor')
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(v.founding)
})

test('a phone that is not enrolled hands in its admission, and nothing else', async () => {
  const phone = await newPhone(v.phones.王大婶.person)
  const added = await v.write('陶书记', deviceAdded, await admissionBody(phone))
  const response = await post('/v1/admission', encodeCbor([v.founding, added.bytes]))
  const rows = decodeCbor(new Uint8Array(await response.arrayBuffer())) as never[]
  expect(rows.map((row) => answer.read(row)!).map(({ n, code }) => [n, code])).toEqual([
    [0, 'duplicate'],
    [1, 'accepted'],
  ])
  await dial(v, phone).welcomed()
  const words = await v.write('陶书记', noticePublished, notice())
  for (const body of [[words.bytes], [], [new Uint8Array(3)], [1], Array(9).fill(v.founding)])
    expect((await post('/v1/admission', encodeCbor(body as never))).status).toBe(400)
  expect((await post('/v1/admission', new Uint8Array([0xff]))).status).toBe(400)
  expect((await post('/v1/admission', new Uint8Array(70_000))).status).toBe(413)
  expect(v.log.entry(words.id)).toBeUndefined()
})

test('a request waits for a registrar, is seen by no one else, and goes when it is granted', async () => {
  const phone = await newPhone(v.phones.罗二哥.person)
  const sealingKey = await publicBytes((await newSealingPair()).publicKey)
  const nonce = crypto.getRandomValues(new Uint8Array(16))
  const proof = await sign(phone.keys.privateKey, 'xy1request', requestMessage(phone.key, sealingKey, nonce))
  const asked = { name: '罗二哥', key: phone.key, sealingKey, nonce, proof, label: '旧手机' }
  const [tao, wang] = await Promise.all([
    dial(v, v.phones.陶书记).welcomed(),
    dial(v, v.phones.王大婶).welcomed(),
  ])
  const requests = () => tao.messages('REQUESTS').at(-1)?.body.requests
  await tao.until(requests)
  expect((await post('/v1/request', writeRequest(asked))).status).toBe(204)
  expect((await post('/v1/request', writeRequest(asked))).status).toBe(204)
  await tao.until(() => requests()!.length === 1)
  expect((await post('/v1/request', writeRequest({ ...asked, proof: new Uint8Array(64) }))).status).toBe(400)
  expect((await post('/v1/request', new Uint8Array(600))).status).toBe(400)
  expect(wang.messages('REQUESTS')).toEqual([])
  const { person, device, key } = phone
  await accepted(v.say('陶书记', deviceAdded, { person, device, key, sealingKey, nonce, proof, label: '' }))
  await tao.until(() => requests()!.length === 0)
})

test('whoever asks too often is told to wait', async () => {
  const answers = await Promise.all(
    Array.from({ length: 70 }, () => post('/v1/request', new Uint8Array([1]))),
  )
  expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThan(0)
  expect((await get('/ping?n=1')).status).toBe(200)
})
