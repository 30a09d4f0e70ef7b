import { idOf, open, sha256, sign } from '#entry/crypto.ts'
import { decodeEntry, toHex, type Id, type Opened } from '#entry/format.ts'
import { ownKeyOf, proofOf } from '#rulebook/roster-rules.ts'
import { villageFounded } from '#rulebook/roster.ts'
import type { Code, Waiting } from '#rulebook/verdict.ts'
import { receiptBytes, refusalBytes, type Answer } from '#rulebook/wire.ts'
import type { Admissions, Turned } from './admission.ts'
import type { Book } from './book.ts'
import type { Heads } from './heads.ts'
import type { Log, StoredEntry } from './log.ts'
import type { ParkedEntries } from './parked.ts'

/** What became of an offer; the phone's own number of it is added by whoever asked. */
export type Outcome = Omit<Answer, 'n'>
interface Offered {
  bytes: Uint8Array
  answer(outcome: Outcome): void
}
/** What a stored batch changed. */
export interface News {
  entries: StoredEntry[]
  volumes: string[]
}

/** When a batch was last on disk, and how long that took (ms). */
export interface Flush {
  at: number
  tookMs: number
}

const CODE_OF: Record<Waiting, Code> = {
  'unknown-device': 'unknown-device',
  'ref-missing': 'ref-missing',
  roster: 'ref-missing',
  'newer-app': 'unknown-version',
}
const BATCH = 256
const BUSY_MS = 5000
/** A disk that takes longer than this to keep a batch hangs: who comes now is told to try later. */
export const STALLED_MS = 10_000

const outcome = (id: Id, code: Code, more: Partial<Outcome> = {}): Outcome => ({
  id,
  code,
  i: null,
  at: null,
  rule: null,
  retryAfterMs: null,
  signature: null,
  ...more,
})
export const busy = (id: Id, retryAfterMs = BUSY_MS): Outcome => outcome(id, 'busy', { retryAfterMs })

/**
 * The one way into the book. Batches follow each other: signatures are checked in parallel, then all is judged
 * and placed without a pause, so that no revocation slips between; answers and news wait for the disk.
 */
export function createPipeline(o: {
  log: Log
  book: Book
  heads: Heads
  parked: ParkedEntries
  admission: Admissions
  key: CryptoKey
  now(): number
  /** Whether lines are known to be missing: a new number now could be an old one. */
  isRecalling(): boolean
  /** Whether these bytes are the founding of this village and no other. */
  isFounding(bytes: Uint8Array): Promise<boolean>
  announce(news: News): void
  /** A rule said no. */
  refused(rule: string): void
  broken(error: unknown): void
}) {
  const queue: Offered[] = []
  let underway: Offered[] = []
  let flushingSince: number | undefined
  let lastFlush: Flush | undefined
  let isRunning = false
  let isBroken = false
  const whenIdle: (() => void)[] = []
  const chores: (() => Promise<void>)[] = []

  const opener = {
    keyOf: (...[fields, body]: Parameters<typeof ownKeyOf>) =>
      ownKeyOf(fields, body) ?? o.book.device(fields.device)?.key,
    proofOf,
  }

  const stalledMs = () => (flushingSince === undefined ? 0 : o.now() - flushingSince)

  function start() {
    if (isRunning || isBroken) return
    isRunning = true
    void run().catch((error: unknown) => {
      // What is judged is ahead of what is stored; only a fresh start from the disk puts that right.
      isBroken = true
      o.broken(error)
      // Whether the batch is on disk nobody knows: try later, and a duplicate counts as accepted.
      for (const { bytes, answer } of [...underway, ...queue.splice(0)])
        void namedBy(bytes).then((id) => answer(busy(id)))
      for (const tell of whenIdle.splice(0)) tell()
    })
  }

  async function run() {
    // What is handed in together is judged together.
    await Promise.resolve()
    for (;;) {
      const chore = chores.shift()
      if (chore) await chore()
      else if (queue.length) await runBatch((underway = queue.splice(0, BATCH)))
      else break
    }
    isRunning = false
    for (const tell of whenIdle.splice(0)) tell()
  }

  async function runBatch(offered: Offered[]) {
    const at = Math.max(o.now(), o.book.last().at)
    const outcomes = new Map<Offered, Outcome>()
    const waitingOffers = new Map<Id, Offered>()
    const opened = await Promise.all(offered.map(openOffer))
    let entered: StoredEntry[] = []
    const all: StoredEntry[] = []
    offered.forEach((one, n) => {
      const result = enter(opened[n]!, one.bytes, at, entered)
      outcomes.set(one, result)
      waitingOffers.set(result.id, one)
    })
    while (entered.length) {
      all.push(...entered)
      const woken = o.parked.wokenBy(entered)
      entered = []
      const again = await Promise.all(woken.map(openOffer))
      woken.forEach(({ id, bytes }, n) => {
        const result = enter(again[n]!, bytes, at, entered)
        const asked = waitingOffers.get(id)
        if (asked) outcomes.set(asked, result)
      })
    }
    // Signed while the disk works, and said to nobody before it is done.
    const signing = Promise.all([...outcomes.values()].map((result) => signed(result, at)))
    const volumes = await store()
    underway = []
    for (const { rule } of outcomes.values()) if (rule !== null) o.refused(rule)
    const answers = await signing
    for (const [n, one] of [...outcomes.keys()].entries()) one.answer(answers[n]!)
    if (all.length) o.announce({ entries: all, volumes })
  }

  async function store(): Promise<string[]> {
    const batch = await o.book.takeBatch()
    flushingSince = o.now()
    // Signed while the disk works, and let out by nobody before it is done.
    const signing = o.heads.sign(batch.places, batch.entries)
    if (batch.entries.length || batch.places.length || batch.meta!.length) await o.log.append(batch)
    lastFlush = { at: o.now(), tookMs: o.now() - flushingSince }
    flushingSince = undefined
    o.book.batchStored()
    return o.heads.publish(await signing)
  }

  async function openOffer({ bytes }: { bytes: Uint8Array }): Promise<Opened | Outcome> {
    const large = o.admission.size(bytes)
    const id = await namedBy(bytes)
    if (large) return outcome(id, large.code, { rule: large.rule })
    const result = await open(bytes, opener)
    if (result === 'bad-encoding') return outcome(id, result, { rule: 'E1' })
    if (result === 'unknown-version') return outcome(id, result)
    const isForeign = result.fields.kind === villageFounded.number && !(await o.isFounding(bytes))
    return isForeign ? outcome(id, 'wrong-village', { rule: 'E3' }) : result
  }

  /** Admits, judges and places one entry; an accepted one is added to `entered`. */
  function enter(opened: Opened | Outcome, bytes: Uint8Array, at: number, entered: StoredEntry[]): Outcome {
    if ('code' in opened)
      return opened.code === 'unknown-version' ? park(opened.id, bytes, opened.code, at) : opened
    const turned = o.admission.before(opened, at)
    if (turned) return turn(opened.id, turned)
    const { verdict, standing } = o.book.judge(opened, at)
    if (verdict.is === 'waiting') return park(opened.id, bytes, CODE_OF[verdict.for], at)
    if (verdict.is === 'refused') return turn(opened.id, verdict)
    const late = o.admission.after(standing!)
    if (late) return turn(opened.id, late)
    o.parked.drop(opened.id)
    const stored = o.book.enter(standing!, at)
    o.admission.count(stored.device)
    entered.push(stored)
    return outcome(opened.id, 'accepted', { i: stored.i, at: stored.at })
  }

  function turn(id: Id, { code, rule, stored }: Turned): Outcome {
    if (stored) return outcome(id, code, { i: stored.i, at: stored.at })
    o.parked.drop(id)
    return outcome(id, code, { rule })
  }

  const park = (id: Id, bytes: Uint8Array, code: Code, at: number): Outcome =>
    o.parked.keep(id, bytes, code, at) ? outcome(id, code) : busy(id)

  async function signed(result: Outcome, at: number): Promise<Outcome> {
    if (result.i !== null && result.at !== null) return receipted(result.id, result.code, result.i, result.at)
    if (result.rule === null) return result
    const refusal = { ...result, at }
    return { ...refusal, signature: await sign(o.key, 'xy1answer', refusalBytes(o.book.village, refusal)) }
  }

  /** With the relay's word that this is the entry's number, which its author can show to others. */
  async function receipted(id: Id, code: Code, i: number, at: number): Promise<Outcome> {
    const bytes = receiptBytes({ village: o.book.village, relayEpoch: o.heads.epoch(), id, i, at })
    return outcome(id, code, { i, at, signature: await sign(o.key, 'xy1receipt', bytes) })
  }

  return {
    /** Hands in one entry; the answer comes when what it says is on disk. */
    offer(bytes: Uint8Array, answer: (outcome: Outcome) => void, isTooMuch: boolean) {
      if (isBroken || isTooMuch || o.isRecalling() || stalledMs() > STALLED_MS)
        return void namedBy(bytes).then((id) => answer(busy(id)))
      queue.push({ bytes, answer })
      start()
    },

    /** What is known of an entry, without offering it; asked between two batches, when all is on disk. */
    async ask(id: Id): Promise<Outcome> {
      const stored = o.log.entry(id)
      if (stored) return receipted(id, 'duplicate', stored.i, stored.at)
      const code = o.parked.codeOf(id)
      // Not known: may be offered at once.
      return code ? outcome(id, code) : busy(id, 0)
    },

    /** Does something to the book between two batches. */
    chore(work: () => Promise<void>) {
      chores.push(work)
      start()
    },
    store,
    /** How long the disk has not answered (ms); 0 where nothing waits for it. */
    stalledMs,
    lastFlush: () => lastFlush,
    idle: (): Promise<void> =>
      isRunning && !isBroken ? new Promise((resolve) => whenIdle.push(resolve)) : Promise.resolve(),
  }
}
/** The id of an entry; what is no entry has none, and its own hash stands for it in the answer. */
async function namedBy(bytes: Uint8Array): Promise<Id> {
  const parts = decodeEntry(bytes)
  return parts ? idOf(parts.header) : toHex(await sha256(bytes))
}

export type Pipeline = ReturnType<typeof createPipeline>
