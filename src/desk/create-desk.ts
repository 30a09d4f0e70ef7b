import type { Cbor, Hex8, Id } from '#entry/format.ts'
import { MAX_ENTRY_BYTES } from '#entry/bytes.ts'
import { fetchedOnce } from '#identity/fetched-once.ts'
import type { Identity } from '#identity/identity.ts'
import type { Ledger } from '#ledger/ledger.ts'
import type { VoteRows } from '#ledger/queries.ts'
import { failureOf } from '#ledger/writing.ts'
import { countedFrom, released } from '#rulebook/vote.ts'
import { ballotsOf } from '#rulebook/volumes.ts'
import type { Kind } from '#rulebook/kinds.ts'
import { deviceAdded, deviceClaimed } from '#rulebook/roster.ts'
import { afterFrame } from './after-frame.ts'
import { keepComfort } from './comfort.ts'
import type { Desk, Link, Watched, Written } from './desk.ts'
import { firstOf } from './first-of.ts'
import { joining } from './joining.ts'
import { headFirst } from './head-first.ts'
import type { NetPort, PenPort, SyncPort } from './ports.ts'
import { askForPersistence, storageState } from './storage.ts'
import type { VillageClock } from './village-clock.ts'

export interface DeskGround {
  identity: Identity
  ledger: Ledger
  pen: PenPort
  sync: SyncPort
  net: NetPort
  clock: VillageClock
}

/** Builds the desk of this phone. */
export function createDesk(o: DeskGround): Desk {
  const { identity, ledger, sync, clock } = o
  const { read } = ledger
  // What an author claims as time: the village's where it is known, as the phone's own date may be years off.
  const now = () => clock.now() ?? Date.now()
  let asked = false

  function me() {
    const self = identity.self()
    if (!self?.membership || (self.state !== 'unverified' && self.state !== 'member')) return undefined
    return { village: self.membership.village, person: self.membership.person, device: self.device }
  }

  /** While somebody types there is time for what is needed when he is done. */
  function prepare() {
    identity.prepare()
    // What fails here fails again, and is heard, when it is written.
    void o.pen().catch(() => undefined)
  }

  async function write<B>(kind: Kind<B>, body: B, refs: Id[] = [], onBehalfOf?: Hex8): Promise<Written> {
    if (!me()) return { failed: 'not-joined' }
    try {
      const pen = await o.pen()
      const draft = { kind: kind.number, body: kind.body.write(body) as Cbor[], refs, at: now(), onBehalfOf }
      const { id, bytes } = await identity.sign(draft)
      if (bytes.length > MAX_ENTRY_BYTES) return { failed: 'too-large' }
      const verdict = await pen.enter(bytes, now(), identity.self()?.state === 'member')
      void afterFrame().then(identity.prepare)
      if (!asked && verdict.is !== 'refused') {
        asked = true
        void askForPersistence()
      }
      return { id, verdict }
    } catch (error) {
      const failed = failureOf(error)
      if (!failed) throw error
      return { failed }
    }
  }

  const link: Watched<Link> = {
    subscribe(next, failed) {
      let counts: { unsent: number; handing: number; alarms: number } | undefined
      const tell = () => {
        if (!counts) return
        const { state, lastReached, barredBy, isFull } = sync.link()
        // An entry was written a moment ago: then "everything is there" is no longer true.
        const current = state === 'current' && counts.unsent > 0 ? 'up' : state
        next({ state: current, lastReached, barredBy, isFull, ...counts })
      }
      const stops = [
        read.counts().subscribe((now) => {
          counts = now
          tell()
        }, failed),
        sync.watch(tell),
      ]
      return () => stops.forEach((stop) => stop())
    },
  }
  return {
    get me() {
      return me()
    },
    write,
    about: (subject) => read.about(subject),
    opened: (subject, query) => headFirst(() => read.head(subject, query), read.about(subject)),
    watch: (query) => read.watch(query),
    list: (query) => read.list(query),
    own: () => read.own(),
    roster: () => ({
      subscribe: (next, failed) =>
        read.roster().subscribe((roster) => next({ roster, now: { i: Infinity, at: now() } }), failed),
    }),
    devices: () => read.watch({ kinds: [deviceAdded, deviceClaimed] }),
    vote: (opening, before) => ({
      subscribe(next, failed) {
        let isOver = false
        let rows: VoteRows | undefined
        async function show() {
          if (!rows) return
          // Counting is not needed for the first paint.
          const { standingOf, termsOf } = await import('./vote-standing.ts')
          if (isOver) return
          const [standing, terms] = [standingOf(rows, before), termsOf(rows)]
          const at = clock.now()
          // A volume that has not changed opens no channel; asked for, it comes with its newest signed head.
          if (terms && at !== undefined && !standing.final && released(terms, at) && at > countedFrom(terms))
            sync.open(ballotsOf(opening))
          next(standing)
        }
        const showNow = () => void show().catch(failed)
        const stops = [
          read.vote(opening, me()).subscribe((next) => {
            rows = next
            showNow()
          }, failed),
          // With the village's time known, a closed vote's ballots are asked for.
          clock.watch(showNow),
        ]
        return () => {
          isOver = true
          stops.forEach((stop) => stop())
        }
      },
    }),
    now: () => clock.now(),
    time: {
      subscribe(next) {
        next(clock.now())
        return clock.watch(() => next(clock.now()))
      },
    },
    unsent: {
      load: (key) => read.draft(key),
      save(draft) {
        if (me()) prepare()
        return ledger.saveDraft({ ...draft, savedAt: Date.now() })
      },
      drop: (key) => ledger.dropDraft(key),
      all: () => read.drafts(),
    },
    together: sync.draft,
    files: fetchedOnce(() => import('./files.ts').then(({ filesOn }) => filesOn(ledger.book))),
    filesOnlyHere: () => read.filesOnlyHere(),
    holds: async (id) => (await read.entry(id)) !== undefined,
    discard: async (id) => (await o.pen()).discard(id),
    link,
    alarms: () => read.alarms(),
    frozen: () => read.frozen(),
    alarmsSaved: (count) => ledger.alarmsSaved(count),
    record: (volume) => read.record(volume),
    async syncNow() {
      const outcome = await sync.syncNow()
      const { unsent } = await firstOf(read.counts())
      if (outcome === 'no-network') return { is: 'no-network', lastReached: sync.link().lastReached }
      return outcome === 'all-received' && unsent === 0
        ? { is: 'all-received' }
        : { is: 'still-here', unsent }
    },
    storage: storageState,
    exportUnsent: async () => new Blob([(await (await o.pen()).exportUnsent()) as BlobPart]),
    importUnsent: async (file) =>
      (await o.pen()).importUnsent(new Uint8Array(await new Response(file).arrayBuffer()), now()),
    seen: (subject) => read.kept<number>(`seen ${subject}`),
    markSeen: (subject) => ledger.markSeen(subject, now()),
    joining: joining({ ...o, now }),
    comfort: keepComfort(),
  }
}
