import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { nextChain, NO_CHAIN } from '#entry/chains.ts'
import { idOf } from '#entry/crypto.ts'
import { decodeEntry } from '#entry/format.ts'
import { readHead } from '#entry/heads.ts'
import { noticePublished } from '#rulebook/notice.ts'
import { REFILL } from '#rulebook/wire.ts'
import { openLmdbLog } from '#server/lmdb-log.ts'
import { createRelay } from '#server/relay.ts'
import { loadRelayKey } from '#server/relay-key.ts'
import { serve } from '#server/serve.ts'
import { VOLUME_EPOCH } from '#server/shelves.ts'
import { keepKey } from '#support/relay-key-file.ts'
import { dial, overSocket, serveTestVillage, type ServedVillage } from '#support/served.ts'
import { testPhone } from '#support/test-phone.ts'
import { notice } from '#support/texts.ts'
import { accepted } from '#support/village.ts'
import { village } from './command-line.ts'
import { emptyFolder, soundEntries } from './founded.ts'

const BOARD = 'board/2026'
let v: ServedVillage | undefined
afterEach(() => v?.end())

test('a relay set back to a backup is refilled by phones, under a new epoch, numbers and times kept', async () => {
  v = await serveTestVillage()
  await keepKey(v.folder, v.relayKey)
  await accepted(v.say('陶书记', noticePublished, notice('昨天')))
  const to = path.join(emptyFolder(), 'yesterday')
  expect((await village(v.folder, 'backup', '--to', to)).code).toBe(0)
  v.clock.now += 60_000
  const later = await accepted(v.say('陶书记', noticePublished, notice('今天')))
  const phone = await dial(v, v.phones.王大婶).welcomed()
  await phone.has(BOARD, 2)
  await phone.until(() => phone.messages('HEAD').length >= 2)

  const dataDir = path.join(emptyFolder(), 'new')
  expect((await village(dataDir, 'restore', '--from', to)).code).toBe(0)
  const log = openLmdbLog(path.join(dataDir, 'book'))
  expect(log.numbered(later.i)).toBeUndefined()
  const relayKey = (await loadRelayKey(dataDir))!
  const relay = await createRelay({ log, relayKey, village: v.village, now: () => v!.clock.now })
  const ground = { relay, publicUrl: 'http://localhost', trustProxy: false, host: '127.0.0.1', port: 0 }
  const served = await serve(ground)
  const me = { ...v.phones.王大婶, village: v.village, relayKey: relay.relayKey }
  const again = testPhone(overSocket(`http://127.0.0.1:${served.port}`), me)
  let chain = NO_CHAIN as Uint8Array
  const lines = phone.lines(BOARD)
  for (const { line, entry } of lines)
    chain = await nextChain(BOARD, VOLUME_EPOCH, chain, line, await idOf(decodeEntry(entry)!.header))
  await again.welcomed([{ volume: BOARD, epoch: VOLUME_EPOCH, k: lines.length, head8: chain.slice(0, 8) }])
  const before = phone.messages('HELLO')[0]!.body.relayEpoch
  expect(again.messages('HELLO')[0]!.body.relayEpoch).toBeGreaterThan(before)
  const recall = await again.until(() => again.messages('RECALL').find(({ body }) => body.volume === BOARD))
  const { from } = recall.body
  const heads = phone.messages('HEAD').map(({ body }) => body.head)
  const head = heads.findLast(({ bytes }) => readHead(bytes)!.volume === BOARD)!
  const items = phone
    .doc(BOARD)
    .getArray<Uint8Array>('log')
    .toArray()
    .slice(from - 1)
  again.say(REFILL, { volume: BOARD, from, items, head })
  await again.until(() =>
    again.messages('HEAD').some(({ body }) => {
      const heard = readHead(body.head.bytes)!
      return heard.volume === BOARD && heard.k === lines.length
    }),
  )
  expect(log.numbered(later.i)).toMatchObject({ id: later.id, at: later.at })
  expect(log.place(BOARD, 2)!.chain).toEqual(v.log.place(BOARD, 2)!.chain)
  await served.stop()
  await soundEntries(log)
  await log.close()
})
