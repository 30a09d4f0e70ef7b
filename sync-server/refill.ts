import { NO_CHAIN, nextChain } from '#entry/chains.ts'
import { open } from '#entry/crypto.ts'
import { sameBytes, type Hex8, type Opened } from '#entry/format.ts'
import { checkHead, type Head } from '#entry/heads.ts'
import { FIRST, unpackItem, type Line } from '#entry/lines.ts'
import { ownKeyOf, proofOf } from '#rulebook/roster-rules.ts'
import type { REFILL, Told } from '#rulebook/wire.ts'
import type { Book } from './book.ts'
import type { Heads } from './heads.ts'
import type { Log, StoredEntry } from './log.ts'
import type { News, Pipeline } from './offers.ts'
import { VOLUME_EPOCH } from './shelves.ts'
import { lineOf } from './stored.ts'

type Refill = Told<typeof REFILL>['body']
interface Given {
  line: Line
  opened: Opened
}

/** How long new offers wait for lines that a phone says it has, and once it has proven that it has some. */
const UNPROVEN_MS = 30_000
const PROVEN_MS = 10 * 60_000
const MOST_GATHERED = 8192

/**
 * A relay restored from an older copy gets back from phones what it once signed. Lines are taken only as they
 * were: a chain of the book's own that ends in a head of the relay's own. Numbers and times are kept.
 */
export function createRecalls(o: {
  log: Log
  book: Book
  heads: Heads
  pipeline(): Pipeline
  relayKey: Uint8Array
  now(): number
  announce(news: News): void
  note(what: string, facts?: object): void
}) {
  const wanted = new Map<string, number>()
  const gathered = new Map<string, { from: number; items: Uint8Array[] }>()
  /** A device can make the others wait once; a second time needs proof. */
  const believed = new Set<Hex8>()
  // A relay that ended in the middle of it: phones are waited for again before the rest is put together.
  let until = o.book.isOwing() ? o.now() + UNPROVEN_MS : 0
  let isNewEpoch = false

  /** The epoch that begins with these lines, noted with them: a relay that ends in between has begun it as well. */
  function nextEpoch(): number | undefined {
    if (isNewEpoch) return undefined
    const epoch = o.heads.epoch() + 1
    o.book.note('relayEpoch', new TextEncoder().encode(String(epoch)))
    return epoch
  }

  async function beginEpoch(epoch: number) {
    isNewEpoch = true
    await o.heads.beginEpoch(epoch)
    o.note('phones know more than this book: a new relay epoch begins', { epoch })
  }

  /** The lines given, where they lead from our own chain to the signed head. */
  async function proven({ volume, from, items }: Refill, head: Head): Promise<Given[] | 'fork' | undefined> {
    const before = from > 1 ? o.log.place(volume, from - 1) : undefined
    if (from > 1 && !before) return undefined
    let chain = before?.chain ?? NO_CHAIN
    let line = before ? lineOf(o.log.numbered(before.i)!, before.k, before.class) : FIRST
    const given: Given[] = []
    const keys = new Map<Hex8, Uint8Array>()
    for (const item of items.slice(0, head.k - from + 1)) {
      const unpacked = unpackItem(line, item)
      if (!unpacked) return undefined
      line = unpacked.line
      const opened = await open(new Uint8Array(unpacked.entry), {
        keyOf: (fields, body) =>
          ownKeyOf(fields, body) ?? o.book.device(fields.device)?.key ?? keys.get(fields.device),
        proofOf,
      })
      if (typeof opened === 'string' || opened.signature !== 'good') return undefined
      const admission = o.book.admissionIn(opened)
      if (admission) keys.set(admission.device, admission.key)
      chain = await nextChain(volume, VOLUME_EPOCH, chain, line, opened.id)
      const ours = o.log.place(volume, line.k)
      if (ours && !sameBytes(ours.chain, chain)) return 'fork'
      given.push({ line, opened })
    }
    return line.k === head.k && sameBytes(chain, head.chain) ? given : undefined
  }

  async function take(refill: Refill, denied: () => void) {
    const { volume } = refill
    const head = await checkHead(o.relayKey, o.book.village, {
      head: refill.head.bytes,
      signature: refill.head.signature,
    })
    if (!head || head.volume !== volume || head.volumeEpoch !== VOLUME_EPOCH) return
    const kept = gathered.get(volume)
    const goesOn = kept && refill.from === kept.from + kept.items.length
    const whole = goesOn ? { ...refill, from: kept.from, items: [...kept.items, ...refill.items] } : refill
    if (whole.from + whole.items.length <= head.k) {
      if (whole.items.length < MOST_GATHERED) gathered.set(volume, { from: whole.from, items: whole.items })
      return
    }
    gathered.delete(volume)
    const given = await proven(whole, head)
    if (given === 'fork') return denied()
    if (!given) return o.note('a refill did not lead to a head of ours', { volume })
    const entries: StoredEntry[] = []
    for (const { line, opened } of given) {
      if (line.k <= (o.heads.of(volume)?.k ?? 0)) continue
      const other = o.book.numbered(line.i)
      if (other && other.id !== opened.id) return denied()
      entries.push(o.book.restore(opened, line, volume))
    }
    o.book.raise(head.i, head.at)
    const epoch = nextEpoch()
    const volumes = await o.pipeline().store()
    until = Math.max(until, o.now() + PROVEN_MS)
    if (epoch !== undefined) await beginEpoch(epoch)
    o.note('lines came back', { volume, lines: entries.length })
    o.announce({ entries, volumes })
    if ((wanted.get(volume) ?? 0) <= (o.heads.of(volume)?.k ?? 0)) wanted.delete(volume)
    if (!wanted.size) settle()
  }

  /** What stood in volumes that no phone keeps is put back there, in the order of the book. */
  function settle() {
    wanted.clear()
    gathered.clear()
    until = 0
    o.pipeline().chore(async () => {
      o.book.settleRestored()
      const volumes = await o.pipeline().store()
      if (volumes.length) o.announce({ entries: [], volumes })
    })
  }

  return {
    /** A phone holds more of these volumes than the book does: it is asked for them. */
    begin(device: Hex8, ahead: readonly { volume: string; k: number }[]) {
      if (!ahead.length) return
      for (const { volume, k } of ahead) wanted.set(volume, Math.max(k, wanted.get(volume) ?? 0))
      if (believed.has(device)) return
      believed.add(device)
      until = Math.max(until, o.now() + UNPROVEN_MS)
    },
    /** Lines come back; `denied` where they contradict what has happened since. */
    refill: (refill: Refill, denied: () => void) => o.pipeline().chore(() => take(refill, denied)),
    isRecalling: (): boolean => o.now() < until,
    /** Stops waiting when the time is over. */
    tick() {
      if (until > 0 && o.now() >= until) settle()
    },
  }
}
export type Recalls = ReturnType<typeof createRecalls>
