import type { Readable } from 'node:stream'
import { joinBytes, type Hex8, type Id } from '#entry/format.ts'
import { villageDay } from '#rulebook/audience.ts'
import { FILES } from '#rulebook/files.ts'
import type { Book } from '../book.ts'
import { createBuckets } from '../buckets.ts'
import type { Following } from '../followed.ts'
import type { Tokens } from '../tokens.ts'
import type { Beginning, BlobStore } from './blob-store.ts'

/** Gathered before they are put on disk: to flush each packet of a slow phone would wear the disk out. */
const GATHERED_BYTES = 16 * 1024
/** One that asks nothing for so long will not go on with what it began. */
const BEGUN_FOR_MS = 3 * 24 * 3600 * 1000
const SWEEP_MS = 3600 * 1000
const REQUESTS = { burst: 240, perSecond: 4 } as const

type Who = { device: Hex8; person: Hex8 }
/** Why a request comes to nothing, as a status of HTTP. */
export interface Turned {
  turned: 401 | 404 | 409 | 413 | 422 | 429 | 503 | 507
  /** How far the file has come, where that is why. */
  offset?: number
}
/** How far a file has come. */
export interface Come {
  offset: number
  isWhole: boolean
}

/**
 * 文件: takes files in parts and gives them out. An entry is there before its file: so the relay knows from a signed
 * word how large it is and which hash it has, nobody can have it keep anything else, and words never wait for
 * pictures. Whoever may read that entry may hand its file in, not its author alone: the hash proves the bytes, and so a
 * relay that lost a file, or a phone that carries a neighbour's words, is helped by any that has it.
 */
export function createFiles(o: {
  store: BlobStore
  book: Book
  following: Following
  tokens: Tokens
  now(): number
}) {
  const { store, book } = o
  const requests = createBuckets(REQUESTS, o.now)
  const running = new Map<string, { cut(): void; over: Promise<unknown> }>()
  /** Bytes of each device today; a restart of the relay gives a second ration, which its disk bears. */
  let ration = { day: 0, taken: new Map<Hex8, number>() }
  let sweptAt = 0
  const kept = { files: 0, bytes: 0 }
  const count = (size: number) => {
    kept.files += 1
    kept.bytes += size
  }
  void store.all().then((all) => all.forEach(({ size }) => count(size)))

  function left(device: Hex8): number {
    const day = villageDay(o.now())
    if (day !== ration.day) ration = { day, taken: new Map() }
    return FILES.bytesPerDay - (ration.taken.get(device) ?? 0)
  }

  function holder(token: string): Who | Turned {
    const who = o.tokens.holder(token)
    if (!who) return { turned: 401 }
    return requests.take(who.device, 1) ? who : { turned: 429 }
  }
  const isTurned = (one: object): one is Turned => 'turned' in one

  /** The sizes under which entries that this person may read name a file. */
  const sizesFor = (hash: Id, person: Hex8): number[] =>
    book
      .bringing(hash)
      .filter(({ volumes }) => volumes.some((volume) => o.following.mayHave(volume, person)))
      .map(({ size }) => size)

  /** Alone with a beginning: who asks anew has lost the request before, whether or not the relay knows. */
  async function alone<T>(one: Beginning, cut: () => void, work: () => Promise<T>): Promise<T> {
    const name = `${one.hash}.${one.device}`
    for (let before = running.get(name); before; before = running.get(name)) {
      before.cut()
      await before.over
    }
    const doing = work()
    const over = doing.catch(() => {}).then(() => void running.delete(name))
    running.set(name, { cut, over })
    return doing
  }

  async function comeOf(one: Beginning): Promise<Come> {
    const size = await store.size(one.hash)
    return size === undefined
      ? { offset: await store.begun(one), isWhole: false }
      : { offset: size, isWhole: true }
  }

  async function take(
    one: Beginning,
    length: number,
    offset: number,
    body: Readable,
  ): Promise<Come | Turned> {
    let come = await comeOf(one)
    if (come.isWhole) return come
    if (come.offset !== offset) return { turned: 409, offset: come.offset }
    if (!(await store.hasRoom())) return { turned: 507 }
    const room = Math.min(length - offset, left(one.device))
    if (room <= 0) return { turned: 429 }
    const how = await gather(one, body, room)
    come = await comeOf(one)
    if (how === 413 && length - offset > room) return { turned: 429, offset: come.offset }
    if (how !== 'all') return { turned: how, offset: come.offset }
    if (come.offset < length) return come
    if (!(await store.finish(one))) return { turned: 422, offset: 0 }
    count(length)
    return { offset: length, isWhole: true }
  }

  /** Keeps what comes, also of a request that breaks off: on a weak link nothing is to be sent twice. */
  async function gather(one: Beginning, body: Readable, room: number): Promise<'all' | 413 | 507> {
    let [waiting, held, taken]: [Uint8Array[], number, number] = [[], 0, 0]
    let failure: unknown
    async function keep() {
      const bytes = joinBytes(...waiting)
      ;[waiting, held] = [[], 0]
      if (bytes.length === 0) return
      ration.taken.set(one.device, (ration.taken.get(one.device) ?? 0) + bytes.length)
      await store.append(one, bytes).catch((error: unknown) => (failure = error))
      if (failure) throw failure
    }
    const silent = setTimeout(() => body.destroy(), FILES.silentMs)
    try {
      for await (const chunk of body as AsyncIterable<Uint8Array>) {
        silent.refresh()
        taken += chunk.length
        if (taken > room) return 413
        waiting.push(chunk)
        held += chunk.length
        if (held >= GATHERED_BYTES) await keep()
      }
    } catch {
      // Otherwise the link broke, or its phone asks anew.
      if (failure) return fullOrThrow(failure)
    } finally {
      clearTimeout(silent)
    }
    return keep().then(() => 'all', fullOrThrow)
  }

  return {
    /** How far a file of this length has come from this device; all of it, where the relay has it. */
    async come(token: string, hash: Id, length: number): Promise<Come | Turned> {
      const who = holder(token)
      if (isTurned(who)) return who
      if (!sizesFor(hash, who.person).includes(length)) return { turned: 404 }
      const one = { hash, device: who.device }
      const come = await alone(
        one,
        () => {},
        () => comeOf(one),
      )
      // Said before it sends what would not be taken today.
      return come.isWhole || left(who.device) > 0 ? come : { turned: 429 }
    },

    /**
     * A7: A file is taken from a device that may read an entry which brings it, as large and with the hash that stands there.
     * A9: A device hands in at most 20 MB of files a day, by the relay's clock and the village's day.
     */
    async take(
      token: string,
      hash: Id,
      part: { length: number; offset: number; body: Readable },
    ): Promise<Come | Turned> {
      const who = holder(token)
      if (isTurned(who)) return who
      const { length, offset, body } = part
      if (!sizesFor(hash, who.person).includes(length)) return { turned: 404 }
      const one = { hash, device: who.device }
      if (running.size >= FILES.atOnce && !running.has(`${hash}.${who.device}`)) return { turned: 503 }
      return alone(
        one,
        () => void body.destroy(),
        () => take(one, length, offset, body),
      )
    },

    /** A8: A file is given to a device that may read an entry which brings it, and to nobody else. */
    async give(token: string, hash: Id, range: { from: number; to: number }) {
      const who = holder(token)
      if (isTurned(who)) return who
      if (sizesFor(hash, who.person).length === 0) return { turned: 404 } satisfies Turned
      const size = await store.size(hash)
      if (size === undefined) return { turned: 404 } satisfies Turned
      const bytes = await store.read(hash, Math.min(range.from, size), range.to)
      return bytes ? { bytes, size } : ({ turned: 404 } satisfies Turned)
    },

    /** How many whole files there are, and their bytes. */
    counts: () => ({ ...kept }),

    /** Once a second: throws away what was begun and left. */
    tick() {
      requests.sweep()
      if (o.now() - sweptAt < SWEEP_MS) return
      sweptAt = o.now()
      void sweep()
    },
  }

  async function sweep() {
    for (const { at, ...one } of await store.beginnings())
      if (o.now() - at > BEGUN_FOR_MS && !running.has(`${one.hash}.${one.device}`)) await store.drop(one)
  }
}
export type Files = ReturnType<typeof createFiles>

function fullOrThrow(error: unknown): 507 {
  if ((error as { code?: string }).code !== 'ENOSPC') throw error
  return 507
}
