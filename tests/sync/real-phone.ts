// A phone as the app composes it: real keys, real IndexedDB, real sync; only the relay is in the hand.
import { createDesk } from '#desk/create-desk.ts'
import type { Desk, Watched } from '#desk/desk.ts'
import { villageClock, type VillageClock } from '#desk/village-clock.ts'
import { openIdentity, type Identity } from '#identity/identity.ts'
import { ownerOf } from '#identity/owner.ts'
import { openLedger, type Ledger } from '#ledger/ledger.ts'
import { takePen, type Pen } from '#ledger/pen.ts'
import { failureOf } from '#ledger/writing.ts'
import { startSync, type Sync } from '#sync/sync.ts'
import { deviceAdded } from '#rulebook/roster.ts'
import { readRequest, writeApproval } from '#rulebook/enrol.ts'
import { deviceIdOf, idOf } from '#entry/crypto.ts'
import { decodeEntry } from '#entry/format.ts'
import type { Someone, TestVillage } from '#support/village.ts'
import { inHand, type InHand } from './in-hand.ts'

export interface RealPhone {
  name: string
  identity: Identity
  ledger: Ledger
  pen: Pen
  desk: Desk
  sync: Sync
  clock: VillageClock
  hand: InHand
  failures: unknown[]
  close(): Promise<void>
}

let count = 0

/** The value of a reading as soon as it fits; rejects with the last one seen. */
export function until<T>(watched: Watched<T>, fits: (value: T) => boolean, ms = 8000): Promise<T> {
  return new Promise((resolve, reject) => {
    let last: T | undefined
    let stop = () => {}
    const late = setTimeout(() => {
      stop()
      reject(new Error(`waited in vain; last seen: ${JSON.stringify(last)}`))
    }, ms)
    stop = watched.subscribe((value) => {
      last = value
      if (!fits(value)) return
      clearTimeout(late)
      queueMicrotask(() => stop())
      resolve(value)
    }, reject)
  })
}

/** What the secretary's phone shows for a request; the relay has the admission unless told otherwise. */
export async function approve(
  v: TestVillage,
  who: Someone,
  request: Uint8Array,
  o: { admit?: boolean } = {},
): Promise<Uint8Array> {
  const { key, sealingKey, nonce, proof } = readRequest(request)!
  const body = {
    person: v.phones[who].person,
    device: await deviceIdOf(key),
    key,
    sealingKey,
    nonce,
    proof,
    label: '',
  }
  const { bytes } = await v.write('陶书记', deviceAdded, body)
  if (o.admit !== false) await v.relay.offer([bytes])
  const secretaryClaim = v.log.numbered(2)!.bytes
  return writeApproval({
    founding: await idOf(decodeEntry(v.founding)!.header),
    relay: '/',
    person: body.person,
    admission: bytes,
    chain: [v.founding, secretaryClaim],
  })
}

/** Joins a new phone for someone, approved by the secretary on the spot, as the QR codes do. */
export async function joinPhone(
  v: TestVillage,
  who: Someone,
  o: { admit?: boolean } = {},
): Promise<RealPhone> {
  const name = `phone ${Date.now()} ${++count}`
  const identity = await openIdentity(`keys ${name}`)
  const approval = await approve(v, who, await identity.request(who), o)
  const joined = await identity.accept(approval)
  if (joined !== 'joined') throw new Error(joined)
  return startPhone(v, name, identity)
}

/** Starts a phone, or another tab of it, on what it has stored. */
export async function startPhone(
  v: TestVillage,
  name: string,
  given?: Identity,
  shared?: InHand,
): Promise<RealPhone> {
  const identity = given ?? (await openIdentity(`keys ${name}`))
  const ledger = await openLedger(`book ${name}`)
  if ('failed' in ledger) throw new Error(ledger.failed)
  const owner = ownerOf(identity.self())!
  const pen = takePen(ledger.book, owner)
  const clock = villageClock()
  const hand = shared ?? inHand(() => v.relay)
  const failures: unknown[] = []
  const sync = startSync({
    identity,
    door: pen,
    kept: ledger.read.kept,
    time: clock.set,
    now: clock.now,
    failed: (error) => failures.push(error),
    isFull: (error) => failureOf(error) === 'storage-full',
    Socket: hand.Socket,
    get: hand.get,
    name: `sync ${name}`,
  })
  const nothing = async () => undefined
  const desk = createDesk({
    identity,
    ledger,
    clock,
    sync,
    pen: async () => pen,
    net: { founding: nothing, handInRequest: async () => 'no-network', admit: async () => 'no-network' },
  })
  return {
    name,
    identity,
    ledger,
    pen,
    desk,
    sync,
    clock,
    hand,
    failures,
    async close() {
      await sync.stop()
      ledger.close()
      identity.close()
    },
  }
}
