// The browser throws away a site's databases, and leaves what stands in a bucket.
import { afterEach, expect, test, vi } from 'vitest'
import { safeOf } from '#desk/safe.ts'
import { buckets } from '#identity/buckets.ts'
import { openIdentity, type Identity } from '#identity/identity.ts'
import { openKeysDb } from '#identity/keys-db.ts'
import { ownerOf } from '#identity/owner.ts'
import { openLedger, type Ledger } from '#ledger/ledger.ts'
import { takePen } from '#ledger/pen.ts'
import { threadOpened } from '#rulebook/thread.ts'
import { decodeEntry, decodeHeader } from '#entry/format.ts'
import { foundTestVillage, type TestVillage } from '#support/village.ts'
import { current } from '../sync/at-hand.ts'
import { joinPhone, startPhone, until, type RealPhone } from '../sync/real-phone.ts'

const phones: RealPhone[] = []
const followed: (() => void)[] = []
afterEach(async () => {
  followed.splice(0).forEach((stop) => stop())
  for (const phone of phones.splice(0)) await phone.close()
})

const DRAFT = { key: 'notice', title: '写了一半', path: '/notices/write', fields: { text: '字' } }
const bucketOf = (name: string) => name.replaceAll(' ', '-')
const safeOn = (name: string, identity: Identity, ledger: Ledger) =>
  safeOf({
    identity,
    ledger,
    bucket: bucketOf(name),
    pen: async () => takePen(ledger.book, ownerOf(identity.self())!),
  })

/** Wang's phone, whose copy is kept from now on. */
async function joined(v: TestVillage): Promise<RealPhone> {
  const phone = await joinPhone(v, '王大婶')
  phones.push(phone)
  await current(phone)
  followed.push(safeOn(phone.name, phone.identity, phone.ledger).follow())
  return phone
}

async function write(phone: RealPhone, title: string): Promise<string> {
  const written = await phone.desk.write(threadOpened, { title, text: title })
  if ('failed' in written) throw new Error(written.failed)
  return written.id
}

interface Kept {
  entries: Uint8Array[]
  drafts: object[]
}
/** What is in the safe, as soon as it fits. */
async function inSafe(name: string, fits: (kept: Kept) => boolean): Promise<void> {
  const db = await openKeysDb('xiangyin-safe', (await buckets()!.open(bucketOf(name))).indexedDB)
  await vi.waitUntil(async () => fits((await db.get<Kept>('kept')) ?? { entries: [], drafts: [] }), 10_000)
  db.close()
}

const deleted = (name: string) =>
  new Promise<void>((resolve, reject) => {
    const deleting = indexedDB.deleteDatabase(name)
    deleting.onsuccess = () => resolve()
    deleting.onerror = deleting.onblocked = reject
  })
/** The phone is put down, and its browser throws these away. */
async function thrownAway(phone: RealPhone, ...what: ('keys' | 'book')[]): Promise<void> {
  followed.pop()!()
  await phones.pop()!.close()
  for (const one of what) await deleted(`${one} ${phone.name}`)
}

/** What the app does when it is opened: the keys, the book, and the safe where there are no keys. */
async function openedAgain(v: TestVillage, name: string): Promise<RealPhone> {
  const identity = await openIdentity(`keys ${name}`)
  const ledger = await openLedger(`book ${name}`)
  if ('failed' in ledger) throw new Error(ledger.failed)
  const safe = safeOn(name, identity, ledger)
  if (!identity.self()) await safe.restore()
  const phone = await startPhone(v, name, identity)
  phones.push(phone)
  followed.push(safe.follow())
  return phone
}
const numberOf = (bytes: Uint8Array) => (decodeHeader(decodeEntry(bytes)!.header) as { seq: number }).seq

test('keys and book are thrown away: the phone is itself again, with what it had not handed in and was typing', async () => {
  const v = await foundTestVillage()
  const phone = await joined(v)
  const received = await write(phone, '收到了的')
  await until(phone.desk.about(received), ([row]) => row?.standing.is === 'receipted')
  phone.hand.cut()
  const unsent = await write(phone, '没交上去的')
  await phone.desk.unsent.save(DRAFT)
  await inSafe(phone.name, ({ entries, drafts }) => entries.length === 1 && drafts.length === 1)
  const device = phone.identity.self()!.device
  const last = numberOf((await phone.ledger.book.entries.get(unsent))!.bytes)

  await thrownAway(phone, 'keys', 'book')
  const again = await openedAgain(v, phone.name)
  expect(again.identity.self()!.device).toBe(device)
  expect(await again.desk.unsent.load(DRAFT.key)).toMatchObject(DRAFT)
  await until(again.desk.about(unsent), ([row]) => row?.standing.is === 'receipted' && row.own)
  await until(again.desk.about(received), ([row]) => row?.standing.is === 'receipted')
  // It goes on writing, and gives no number twice.
  const next = await write(again, '后来又说的')
  await until(again.desk.about(next), ([row]) => row?.standing.is === 'receipted')
  expect(numberOf((await again.ledger.book.entries.get(next))!.bytes)).toBeGreaterThan(last)
})

test('the book alone is thrown away: what was unsent comes back into it, and is not overwritten by nothing', async () => {
  const v = await foundTestVillage()
  const phone = await joined(v)
  phone.hand.cut()
  const unsent = await write(phone, '没交上去的')
  await inSafe(phone.name, ({ entries }) => entries.length === 1)
  await thrownAway(phone, 'book')
  const again = await openedAgain(v, phone.name)
  await until(again.desk.about(unsent), ([row]) => row?.standing.is === 'receipted')
  await inSafe(phone.name, ({ entries }) => entries.length === 0)
})

test('what the village has, and a draft that is no more, are not kept in the safe', async () => {
  const v = await foundTestVillage()
  const phone = await joined(v)
  await phone.desk.unsent.save(DRAFT)
  phone.hand.cut()
  const said = await write(phone, '说过的')
  await inSafe(phone.name, ({ entries, drafts }) => entries.length === 1 && drafts.length === 1)
  await phone.desk.unsent.drop(DRAFT.key)
  phone.hand.mend()
  await phone.desk.syncNow()
  await until(phone.desk.about(said), ([row]) => row?.standing.is === 'receipted')
  await inSafe(phone.name, ({ entries, drafts }) => entries.length === 0 && drafts.length === 0)
})

test('a phone that has its keys does not take older ones', async () => {
  const v = await foundTestVillage()
  const phone = await joined(v)
  const other = await joined(v)
  const device = other.identity.self()!.device
  await other.identity.revive((await phone.identity.likeness())!)
  expect(other.identity.self()!.device).toBe(device)
})
