import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { publicBytes } from '#entry/crypto.ts'
import { toHex } from '#entry/format.ts'
import { readClaim } from '#rulebook/enrol.ts'
import { keyWords } from '#rulebook/key-words.ts'
import { openLmdbLog } from '#server/lmdb-log.ts'
import { loadRelayKey } from '#server/relay-key.ts'
import { linksIn, village } from './command-line.ts'
import { emptyFolder, soundEntries } from './founded.ts'

const FOUNDING = [
  '--name',
  '试村',
  '--relay',
  'https://v.example/',
  '--secretary',
  '张三',
  '--supervisor',
  '李四',
]

test('init founds a village, prints root key, key words and two links, and does it once', async () => {
  const dataDir = path.join(emptyFolder(), 'new')
  const first = await village(dataDir, 'init', ...FOUNDING, '--phone', '村委会值班')
  expect(first).toMatchObject({ code: 0, err: '' })

  const { entries } = await soundEntries(openLmdbLog(path.join(dataDir, 'book')))
  const founding = entries.byNumber.get(1)!.placed
  expect(entries.byNumber.size).toBe(1)
  expect(founding.body).toMatchObject({ name: '试村', helpPhone: '村委会值班' })
  expect(founding.body).toMatchObject({ secretary: { name: '张三' }, supervisor: { name: '李四' } })
  const relayKey = toHex(await publicBytes((await loadRelayKey(dataDir))!.publicKey))
  for (const printed of [founding.id, keyWords(founding.id).join(' '), relayKey])
    expect(first.out).toContain(printed)

  const { secretary, supervisor } = founding.body as Record<string, { person: string; claimKey: Uint8Array }>
  const claims = linksIn(first.out).map((link) => readClaim(link.split('#')[1]!)!)
  expect(claims.map((claim) => claim.person)).toEqual([secretary!.person, supervisor!.person])
  expect(claims[0]!.claimKey).toEqual(secretary!.claimKey)
  expect(linksIn(first.out)[0]).toMatch(/^https:\/\/v\.example\/claim#/)

  // The root key is on paper alone.
  const root = /(?:[0-9a-f]{4} ){15}[0-9a-f]{4}/.exec(first.out)![0].replaceAll(' ', '')
  for (const name of readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter((one) =>
    one.isFile(),
  )) {
    const stored = readFileSync(path.join(name.parentPath, name.name))
    expect(stored.includes(Buffer.from(root, 'hex')), name.name).toBe(false)
    expect(stored.includes(Buffer.from(root, 'hex').toString('base64url')), name.name).toBe(false)
  }

  const second = await village(dataDir, 'init', ...FOUNDING)
  expect(second.code).toBe(1)
  expect(second.err).toContain('已经有一个村')
  expect((await village(dataDir, 'verify')).out).toContain('账本完好')
})

test('init without a supervisor, or with one person for both offices, founds nothing', async () => {
  const dataDir = emptyFolder()
  expect((await village(dataDir, 'init', ...FOUNDING.slice(0, 6))).code).not.toBe(0)
  const same = await village(dataDir, 'init', ...FOUNDING.slice(0, 6), '--supervisor', '张三')
  expect(same).toMatchObject({ code: 1 })
  expect(readdirSync(dataDir)).toEqual([])
})

test('in a real village the registrar’s phone gives out links, and the command says so', async () => {
  const dataDir = emptyFolder()
  await village(dataDir, 'init', ...FOUNDING)
  const claim = await village(dataDir, 'claim', '张三')
  expect(claim.code).toBe(1)
  expect(claim.err).toContain('登记员在自己手机上发')
})

test('where there is no book, the commands say so and make none', async () => {
  const dataDir = emptyFolder()
  for (const name of ['verify', 'export', 'list'] as const) {
    expect(await village(dataDir, name), name).toMatchObject({ code: 1, out: '' })
  }
  expect(readdirSync(dataDir)).toEqual([])
})
