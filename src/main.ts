import { aboutPhone } from '#desk/about-phone.ts'
import { bareDesk } from '#desk/bare-desk.ts'
import { createDesk } from '#desk/create-desk.ts'
import type { NetPort, SyncPort } from '#desk/ports.ts'
import type { SafeGround } from '#desk/safe.ts'
import { villageClock, type VillageClock } from '#desk/village-clock.ts'
import { buckets, hasSafe } from '#identity/buckets.ts'
import { fetchedOnce } from '#identity/fetched-once.ts'
import { fitness } from '#identity/fitness.ts'
import { openIdentity, type Identity } from '#identity/identity.ts'
import { ownerOf } from '#identity/owner.ts'
import { OPEN_WITHIN_MS, openLedger, whenOpen, type Ledger, type NotOpened } from '#ledger/ledger.ts'
import type { Pen } from '#ledger/pen.ts'
import type { DraftLine } from '#rulebook/draft.ts'
import { failureOf } from '#ledger/writing.ts'
import { breath } from '#shell/breath.ts'
import { fetchRooms } from '#shell/home/gather.ts'
import { mountShell } from '#shell/mount.ts'
import { backoff, RECONNECT } from '#sync/backoff.ts'
import type { Sync } from '#sync/sync.ts'

// The composition root: builds identity, ledger, desk and sync, and hands them out. Nothing imports it.

async function start() {
  const fit = fitness()
  if (fit !== 'ok') return mountShell({ desk: bareDesk(), fitness: fit })
  const opening = identityWithin(OPEN_WITHIN_MS)
  void opening.then(fetchFirstScreen)
  const [identity, ledger] = await Promise.all([opening, breath().then(() => openLedger())])
  if (isClosed(identity)) return rescueScreen(isClosed(ledger) ? [identity, ledger] : [identity])
  if (isClosed(ledger)) return rescueScreen([ledger], identity)
  ledger.onOutdated(reloadWhenSeen)
  reloadForNewKeys(identity)
  const clock = villageClock()
  const pen = penOf(identity, ledger)
  if (!identity.self()) await fromSafe({ identity, ledger, pen })
  let isShown = () => {}
  const shown = new Promise<void>((resolve) => (isShown = resolve))
  const sync = syncLater(identity, ledger, pen, clock, shown)
  await breath()
  const desk = createDesk({ identity, ledger, pen, sync, net, clock })
  await breath()
  await mountShell({ desk, fitness: fit })
  isShown()
  whenIdle(() => void ledger.holdReserve())
}

const safe = (ground: SafeGround) => import('#desk/safe.ts').then(({ safeOf }) => safeOf(ground))

/** A phone whose keys the browser threw away is itself again. One that has none, or cannot, is as new. */
async function fromSafe(ground: SafeGround): Promise<void> {
  const restoring = hasSafe().then(async (has) => has && (await safe(ground)).restore())
  const late = new Promise<void>((over) => setTimeout(over, OPEN_WITHIN_MS))
  await Promise.race([restoring.catch(reportLater), late])
}

/** For who has joined: home and every page of a room come of the same code. */
function fetchFirstScreen(identity: Identity | NotOpened) {
  if (!isClosed(identity) && ownerOf(identity.self())) fetchRooms()
}

const isClosed = (one: Identity | Ledger | NotOpened): one is NotOpened => 'failed' in one

/** The keys' database can hang as the book's can. */
function identityWithin(ms: number): Promise<Identity | NotOpened> {
  const opening = openIdentity()
  const late = whenOpen(
    opening.then(
      () => true,
      () => false,
    ),
  )
  return Promise.race([
    opening.catch((error: unknown): NotOpened => ({ failed: 'failed', error, late })),
    new Promise<NotOpened>((resolve) => setTimeout(() => resolve({ failed: 'hung', late }), ms)),
  ])
}

/** Judge, chapters and crypto are needed for writing and receiving, not for the first paint. */
function penOf(identity: Identity, ledger: Ledger): () => Promise<Pen> {
  return fetchedOnce(async () => {
    const owner = ownerOf(identity.self())
    if (!owner) throw new Error('this phone has not joined a village')
    const { takePen } = await import('#ledger/pen.ts')
    return takePen(ledger.book, owner, ledger.read.entered)
  })
}

/** Joining comes before sync, and speaks HTTP. On the first visit its own code may not come over the network either. */
const http = () => import('#sync/http.ts')
const noNetwork = () => 'no-network' as const
const net: NetPort = {
  founding: (relay) =>
    http().then(
      ({ fetchFounding }) => fetchFounding(relay),
      () => undefined,
    ),
  handInRequest: (relay, request) =>
    http().then(({ handInRequest }) => handInRequest(relay, request), noNetwork),
  admit: (relay, entries) =>
    http().then(({ addressesOf, admit }) => admit(addressesOf(relay).http, entries), noNetwork),
}

/** Sync, loaded once this phone has joined and the first screen is `shown`; until then, its place is kept. */
function syncLater(
  identity: Identity,
  ledger: Ledger,
  pen: () => Promise<Pen>,
  clock: VillageClock,
  shown: Promise<void>,
): SyncPort {
  const watchers = new Set<() => void>()
  const wanted: string[] = []
  let sync: Sync | undefined
  let isStarted = false
  let lastReached: number | undefined
  let begun: (sync: Sync) => void
  const beginning = new Promise<Sync>((resolve) => (begun = resolve))
  const tell = () => watchers.forEach((changed) => changed())

  void ledger.read.kept<number>('lastReached').then((at) => {
    lastReached = at
    tell()
  })
  async function begin() {
    const [{ startSync }, door] = await Promise.all([import('#sync/sync.ts'), pen()])
    sync = startSync({
      identity,
      door,
      kept: ledger.read.kept,
      time: clock.set,
      now: clock.now,
      failed: reportLater,
      isFull: (error) => failureOf(error) === 'storage-full',
      about: aboutPhone,
      files: {
        waiting: ledger.read.filesWaiting(),
        async open() {
          const { filesOf } = await import('#ledger/files.ts')
          const files = filesOf(ledger.book)
          void files.sweep(Date.now()).catch(reportLater)
          return files
        },
      },
    })
    sync.watch(tell)
    wanted.forEach((volume) => sync!.open(volume))
    begun(sync)
    tell()
    void keepWell().catch(reportLater)
  }
  /** What a power cut must not take: mended where one has been, and kept twice where the browser can. */
  async function keepWell() {
    const mended = import('#ledger/fresh-log.ts').then(({ keepLogWhole }) => keepLogWhole(ledger.book))
    if (buckets()) (await safe({ identity, ledger, pen })).follow()
    await mended
  }
  /** A phone that joined out of coverage may have no sync yet: it is fetched until it comes. */
  async function beginAsSoonAsItComes(): Promise<void> {
    for (const again = backoff(RECONNECT); !sync;) {
      await begin().catch(reportLater)
      if (!sync) await pause(again.next())
    }
  }
  identity.watch(() => {
    const state = identity.self()?.state
    if (isStarted || (state !== 'member' && state !== 'unverified')) return
    isStarted = true
    void shown.then(() => whenIdle(() => void beginAsSoonAsItComes()))
  })
  return {
    link: () =>
      sync?.link() ?? { state: isStarted ? 'trying' : 'off', lastReached, barredBy: 0, isFull: false },
    watch(changed) {
      watchers.add(changed)
      return () => void watchers.delete(changed)
    },
    async syncNow() {
      if (!isStarted) return 'no-network'
      return (await beginning).syncNow()
    },
    open(volume) {
      if (sync) sync.open(volume)
      else wanted.push(volume)
    },
    requests: () => sync?.requests() ?? [],
    draft(name, generation, hear) {
      let line: DraftLine | undefined
      let isClosed = false
      void beginning.then((begun) => void (isClosed || (line = begun.draft(name, generation, hear))))
      return {
        say: (payload) => line?.say(payload),
        close() {
          isClosed = true
          line?.close()
        },
      }
    },
  }
}

async function rescueScreen(closed: NotOpened[], identity?: Identity) {
  let isTouched = false
  void Promise.all(closed.map(({ late }) => late)).then(() => isTouched || reloadOnce())
  const { rescueOf } = await import('#ledger/rescue.ts')
  const rescue = rescueOf()
  return mountShell({
    desk: bareDesk(),
    fitness: 'ok',
    rescue: {
      reason: closed[0]!.failed,
      retry: () => location.reload(),
      async exportUnsent() {
        isTouched = true
        const file = await rescue.exportUnsent(identity?.self()?.membership?.village ?? '0000000000000000')
        return new Blob(file ? [file as BlobPart] : [])
      },
      async rebuild() {
        isTouched = true
        if ((await rescue.rebuild()) === 'hung') throw new Error('the browser does not let go of the book')
        location.reload()
      },
    },
  })
}

/**
 * A slow phone after a power cut is not a broken one: what has opened late opens fast when it is asked anew. Not from
 * a page that was itself loaded anew, or a phone that is slow each time would never come to rest.
 */
function reloadOnce() {
  const [load] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  if (load && load.type !== 'reload') location.reload()
}

/** A newer app has taken the book: this page must be loaded again, but not under the hands of who is typing. */
function reloadWhenSeen() {
  document.addEventListener('visibilitychange', () => location.reload(), { once: true })
}

/** A revoked phone asked anew, in this tab or another: pen and sync were built on keys that are no more. */
function reloadForNewKeys(identity: Identity) {
  const device = identity.self()?.device
  identity.watch(() => {
    if (device !== undefined && identity.self()?.device !== device) location.reload()
  })
}

/** A bug or a broken disk in the background: thrown on, where the shell's boundary and the console see it. */
const reportLater = (error: unknown) =>
  void setTimeout(() => {
    throw error
  })

/** Waits, or until the browser sees a network: it may not notice that one has come back. */
const pause = (ms: number) =>
  new Promise<void>((resolve) => {
    const over = () => {
      clearTimeout(timer)
      window.removeEventListener('online', over)
      resolve()
    }
    const timer = setTimeout(over, ms)
    window.addEventListener('online', over)
  })

function whenIdle(deed: () => void) {
  const later = () =>
    typeof requestIdleCallback === 'function' ? requestIdleCallback(deed, { timeout: 2000 }) : deed()
  requestAnimationFrame(() => setTimeout(later))
}

void start()
