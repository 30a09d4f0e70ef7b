import { publicBytes, villageIdOf } from '#entry/crypto.ts'
import type { Hex8 } from '#entry/format.ts'
import { countedFrom, type VoteTerms } from '#rulebook/vote.ts'
import { isKind } from '#rulebook/kinds.ts'
import { deviceRevoked } from '#rulebook/roster.ts'
import { CLOSE, REQUESTS, TURNOUT } from '#rulebook/wire.ts'
import { openAdmission } from './admission.ts'
import { openBook } from './book.ts'
import { codeOf } from './code-of.ts'
import { createDrafts } from './drafts/drafts.ts'
import type { BlobStore } from './files/blob-store.ts'
import { createFiles } from './files/files.ts'
import { createMemoryBlobs } from './files/memory-blobs.ts'
import { createFollowing } from './followed.ts'
import { openHeads } from './heads.ts'
import type { Log } from './log.ts'
import { createPipeline, STALLED_MS, type News, type Outcome, type Pipeline } from './offers.ts'
import { openParked } from './parked.ts'
import { createRecalls } from './refill.ts'
import { createReplay } from './replay.ts'
import { openRequests } from './requests.ts'
import { createSessions } from './sessions.ts'
import { createTokens } from './tokens.ts'
import { createTurnouts } from './turnout.ts'
import { openUpkeep } from './upkeep.ts'
import { say } from './visits.ts'

export type { Outcome } from './offers.ts'
export type { Session } from './visits.ts'

export interface RelayGround {
  log: Log
  /** Where files lie; without one they go when the process does. */
  blobs?: BlobStore
  /** The relay's own key; its public half stands in the founding. */
  relayKey: CryptoKeyPair
  /** The village: first 8 bytes of the SHA-256 of its founding's header. */
  village: Hex8
  /** The relay's clock (ms). */
  now?: () => number
  /** Told what happens, in numbers and codes, never names, texts or addresses. */
  note?: (what: string, facts?: object) => void
  /** The disk has failed: nothing more can be answered for. */
  broken?: (error: unknown) => void
}

/** 中转站: orders, passes on and keeps, and never edits. Knows neither sockets nor files. */
export async function createRelay(o: RelayGround) {
  const { log, village, now = Date.now, note = () => {} } = o
  const relayKey = await publicBytes(o.relayKey.publicKey)
  const key = o.relayKey.privateKey
  const epoch = Number(new TextDecoder().decode(log.meta('relayEpoch'))) || 1
  // A new Yjs client at each start: the one way to reuse an id is to start twice with the same one.
  const client = crypto.getRandomValues(new Uint32Array(1))[0]!
  const book = openBook(log, village, client)
  const heads = await openHeads({ log, key, village, epoch, now })
  const parked = openParked(log, book)
  const admission = openAdmission(log, book)
  const replay = createReplay(log, heads)
  const following = createFollowing({ log, book, heads, now })
  const turnouts = createTurnouts({ log, book, key, now })
  const tokens = createTokens(book, now)
  const files = createFiles({ store: o.blobs ?? createMemoryBlobs(), book, following, tokens, now, note })
  const requests = openRequests({ log, book, now, note, changed: tellRequests })
  const upkeep = openUpkeep({ log, book, now, note, here: () => here() })
  const drafts = createDrafts({ log, book, now, note })
  let isStalled = false
  const isOver = (terms: VoteTerms) => now() > countedFrom(terms)
  // A vote with live results ends as well: without a head signed after that, nobody could call it final.
  const counting = new Set(book.votes.all().flatMap(([name, vote]) => (isOver(vote.body) ? [] : [name])))

  const recalls = createRecalls({
    log,
    book,
    heads,
    relayKey,
    now,
    announce,
    note,
    pipeline: (): Pipeline => pipeline,
  })
  const pipeline: Pipeline = createPipeline({
    log,
    book,
    heads,
    parked,
    admission,
    key,
    now,
    announce,
    isRecalling: recalls.isRecalling,
    refused: upkeep.refused,
    isFounding: async (bytes) => (await villageIdOf(bytes)) === village,
    broken(error) {
      note('the disk has failed: everyone is asked to come back', { code: codeOf(error) })
      sessions.sendAway(CLOSE.busy, 10_000)
      o.broken?.(error)
    },
  })
  const sessions = createSessions({
    book,
    heads,
    pipeline,
    replay,
    following,
    turnouts,
    drafts,
    recalls,
    requests,
    tokens,
    relayKey,
    greeted: upkeep.greet,
    now,
    note,
  })
  const here = () => sessions.all().flatMap(({ who }) => who?.device ?? [])

  /** What is on disk is told: to who follows the volume, in numbers to who waits for a vote. */
  function announce({ entries, volumes }: News) {
    turnouts.heard(entries)
    const read = entries.map((one) => book.reading(one.id))
    if (read.some((entry) => entry && isKind(entry, deviceRevoked))) sessions.closeRevoked()
    for (const [name, vote] of book.votes.all()) if (!isOver(vote.body)) counting.add(name)
    for (const visit of sessions.all()) {
      for (const volume of volumes) following.grown(visit, volume)
      replay.pumpSome(visit, volumes)
    }
    drafts.heard(entries.map(({ id }) => id))
    void tellTurnouts()
    void requests.sweep()
    note('stored', { entries: entries.length, volumes: volumes.length })
  }

  async function tellTurnouts() {
    const changed = await turnouts.changed()
    for (const visit of sessions.all())
      if (visit.who) for (const turnout of changed) say(visit, TURNOUT, { turnout })
  }

  function tellRequests() {
    for (const visit of sessions.all())
      if (visit.who && requests.mayBeSeenBy(visit.who.person))
        say(visit, REQUESTS, { requests: requests.all() })
  }

  /** Votes whose window is over are opened, under a head that is later than the last possible ballot. */
  function release() {
    for (const name of counting) {
      const vote = book.votes.of(name)
      if (!vote || !isOver(vote.body)) continue
      counting.delete(name)
      turnouts.forget(name)
      pipeline.chore(async () => {
        const parts = heads
          .all()
          .map((one) => one.volume)
          .filter((volume) => following.isPartOf(volume, name))
        for (const volume of parts) await heads.renew(volume)
        announce({ entries: [], volumes: parts })
      })
    }
  }

  function letGo() {
    const overdue = parked.overdue(now())
    if (!overdue.length) return
    pipeline.chore(async () => {
      for (const id of overdue) parked.drop(id)
      await pipeline.store()
    })
  }

  // What an older relay could not read is looked at once more by each that starts.
  for (const { code, bytes } of parked.all())
    if (code === 'unknown-version') pipeline.offer(bytes, () => {}, false)
  await pipeline.idle()

  const offer = (entries: readonly Uint8Array[]): Promise<Outcome[]> =>
    Promise.all(
      entries.map((bytes) => new Promise<Outcome>((answer) => pipeline.offer(bytes, answer, false))),
    )

  return {
    village,
    relayKey,
    connect: sessions.connect,
    connectStock: sessions.connectStock,
    hear: sessions.hear,
    leave: sessions.leave,
    drained: sessions.drained,
    /** Whether a device was admitted, in whatever volume. */
    knows: (device: Hex8): boolean => book.device(device) !== undefined,
    /** Hands in entries without a connection; answered when what the answers say is on disk. */
    offer,
    /** Enters the founding of this village, which carries this relay's key. */
    async found(bytes: Uint8Array): Promise<Outcome> {
      return (await offer([bytes]))[0]!
    },
    /** The founding's bytes, for who is about to join. */
    founding: (): Uint8Array | undefined => log.numbered(1)?.bytes,
    request: requests.keep,
    /** Files that entries bring, taken in parts and given out. */
    files,
    /** Called once a second: closings, slow readers, what has waited too long. */
    tick() {
      const stalled = pipeline.stalledMs() > STALLED_MS
      if (stalled && !isStalled) note('the disk does not answer: entries are told to try later')
      isStalled = stalled
      release()
      letGo()
      recalls.tick()
      sessions.tick()
      upkeep.tick()
      files.tick()
      drafts.tick()
      void tellTurnouts()
    },
    counts: () => ({
      sessions: sessions.all().length,
      lastNumber: heads.last(),
      volumes: heads.all().length,
      parked: parked.all().length,
      files: files.counts(),
      stalledMs: pipeline.stalledMs(),
      lastFlush: pipeline.lastFlush(),
    }),
    /** What the technician is shown of phones, entries and refusals. */
    upkeep,
    /** The relay's clock (ms). */
    now,
    /** Resolves when nothing is being judged or stored. */
    idle: pipeline.idle,
    /** Sends everyone away and waits until the last batch is on disk. The log stays open. */
    async stop(retryAfterMs = 5000) {
      await pipeline.idle()
      sessions.sendAway(CLOSE.goingAway, retryAfterMs)
      await pipeline.idle()
      await drafts.idle()
      await upkeep.write()
    },
  }
}
export type Relay = Awaited<ReturnType<typeof createRelay>>
