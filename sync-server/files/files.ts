import type { Readable } from 'node:stream'
import { joinBytes, type Hex8, type Id } from '#entry/format.ts'
import { villageDay } from '#rulebook/village-time.ts'
import { FILES } from '#rulebook/files.ts'
import type { Book } from '../book.ts'
import { createBuckets } from '../buckets.ts'
import { codeOf } from '../code-of.ts'
import type { Following } from '../followed.ts'
import type { Tokens } from '../tokens.ts'
import type { Beginning, BlobStore } from './blob-store.ts'
import { createTimedBlobs } from './timed-blobs.ts'

/** Gathered before they are put on disk: to flush each packet of a slow phone would wear the disk out. */
const GATHERED_BYTES = 16 * 1024
/** One that asks nothing for so long will not go on with what it began. */
const BEGUN_FOR_MS = 3 * 24 * 3600 * 1000
const SWEEP_MS = 3600 * 1000
const REQUESTS = { burst: 240, perSecond: 4 } as const

type Who = { device: Hex8; person: Hex8 }
/** Bytes from `from` up to and without `to`. */
type Range = { from: number; to: number }
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
  note(what: string, facts?: object): void
}) {
  const { book } = o
  const { store, tick: giveUpLate } = createTimedBlobs(o.store, o.now)
  const requests = createBuckets(REQUESTS, o.now)
  const running = new Map<string, { cut(): void; over: Promise<unknown> }>()
  /** Bytes of each device today; a restart of the relay gives a second ration, which its disk bears. */
  let ration = { day: 0, taken: new Map<Hex8, number>() }
  let sweptAt = 0
  const whole = new Set<Id>()
  const kept = { files: 0, bytes: 0 }
  /** Also what was made whole late, or by two devices. */
  function count(hash: Id, size: number) {
    if (whole.has(hash)) return
    whole.add(hash)
    kept.files += 1
    kept.bytes += size
  }
  const failed = (what: string) => (error: unknown) => o.note(what, { code: codeOf(error) })
  store
    .all()
    .then((all) => all.forEach(({ hash, size }) => count(hash, size)))
    .catch(failed('files were not counted'))

  function left(device: Hex8): number {
    const day = villageDay(o.now())
    if (day !== ration.day) ration = { day, taken: new Map() }
    return FILES.bytesPerDay - (ration.taken.get(device) ?? 0)
  }
  const spend = (device: Hex8, bytes: number) =>
    void ration.taken.set(device, Math.max(0, (ration.taken.get(device) ?? 0) + bytes))

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

  /** That the disk fails is no reason to end the relay: who asked comes again, and whether it is well, entries show. */
  async function answered<T>(work: Promise<T>): Promise<T | Turned> {
    try {
      return await work
    } catch (error) {
      const code = codeOf(error)
      // Without one it is no error of the system's, but a bug.
      if (code === 'unknown') throw error
      failed('the disk of the files has failed')(error)
      return { turned: code === 'ENOSPC' ? 507 : 503 }
    }
  }

  /**
   * What has come. Where that is all of it, it is made whole first, which may have failed before, or the relay ended:
   * a phone that hears of its last byte never comes back.
   */
  async function comeOf(one: Beginning, length: number): Promise<Come | Turned> {
    const size = await store.size(one.hash)
    const offset = size ?? (await store.begun(one))
    if (size === undefined && offset < length) return { offset, isWhole: false }
    if (size === undefined && !(await store.finish(one))) return { turned: 422, offset: 0 }
    count(one.hash, offset)
    return { offset, isWhole: true }
  }

  async function take(
    one: Beginning,
    length: number,
    offset: number,
    body: Readable,
  ): Promise<Come | Turned> {
    const before = await comeOf(one, length)
    if (isTurned(before) || before.isWhole) return before
    if (before.offset !== offset) return { turned: 409, offset: before.offset }
    if (!(await store.hasRoom())) return { turned: 507 }
    const room = Math.min(length - offset, left(one.device))
    if (room <= 0) return { turned: 429 }
    const isTooMuch = (await gather(one, body, room)) === 'too much'
    const come = await comeOf(one, length)
    if (isTurned(come) || come.isWhole || !isTooMuch) return come
    return { turned: length - offset > room ? 429 : 413, offset: come.offset }
  }

  /** Keeps what comes, also of a request that breaks off: on a weak link nothing is to be sent twice. */
  async function gather(one: Beginning, body: Readable, room: number): Promise<'all' | 'too much'> {
    let [waiting, held, taken]: [Uint8Array[], number, number] = [[], 0, 0]
    let failure: unknown
    async function keep() {
      const bytes = joinBytes(...waiting)
      ;[waiting, held] = [[], 0]
      if (bytes.length === 0) return
      spend(one.device, bytes.length)
      await store.append(one, bytes).catch((error: unknown) => {
        // A day on which the disk failed is not to end with nothing left to try again with.
        spend(one.device, -bytes.length)
        throw (failure = error)
      })
    }
    const silent = setTimeout(() => body.destroy(), FILES.silentMs)
    try {
      for await (const chunk of body as AsyncIterable<Uint8Array>) {
        silent.refresh()
        taken += chunk.length
        if (taken > room) return 'too much'
        waiting.push(chunk)
        held += chunk.length
        if (held >= GATHERED_BYTES) await keep()
      }
    } catch {
      // Otherwise the link broke, or its phone asks anew.
      if (failure) throw failure
    } finally {
      clearTimeout(silent)
    }
    await keep()
    return 'all'
  }

  const notDropped = failed('what was begun and left was not thrown away')

  return {
    /** How far a file of this length has come from this device; all of it, where the relay has it. */
    async come(token: string, hash: Id, length: number): Promise<Come | Turned> {
      const who = holder(token)
      if (isTurned(who)) return who
      if (!sizesFor(hash, who.person).includes(length)) return { turned: 404 }
      const one = { hash, device: who.device }
      const come = await answered(
        alone(
          one,
          () => {},
          () => comeOf(one, length),
        ),
      )
      // Said before it sends what would not be taken today.
      return isTurned(come) || come.isWhole || left(who.device) > 0 ? come : { turned: 429 }
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
      return answered(
        alone(
          one,
          () => void body.destroy(),
          () => take(one, length, offset, body),
        ),
      )
    },

    /** A8: A file is given to a device that may read an entry which brings it, and to nobody else. */
    async give(token: string, hash: Id, range: Range) {
      const who = holder(token)
      if (isTurned(who)) return who
      if (sizesFor(hash, who.person).length === 0) return { turned: 404 } satisfies Turned
      return answered(read(hash, range))
    },

    /** How many whole files there are, and their bytes. */
    counts: () => ({ ...kept }),

    /** Once a second: gives up what the disk does not answer, and throws away what was begun and left. */
    tick() {
      giveUpLate()
      requests.sweep()
      if (o.now() - sweptAt < SWEEP_MS) return
      sweptAt = o.now()
      sweep().catch(notDropped)
    },
  }

  async function read(hash: Id, { from, to }: Range): Promise<{ bytes: Uint8Array; size: number } | Turned> {
    const size = await store.size(hash)
    const bytes = size === undefined ? undefined : await store.read(hash, Math.min(from, size), to)
    return size !== undefined && bytes ? { bytes, size } : { turned: 404 }
  }

  async function sweep() {
    for (const { at, ...one } of await store.beginnings())
      if (o.now() - at > BEGUN_FOR_MS && !running.has(`${one.hash}.${one.device}`))
        await store.drop(one).catch(notDropped)
  }
}
export type Files = ReturnType<typeof createFiles>
