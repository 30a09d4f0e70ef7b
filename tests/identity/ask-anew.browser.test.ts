import { afterEach, expect, test } from 'vitest'
import { openIdentity } from '#identity/identity.ts'
import { ownerOf } from '#identity/owner.ts'
import { openLedger } from '#ledger/ledger.ts'
import { unpackUnsent } from '#ledger/parcel.ts'
import { takePen } from '#ledger/pen.ts'
import { topicOf } from '#rulebook/volumes.ts'
import { readRequest } from '#rulebook/enrol.ts'
import { deviceRevoked } from '#rulebook/roster.ts'
import { threadOpened } from '#rulebook/thread.ts'
import { foundTestVillage, newPhone } from '#support/village.ts'
import { benchPhone, closeBooks, take } from '../ledger/bench-phone.ts'
import { approve, joinPhone, startPhone, until, type RealPhone } from '../sync/real-phone.ts'

const phones: RealPhone[] = []
afterEach(async () => {
  for (const phone of phones.splice(0)) await phone.close()
  closeBooks()
})

async function write(phone: RealPhone, title: string): Promise<string> {
  const written = await phone.desk.write(threadOpened, { title, text: title })
  if ('failed' in written) throw new Error(written.failed)
  return written.id
}
const standingOf = async (phone: RealPhone, id: string, is: string) =>
  (await until(phone.desk.own(), (rows) => rows.some((row) => row.id === id && row.standing.is === is))).find(
    (row) => row.id === id,
  )!

test('A6: a phone that was revoked and found asks anew under new keys, is heard again, and has lost no word', async () => {
  const v = await foundTestVillage()
  const lost = await joinPhone(v, '罗二哥')
  await until(lost.desk.joining.state(), (state) => state === 'member')
  const received = await write(lost, '村里收到的')
  await standingOf(lost, received, 'receipted')
  lost.hand.cut()
  const unsent = await write(lost, '没有递交的')
  await lost.desk.unsent.save({
    key: 'thread',
    title: '写到一半',
    path: '/threads/new',
    fields: { text: '写' },
  })
  const { device, name } = lost.identity.self()!
  await v.say('陶书记', deviceRevoked, { device, reason: '手机丢了' })
  lost.hand.mend()
  void lost.desk.syncNow()
  await until(lost.desk.joining.state(), (state) => state === 'revoked')

  const tab = await openIdentity(`keys ${lost.name}`)
  const other = new Promise<void>((resolve) => {
    tab.watch(() => tab.self()?.state === 'asked' && resolve())
  })
  await lost.desk.joining.askAnew()
  await other
  tab.close()
  expect(lost.identity.self()).toMatchObject({ state: 'asked', name })
  expect(lost.identity.self()!.device).not.toBe(device)
  expect(lost.identity.self()!.membership).toBeUndefined()
  // What the old session still says does not touch the new keys, and asking twice makes no third ones.
  const { device: anew } = lost.identity.self()!
  await lost.identity.settle('revoked')
  await lost.desk.joining.askAnew()
  expect(lost.identity.self()).toMatchObject({ state: 'asked', device: anew })
  await lost.close()

  // Started again: what was not handed in can be read and saved before anybody admits it.
  const identity = await openIdentity(`keys ${lost.name}`)
  const ledger = await openLedger(`book ${lost.name}`)
  if ('failed' in ledger) throw new Error(ledger.failed)
  const file = await takePen(ledger.book, ownerOf(identity.self())!).exportUnsent()
  expect(unpackUnsent(v.village, file)).toHaveLength(1)
  ledger.close()
  const request = await identity.request('')
  expect(readRequest(request)!.name).toBe('罗二哥')
  const elsewhere = await foundTestVillage()
  expect(await identity.accept(await approve(elsewhere, '罗二哥', request))).toBe('not-for-this-phone')
  expect(await identity.accept(await approve(v, '罗二哥', request))).toBe('joined')

  const found = await startPhone(v, lost.name, identity)
  phones.push(found)
  await until(found.desk.joining.state(), (state) => state === 'member')
  expect(await standingOf(found, await write(found, '又能说话了'), 'receipted')).toBeTruthy()
  const kept = await standingOf(found, unsent, 'refused')
  expect(kept.standing).toMatchObject({ is: 'refused', rule: 'E6' })
  expect(kept.body).toMatchObject({ text: '没有递交的' })
  expect(v.log.entry(unsent)).toBeUndefined()
  expect(await standingOf(found, received, 'receipted')).toBeTruthy()
  expect((await until(found.desk.unsent.all(), (drafts) => drafts.length > 0))[0]!.title).toBe('写到一半')
  expect(found.failures).toEqual([])
})

test('a word that the relay had received before the revocation comes back as one of its own', async () => {
  const v = await foundTestVillage()
  const { pen, ledger, owner } = await benchPhone(v)
  const { bytes, id } = await v.write('王大婶', threadOpened, { title: '修路', text: '修不修' })
  await take(v, pen, 'roster')
  await pen.enter(bytes, v.clock.now, true)
  await v.relay.offer([bytes])
  const { device, key } = await newPhone(owner.person)
  const again = takePen(ledger.book, { ...owner, device, key })
  for (const volume of ['devices', topicOf(id)]) await take(v, again, volume)
  const [mine] = await until(ledger.read.own(), (rows) => rows[0]?.standing.is === 'receipted')
  expect(mine).toMatchObject({ id, own: true, author: owner.person })
})

test('a phone that is not revoked keeps its keys', async () => {
  const identity = await openIdentity(`keys of test ${Date.now()}`)
  await identity.askAnew('王大婶')
  expect(identity.self()).toBeUndefined()
  await identity.request('王大婶')
  const { device } = identity.self()!
  await identity.askAnew('王大婶')
  expect(identity.self()!.device).toBe(device)
  identity.close()
})
