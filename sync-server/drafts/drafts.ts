import type { Hex8, Id } from '#entry/format.ts'
import { threadOfDraft } from '#rulebook/draft.ts'
import { isKind } from '#rulebook/kinds.ts'
import { maySignMinutes, minutesSigned } from '#rulebook/minutes.ts'
import { threadOpened } from '#rulebook/thread.ts'
import { CLOSE, DENIED, LIMITS, OPENED } from '#rulebook/wire.ts'
import type { Book } from '../book.ts'
import { createBuckets } from '../buckets.ts'
import type { Log } from '../log.ts'
import { say, type Channel, type Visit } from '../visits.ts'
import { openDraft, type Draft, type Writer } from './draft.ts'
import { draftRows } from './draft-rows.ts'
import { signedCount } from './signed-count.ts'

/** Who types fast sends five messages a second. */
const RATE = { burst: 60, perSecond: 10 } as const
const SWEEP_MS = 3600 * 1000

type Why = 'not-eligible' | 'no-role' | 'closed' | 'busy' | 'too-large'

/** 共笔: drafts of minutes that those who may sign them write together, passed on and kept until they are signed. */
export function createDrafts(o: { log: Log; book: Book; now(): number; note(what: string): void }) {
  const rows = draftRows(o.log)
  const open = new Map<Id, Draft>()
  const rate = createBuckets(RATE, o.now)
  /** The channels that each connection was given for drafts, be they closed by now. */
  const given = new WeakMap<Visit, Set<number>>()
  let sweptAt = -Infinity

  const mayWrite = (person: Hex8) =>
    maySignMinutes(o.book.roster, person, { i: Infinity, at: Math.max(o.now(), o.book.last().at) })
  const deny = (visit: Visit, volume: string, code: Why) => say(visit, DENIED, { volume, code })

  function refuse(writer: Writer, code: Why) {
    leave(writer.visit, writer.channel.number)
    deny(writer.visit, writer.channel.volume, code)
  }

  function at(thread: Id, close: (visit: Visit, code: number, reason: string) => void): Draft {
    const generation = signedCount(o.log, o.book, thread) + 1
    const known = open.get(thread)
    if (known?.generation === generation) return known
    const row = rows.read(thread)
    const isGood = row?.generation === generation && !rows.isOver(row, o.now())
    const write = (next: Parameters<typeof rows.write>[1]) => rows.write(thread, next)
    const draft = openDraft({ ...o, row: isGood ? row : undefined, generation, write, refuse, close })
    open.set(thread, draft)
    return draft
  }

  function writerOn(visit: Visit, number: number): [Id, Draft, Writer] | undefined {
    for (const [thread, draft] of open)
      for (const writer of draft.writers)
        if (writer.visit === visit && writer.channel.number === number) return [thread, draft, writer]
    return undefined
  }

  /** Closes a draft's channel of a connection; false where that channel carries none. */
  function leave(visit: Visit, number: number): boolean {
    const [thread, draft, writer] = writerOn(visit, number) ?? []
    if (!thread || !draft || !writer) return false
    draft.leave(writer)
    letGo(thread, draft)
    return true
  }
  function letGo(thread: Id, draft: Draft) {
    if (draft.writers.size) return
    void draft.stored().then(() => draft.isIdle() && open.get(thread) === draft && open.delete(thread))
  }

  /** Nothing of a draft remains, neither with its writers' connections nor on disk. */
  async function drop(thread: Id) {
    const draft = open.get(thread)
    open.delete(thread)
    for (const writer of draft ? [...draft.writers] : []) {
      draft!.leave(writer)
      deny(writer.visit, writer.channel.volume, 'closed')
    }
    await draft?.drop()
    const row = rows.read(thread)
    if (!row || open.get(thread)?.row.generation === row.generation) return
    // Left on disk, it is dropped by the next sweep.
    await rows.write(thread, undefined).catch(() => o.note('a draft was not dropped'))
  }

  function sweep() {
    if (o.now() - sweptAt < SWEEP_MS) return
    sweptAt = o.now()
    rate.sweep()
    for (const thread of rows.threads()) {
      const row = rows.read(thread)
      const isSigned = () => row!.generation <= signedCount(o.log, o.book, thread)
      if (!row || rows.isOver(row, o.now()) || isSigned()) void drop(thread)
    }
  }

  return {
    isDraft: (name: string) => threadOfDraft(name) !== undefined,

    /** A phone asks for a draft; `generation`: which minutes it is for, by what the phone has of the debate. */
    open(
      visit: Visit,
      volume: string,
      generation: number,
      close: (visit: Visit, code: number, reason: string) => void,
    ) {
      const { person } = visit.who!
      const thread = threadOfDraft(volume)!
      const opening = o.book.reading(thread)
      if (!opening || !isKind(opening, threadOpened)) return deny(visit, volume, 'not-eligible')
      if (!mayWrite(person)) return deny(visit, volume, 'no-role')
      if (visit.asked >= LIMITS.channelsOpened) return deny(visit, volume, 'busy')
      visit.asked += 1
      if (generation !== signedCount(o.log, o.book, thread) + 1) return deny(visit, volume, 'closed')
      const draft = at(thread, close)
      if ([...draft.writers].some((writer) => writer.visit === visit)) return
      const number = visit.nextChannel++
      given.set(visit, (given.get(visit) ?? new Set()).add(number))
      const channel: Channel = { number, volume, sent: undefined, owesStep2: false, owesHead: false }
      say(visit, OPENED, { channel: number, volume, epoch: draft.generation, k: 0, client: 0, clock: 0 })
      draft.join({ visit, channel, person })
    },

    /** A message on a channel; false where that channel carries no draft. */
    hear(
      visit: Visit,
      number: number,
      payload: Uint8Array,
      close: (visit: Visit, code: number, reason: string) => void,
    ): boolean {
      const [, draft, writer] = writerOn(visit, number) ?? []
      // What was on its way when the draft was closed is no write into a volume; it is not heard.
      if (!draft || !writer) return given.get(visit)?.has(number) ?? false
      if (!rate.take(visit.who!.device, 1)) close(visit, CLOSE.busy, 'too fast')
      else if (!mayWrite(writer.person)) refuse(writer, 'no-role')
      else draft.hear(writer, payload)
      return true
    },

    leave,
    /** A connection has ended. */
    left(visit: Visit) {
      for (const draft of [...open.values()])
        for (const { channel } of [...draft.writers].filter((writer) => writer.visit === visit))
          leave(visit, channel.number)
    },

    /** Entries are in the book: minutes may have been signed by them, and offices have ended. */
    heard(ids: readonly Id[]) {
      for (const id of ids) {
        const entry = o.book.reading(id)
        const thread = entry && isKind(entry, minutesSigned) && entry.fields.refs[0]
        if (thread) void drop(thread)
      }
    },

    /** Once a second: whose office has ended, and what has been kept for long enough. */
    tick() {
      for (const draft of open.values())
        for (const writer of [...draft.writers]) if (!mayWrite(writer.person)) refuse(writer, 'no-role')
      sweep()
    },
    /** Resolves when every draft is on disk. */
    idle: async () => void (await Promise.all([...open.values()].map((draft) => draft.stored()))),
  }
}
export type Drafts = ReturnType<typeof createDrafts>
