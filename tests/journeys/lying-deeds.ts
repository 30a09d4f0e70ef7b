// What a relay can do to the book, or say of it, that it must not: each as it would be done, with its own store and key.
import { cpSync, rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import * as Y from 'yjs'
import { idOf, open, sign } from '#entry/crypto.ts'
import { decodeEntry, type Id } from '#entry/format.ts'
import { readHead, signHead } from '#entry/heads.ts'
import { topicOf } from '#rulebook/volumes.ts'
import { read } from '#rulebook/judge.ts'
import { commentPosted, threadOpened } from '#rulebook/thread.ts'
import {
  ANSWER,
  FROM_PHONE,
  FROM_RELAY,
  HEAD,
  hear,
  OFFER,
  receiptBytes,
  tell,
  WELCOME,
} from '#rulebook/wire.ts'
import { openBook } from '#server/book.ts'
import { openLmdbLog, type LmdbLog } from '#server/lmdb-log.ts'
import { frame, unframe } from '#sync/frames.ts'
import type { JourneyVillage, Villager } from '#support/journey.ts'
import type { Mouth } from '#support/lying-relay.ts'
import { syncMessage } from '#support/sync-message.ts'
import { accepted, type Written } from '#support/village.ts'
import { storedRow } from './stored-row.ts'

export const debate = async (v: JourneyVillage, title: string): Promise<Id> =>
  (await accepted(v.village.say('陶书记', threadOpened, { title, text: '请大家说。' }))).id

export const sayIn = (v: JourneyVillage, thread: Id, text: string) =>
  accepted(v.village.say('何委员', commentPosted, { text }, [thread]))

/** The phone is without network meanwhile; then it comes back, on the page that tells what did not hold. */
export async function away(one: Villager, meanwhile: () => unknown) {
  await one.offline()
  await meanwhile()
  await one.online()
  await one.goto('/me/alarms')
}

/** The same bytes, but for one bit at their end, which is in the words themselves. */
export const bent = (bytes: Uint8Array): Uint8Array =>
  bytes.map((byte, n) => (n === bytes.length - 1 ? byte ^ 1 : byte))

export const lastOf = ({ village: { log } }: JourneyVillage) => log.numbered(log.lastNumber())!

/** Changes the relay's store while it stands still; started anew, it gives out what is there. */
const inStore = (v: JourneyVillage, change: (log: LmdbLog) => Promise<unknown>) =>
  v.restart(async () => {
    const log = openLmdbLog(path.join(v.dataDir, 'book'))
    await change(log)
    await log.close()
  })

/** The entry keeps its id and its place, and has other bytes. */
export const putInPlace = (v: JourneyVillage, id: Id, bytes: (as: Uint8Array) => Uint8Array) =>
  inStore(v, (log) => {
    const stored = log.entry(id)!
    return log.append({ entries: [{ ...stored, bytes: bytes(stored.bytes) }], places: [] })
  })

/** An entry that no rule allows gets the next number and a place. */
export const letIn = (v: JourneyVillage, { bytes }: Written, volume: string) =>
  inStore(v, async (log) => {
    const book = openBook(log, v.village.village, 0)
    const keyOf = ({ device }: { device: string }) => book.device(device)?.key
    const opened = await open(bytes, { keyOf, proofOf: () => undefined })
    if (typeof opened === 'string') throw new Error(opened)
    book.enter({ opened, entry: read(opened)!, volumes: [volume] }, v.clock.now)
    await log.append(await book.takeBatch())
  })

/** Whether the phone has the relay's signature over all of a debate: it comes a frame later than the words. */
export async function hasSigned(v: JourneyVillage, one: Villager, thread: Id): Promise<boolean> {
  const volume = topicOf(thread)
  const row = (await storedRow(one, 'volumes', volume)) as { head?: { head: number[] } } | null
  const last = v.village.log.lastPlaces().find((one) => one.volume === volume)
  return readHead(new Uint8Array(row?.head?.head ?? []))?.k === last?.k
}

/** A copy of the relay's store as it is now, and how to set the relay back to it. */
export async function copyOfStore(v: JourneyVillage) {
  const folder = await mkdtemp(path.join(tmpdir(), 'xiangyin-yesterday-'))
  await (v.village.log as LmdbLog).copyTo(folder)
  return {
    setBack: () =>
      v.restart(async () => {
        rmSync(path.join(v.dataDir, 'book', 'lock.mdb'), { force: true })
        cpSync(path.join(folder, 'data.mdb'), path.join(v.dataDir, 'book', 'data.mdb'))
        rmSync(folder, { recursive: true })
      }),
  }
}

const heardOf = (bytes: Uint8Array) => {
  const one = unframe(bytes)!
  return one.channel === 0 ? hear(FROM_RELAY, one.payload) : undefined
}

/** The relay tells of another history of this debate, and signs it. */
export async function signAnotherHistory(v: JourneyVillage, mouth: Mouth, thread: Id) {
  const { village, relayKey, log } = v.village
  const volume = topicOf(thread)
  const { k, i } = log.lastPlaces().find((one) => one.volume === volume)!
  const chain = new Uint8Array(32).fill(7)
  const head = { village, relayEpoch: 1, volume, volumeEpoch: 1, k, chain, i, at: v.clock.now }
  const signed = await signHead(relayKey.privateKey, head)
  mouth.say(frame(0, tell(HEAD, { head: { bytes: signed.head, signature: signed.signature } })))
}

/** The next words of this debate come with a further message on its channel, that would overwrite it. */
export function overwrite(mouth: Mouth, thread: Id) {
  const rewritten = new Y.Doc()
  rewritten.getArray('log').push([new Uint8Array([1])])
  mouth.down = (bytes) => {
    const told = heardOf(bytes)
    if (told?.is === 'OPENED' && told.body.volume === topicOf(thread))
      setImmediate(() =>
        mouth.say(frame(told.body.channel, syncMessage(2, Y.encodeStateAsUpdate(rewritten)))),
      )
    return bytes
  }
}

/** Nothing of this debate leaves the relay. */
export function holdingBack(thread: Id): Mouth['down'] {
  const channels = new Set<number>()
  return (bytes) => {
    const told = heardOf(bytes)
    if (told?.is === 'OPENED' && told.body.volume === topicOf(thread)) channels.add(told.body.channel)
    return channels.has(unframe(bytes)!.channel) ? undefined : bytes
  }
}

/** The relay keeps to itself that it has less than it had signed. */
export function keepSilent(mouth: Mouth) {
  mouth.down = (bytes) => {
    const told = heardOf(bytes)
    if (told?.is === 'WELCOME') return frame(0, tell(WELCOME, { ...told.body, changed: 0 }))
    return told?.is === 'RECALL' ? undefined : bytes
  }
}

/** The relay throws away what is handed in, by the socket or by the worker, and says that it has it. */
export function takeNothing(
  { clock, village: { village, relayKey, log, relay } }: JourneyVillage,
  mouth: Mouth,
) {
  const { offer } = relay
  const received = async (entry: Uint8Array) => {
    const id = await idOf(decodeEntry(entry)!.header)
    const [i, at] = [log.lastNumber() + 1, clock.now]
    const bytes = receiptBytes({ village, relayEpoch: 1, id, i, at })
    const signature = await sign(relayKey.privateKey, 'xy1receipt', bytes)
    return { id, code: 'accepted' as const, i, at, rule: null, retryAfterMs: null, signature }
  }
  relay.offer = (entries) => Promise.all(entries.map(received))
  mouth.up = (bytes) => {
    const { channel, payload } = unframe(bytes)!
    const told = channel === 0 ? hear(FROM_PHONE, payload) : undefined
    if (told?.is !== OFFER.name) return true
    void Promise.all(told.body.offers.map(async ({ n, entry }) => ({ n, ...(await received(entry)) }))).then(
      (answers) => mouth.say(frame(0, tell(ANSWER, { answers }))),
    )
    return false
  }
  return {
    end() {
      relay.offer = offer
      mouth.up = () => true
    },
  }
}
