// Drafts over real sockets and on a real disk.
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { DRAFT_TEXT, draftOf } from '#rulebook/draft.ts'
import { rulebookAdopted } from '#rulebook/roster.ts'
import { threadOpened } from '#rulebook/thread.ts'
import { OPEN } from '#rulebook/wire.ts'
import { draftUpdate, stepOne, stepTwo } from '#server/drafts/draft-message.ts'
import { openLmdbLog } from '#server/lmdb-log.ts'
import { dial, serveTestVillage } from '#support/served.ts'
import type { TestPhone } from '#support/test-phone.ts'
import { thread } from '#support/texts.ts'
import { accepted } from '#support/village.ts'

async function writing(phone: TestPhone, name: string, words: string) {
  const doc = new Y.Doc()
  const text = doc.getText(DRAFT_TEXT)
  text.insert(0, words)
  phone.docs.set(name, doc)
  await phone.welcomed()
  phone.say(OPEN, { volume: name, epoch: 1, k: 0 })
  const channel = await phone.until(() => phone.channelOf(name))
  phone.sendOn(channel, stepOne(Y.encodeStateVector(doc)))
  phone.sendOn(channel, stepTwo(Y.encodeStateAsUpdate(doc)))
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== 'relay') phone.sendOn(channel, draftUpdate(update))
  })
  return { text, phone }
}

test('what two wrote apart is one text for both, and the disk has it when the relay starts anew', async () => {
  const v = await serveTestVillage()
  await accepted(v.say('陶书记', rulebookAdopted, { rulebook: 2 }))
  const { id } = await accepted(v.say('罗二哥', threadOpened, thread()))
  const name = draftOf(id)
  const tao = await writing(dial(v, v.phones.陶书记), name, '先挖沟。')
  const he = await writing(dial(v, v.phones.何委员), name, '再修桥。')
  await tao.phone.until(() => tao.text.length === 8)
  await he.phone.until(() => he.text.length === 8)
  tao.text.insert(tao.text.length, '明年完工。')
  await he.phone.until(() => he.text.toString().endsWith('明年完工。'))
  expect(he.text.toString()).toBe(tao.text.toString())

  // It is no volume that a stock client could have, with whatever session.
  const { session } = tao.phone.messages('WELCOME')[0]!.body
  const socket = new WebSocket(`${v.url.replace('http', 'ws')}/yjs/${name}?session=${session}`)
  expect(await new Promise((resolve) => socket.on('close', resolve))).toBe(4401)

  await v.served.stop()
  await v.log.close()
  const log = openLmdbLog(path.join(v.folder, 'book'))
  await v.restart(log)
  const late = await writing(v.connect('何委员'), name, '')
  await vi.waitFor(() => expect(late.text.toString()).toBe(tao.text.toString()))
  await v.relay.stop()
  await log.close()
  await rm(v.folder, { recursive: true, force: true })
})
