import type { Identity } from '#identity/identity.ts'
import type { DraftLine, DraftNews } from '#rulebook/draft.ts'
import { readRequest, type JoinRequest } from '#rulebook/enrol.ts'
import { carryLater, type CarryLater, type FilesPort } from './carry-later.ts'
import { dial, type Dial } from './dial.ts'
import { addressesOf, handInAdmission } from './http.ts'
import { draftLines } from './draft-lines.ts'
import { leadAlone, otherTabs, type Leadership, type SharedLink, type TabNews } from './leader.ts'
import { outcomeOf, type Outcome } from './outcome.ts'
import { watchPage } from './page-state.ts'
import type { AboutPhone, Caller, Door, SessionNews } from './ports.ts'

/** 中转: keeps this phone and the relay in step, one tab for all. */
export interface Sync {
  link(): SharedLink
  /** Calls back whenever the link changes, in any tab. */
  watch(changed: () => void): () => void
  syncNow(): Promise<Outcome>
  /** Asks for a volume of which nothing is on its way, to have its newest signed head. */
  open(volume: string): void
  /** Opens the draft of that name on the one socket. */
  draft(name: string, generation: number, hear: (what: DraftNews) => void): DraftLine
  requests(): JoinRequest[]
  stop(): Promise<void>
}

/** Loaded only where no WebSocket comes through. */
async function overHttp(http: string, get?: typeof fetch): Promise<WebSocket> {
  const { HttpSocket } = await import('./http-socket.ts')
  return new HttpSocket(http, get) as unknown as WebSocket
}

export interface SyncGround {
  identity: Identity
  door: Door
  /** The last relay epoch and the last contact, as the ledger kept them. */
  kept<T>(name: string): Promise<T | undefined>
  /** The village's time, from a signed head. */
  time(at: number): void
  /** The village's time as this page has it, for a tab that opens beside it. */
  now(): number | undefined
  failed(error: unknown): void
  /** Whether an error says that this phone's storage has no more room. */
  isFull(error: unknown): boolean
  about?(): Promise<AboutPhone>
  files?: FilesPort
  /** Others only in tests. */
  Socket?: typeof WebSocket
  get?: typeof fetch
  name?: string
}

/** Starts sync for a phone that has joined. */
export function startSync(o: SyncGround): Sync {
  const { identity, door } = o
  const self = identity.self()
  const membership = self?.membership
  if (!self || !membership) throw new Error('sync starts after joining')
  const { socket, http } = addressesOf(membership.relay)
  const name = o.name ?? 'xiangyin-sync'
  let link: SharedLink = {
    state: 'off',
    isSettled: false,
    lastReached: undefined,
    barredBy: 0,
    isFull: false,
    tries: 0,
  }
  let requests: JoinRequest[] = []
  let line: Dial | undefined
  let lead: Leadership | undefined
  let files: CarryLater | undefined
  /** Someone asked: until the relay is heard again, an open socket proves nothing. */
  let isDoubtful = false
  let wasUnverified = self.state === 'unverified'
  const watchers = new Set<() => void>()
  const wanted = new Set<string>()

  const tabs = otherTabs(name, (news: TabNews) => {
    if (news.is === 'link') {
      if (!line) show(news.link)
    } else if (news.is === 'time') o.time(news.at)
    else if (news.is === 'requests') takeRequests(news.requests)
    else if (news.is === 'draft') drafts.fromTab(news.name, news.word)
    else if (news.is === 'who-writes') drafts.ask()
    else if (!line) return
    else if (news.is === 'sync-now') tryNow(line)
    else if (news.is === 'open') open(news.volume)
    else greetTab()
  })
  const drafts = draftLines({
    session: () => line?.session(),
    tell: (draft, word) => tabs.tell({ is: 'draft', name: draft, word }),
  })
  /** The time first: a tab whose light says "in step" must not say of a vote that it does not know the time. */
  function greetTab() {
    const at = o.now()
    if (at !== undefined) tabs.tell({ is: 'time', at })
    tabs.tell({ is: 'link', link })
  }
  function show(next: SharedLink) {
    link = next
    for (const changed of watchers) changed()
  }
  function change(next: Partial<SharedLink>) {
    show({ ...link, ...next })
    tabs.tell({ is: 'link', link })
  }
  /** No room is no bug: the screen says it, and what to do. */
  function failed(error: unknown) {
    if (!o.isFull(error)) o.failed(error)
    else if (!link.isFull) change({ isFull: true })
  }
  function takeRequests(all: Uint8Array[]) {
    requests = all.flatMap((bytes) => readRequest(bytes) ?? [])
    for (const changed of watchers) changed()
  }

  /** Looked up ahead: a storage that does not answer must not keep a phone from its village. */
  let about: AboutPhone | undefined
  const lookAtPhone = () => void o.about?.().then((now) => (about = now), failed)
  lookAtPhone()

  const caller: Caller = {
    village: membership.village,
    person: membership.person,
    device: self.device,
    relayKey: membership.relayKey,
    about() {
      lookAtPhone()
      return about
    },
    greet: (message) => identity.greet(message),
    sign: (draft) => identity.sign(draft),
  }
  const news: SessionNews = {
    welcome(token) {
      files?.welcome(token)
      drafts.ask()
      tabs.tell({ is: 'who-writes' })
    },
    draft: drafts.fromSession,
    isCarrying: () => files?.isCarrying() ?? false,
    time(at, is) {
      // On a slow link a head is old when it comes: what this phone has counted since is nearer.
      if (is === 'now' || at > (o.now() ?? 0)) {
        o.time(at)
        tabs.tell({ is: 'time', at })
      }
      void door.keep('lastReached', Date.now()).catch(failed)
    },
    heard() {
      link.lastReached = Date.now()
      if (!isDoubtful) return
      isDoubtful = false
      look()
    },
    changed: look,
    requests(all) {
      takeRequests(all)
      tabs.tell({ is: 'requests', requests: all })
    },
    async relayEpoch(epoch) {
      const before = await o.kept<number>('relayEpoch')
      if (before !== epoch) await door.keep('relayEpoch', epoch)
      return before !== undefined && before !== epoch
    },
    alarm: look,
    failed,
  }

  /** A dead link looks alive for minutes; who taps gets an answer from the relay, not from the browser. */
  function tryNow(mine: Dial) {
    isDoubtful = mine.session()?.isWelcome() ?? false
    change({ state: 'trying', isSettled: false })
    mine.wake()
  }

  /** What the session has come to, as a state for the sync light. */
  function look() {
    const session = line?.session()
    files?.look()
    if (isDoubtful || !session?.isWelcome()) return
    const state = session.isCurrent() ? 'current' : 'up'
    const isSettled = session.isSettled()
    const isFull = link.isFull && state !== 'current'
    if (link.state !== state || link.isSettled !== isSettled || link.isFull !== isFull)
      change({ state, isSettled, barredBy: 0, isFull })
    for (const volume of wanted) void session.open(volume)
    // The roster is here: from now on this phone's own verdict is final.
    if (wasUnverified && session.isSettled()) {
      wasUnverified = false
      void identity.settle('member').catch(failed)
    }
  }
  function open(volume: string) {
    wanted.add(volume)
    if (line) void line.session()?.open(volume)
    else tabs.tell({ is: 'open', volume })
  }

  async function keepLine(over: Promise<void>) {
    const mine = dial({
      url: socket,
      http,
      caller,
      door,
      news,
      link(next) {
        isDoubtful = false
        change({ isSettled: false, ...next })
      },
      introduce: () => handInAdmission(http, [...membership!.chain, membership!.admission], o.get),
      revoked: () => identity.settle('revoked'),
      Socket: o.Socket ?? WebSocket,
      overHttp: () => overHttp(http, o.get),
      ...(o.get ? { get: o.get } : {}),
    })
    line = mine
    files =
      o.files &&
      carryLater({
        files: o.files,
        http,
        get: o.get ?? fetch,
        mayGo: () => mine.session()?.isSettled() ?? false,
        renew: () => mine.session()?.close(),
        failed,
      })
    await door.noneOffered().catch(failed)
    await over
    files?.stop()
    mine.stop()
    await mine.over
    line = undefined
  }

  const begin = () => {
    lead ??= leadAlone(name, (over) => (ending = keepLine(over)))
  }
  let ending: Promise<void> = Promise.resolve()
  const page = watchPage({
    awake() {
      begin()
      line?.wake()
      if (!line) tabs.tell({ is: 'who-leads' })
    },
    asleep() {
      lead?.stop()
      lead = undefined
    },
  })
  begin()
  tabs.tell({ is: 'who-leads' })
  void o.kept<number>('lastReached').then((at) => show({ ...link, lastReached: link.lastReached ?? at }))

  return {
    link: () => link,
    watch(changed) {
      watchers.add(changed)
      return () => void watchers.delete(changed)
    },
    syncNow() {
      const { tries } = link
      if (line) tryNow(line)
      else {
        show({ ...link, state: 'trying', isSettled: false })
        tabs.tell({ is: 'sync-now' })
      }
      return outcomeOf(() => link, watchers, tries)
    },
    open,
    draft: drafts.open,
    requests: () => requests,
    async stop() {
      page.stop()
      lead?.stop()
      await ending
      tabs.close()
    },
  }
}
