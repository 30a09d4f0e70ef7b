import { LIMITS } from '#rulebook/wire.ts'
import type { Flooded } from './delivery.ts'
import type { Grown, Look } from './leak.ts'
import type { Outage } from './outage.ts'
import type { SlowReader } from './slow-reader.ts'

const MB = 1e6
/** Over the limit comes what was begun below it: one message, and words on channel 0. */
export const MOST_WAITING = LIMITS.slowReader + 2 * LIMITS.relayMessage
const LEAST_WAITING = 32_768
/** What the relay keeps at hand however long the book is: 5000 readings, 500 slices, 5000 tokens. */
const AT_HAND = 24 * MB
/** What fills up at first: some code, and with each entry its reading and its place in a slice (measured: 3.8 KB). */
const AT_FIRST = 2 * MB
const AN_ENTRY = 5000
/** Each further part of a volume has a head that the relay signed. */
const A_PART = 4000
/** Who came and went leaves nothing; a collection leaves something now and then, the first comings most. */
const COMINGS = 4 * MB
const FIRST_COMINGS = 0.6 * MB
/** What is at hand is emptied when it is full: the highest of ten looks finds it more or less full. */
const LOOKS_APART = AT_HAND / 4
/** A visit that is kept is 7 KB. */
const A_COMING = 1500
/** So many a second are greeted without a queue at the door, in twice as many seconds as would do. */
const MOST_A_SECOND = 250
/** A p95 of fewer says nothing. */
const SAID_DURING = 20

/** By how much the heap grew and may grow while all spoke, from one half of that to the other, and while they came and went. */
export interface Growth {
  spoken: { grew: number; may: number }
  later: { grew: number; may: number }
  coming: { grew: number; may: number }
  files: number
}

/** What fills up with so many entries, and is then full. */
const atHand = (entries: number) => (entries === 0 ? 0 : Math.min(AT_HAND, AT_FIRST + entries * AN_ENTRY))

/** Caches that fill up once, and a head for each new part, while entries come; nothing for who comes and goes. */
export function growthOf({ looks }: Grown): Growth {
  const speaking = looks.filter(({ comings }) => comings === 0)
  const [first, spoken, last] = [looks[0]!, speaking.at(-1)!, looks.at(-1)!]
  const early = speaking.filter(({ entries }) => entries * 2 <= spoken.entries)
  const highest = (some: Look[]) => Math.max(...some.map(({ heap }) => heap))
  const mayGrow = (from: Look) =>
    atHand(spoken.entries) - atHand(from.entries) + (spoken.volumes - from.volumes) * A_PART
  return {
    spoken: { grew: spoken.heap - first.heap, may: mayGrow(first) },
    later: {
      grew: highest(speaking.slice(early.length)) - highest(early),
      may: mayGrow(early.at(-1)!) + LOOKS_APART,
    },
    coming: {
      grew: last.heap - spoken.heap,
      may: Math.min(COMINGS, FIRST_COMINGS + last.comings * A_COMING),
    },
    files: Math.max(...looks.slice(1).map(({ files }) => files)) - first.files,
  }
}
export const isBounded = ({ spoken, later, coming, files }: Growth): boolean =>
  [spoken, later, coming].every(({ grew, may }) => grew <= may) && files <= 0

/** What was printed, for tests/under-fire.md. */
export const said: string[] = []
function line(what: string, holds: boolean, figures: string) {
  console.log(`${holds ? '✓' : '✗'} ${what.padEnd(34)} ${figures}`)
  said.push(`${holds ? '✓' : '✗'} ${what}: ${figures}`)
}

/** Prints what an outage came to; whether it holds. */
export function sayOutage(how: string, o: Outage): boolean {
  const most = Math.max(...o.dials)
  const holds = o.allAfter <= 60 && o.mostAtOnce === 1 && most <= MOST_A_SECOND && o.failures.length === 0
  const sockets = `${(o.sockets / o.phones).toFixed(1)} sockets a phone, ${o.mostSockets} at most, ${o.mostAtOnce} at once`
  line(
    `${o.phones} phones, the relay ${how}`,
    holds,
    `all synced after ${o.allAfter.toFixed(1)} s, half after ${o.halfAfter.toFixed(1)} s, at most ${most} dialled in a second; ${sockets}`,
  )
  console.log(
    `  ${o.triedAgain} tried more than once after it was back, ${o.rides} rides over HTTP, ` +
      `${o.cpuMsAPhone.toFixed(1)} ms of the relay's processor each`,
  )
  console.log(`  dialled in each second: ${o.dials.join(' ')}`)
  console.log(
    `  came in each second: ${o.arrivals.join(' ')}; the phones stood still for ${o.stalledMs.toFixed(0)} ms at most`,
  )
  return holds
}

/** What waited for him, and what is counted of a connection. */
const A_SLOW_READER = MOST_WAITING + 0.25 * MB

/** Bounded, and so that there was something to bound: a system that took all would show nothing. */
export const isHeldBack = ({ mostWaiting, heapAfterHim, caughtUp, lines }: SlowReader): boolean =>
  mostWaiting >= LEAST_WAITING &&
  mostWaiting <= MOST_WAITING &&
  heapAfterHim <= A_SLOW_READER &&
  caughtUp === lines

export function saySlowReader(s: SlowReader): boolean {
  const holds = isHeldBack(s)
  const mb = (s.broadcast / MB).toFixed(1)
  line(
    'one who does not read',
    holds,
    `${mb} MB passed on, at most ${s.mostWaiting} bytes waited for him, ${Math.round(s.heapAfterHim / 1000)} KB of heap freed when another such one went; then ${s.caughtUp} of ${s.lines} lines`,
  )
  return holds
}

export function sayFlood(f: Flooded, phones: number): boolean {
  const isEnough = f.saidDuring >= SAID_DURING
  const holds = isEnough && f.p95During - f.p95Before <= 100 && f.delivered === f.said * phones
  const p95 = `p95 ${f.p95Before.toFixed(0)} ms before, ${f.p95During.toFixed(0)} ms meanwhile, of ${f.saidDuring} entries; processor ${f.cpuBefore.toFixed(0)} and ${f.cpuDuring.toFixed(0)} ms a second`
  line(
    `flood, ${f.how}`,
    holds,
    `${(f.bytes / MB).toFixed(1)} MB in ${f.came} and ${(f.tookMs / 1000).toFixed(1)} s; ${p95}; ${f.delivered} of ${f.said * phones} delivered`,
  )
  return holds
}

export function sayGrown(g: Grown): boolean {
  const growth = growthOf(g)
  const heap = ({ grew, may }: { grew: number; may: number }) =>
    `${(grew / MB).toFixed(1)} MB of ${(may / MB).toFixed(1)}`
  const last = g.looks.at(-1)!
  const { all, first, last: end } = g.entriesPerSecond
  const rates = `${all.toFixed(0)} entries a second (${first.toFixed(0)} in the first tenth of them, ${end.toFixed(0)} in the last) and ${g.comingsPerSecond.toFixed(0)} comings`
  line(
    `${last.entries} entries, ${last.comings} comings`,
    isBounded(growth),
    `heap grew by ${heap(growth.spoken)} with the entries, by ${heap(growth.later)} from one half of them to the other, and by ${heap(growth.coming)} with the comings, files by ${growth.files}; ${rates}`,
  )
  const mb = ({ heap }: Look) => (heap / MB).toFixed(1)
  const [speaking, coming] = [
    g.looks.filter((one) => one.comings === 0),
    g.looks.filter((one) => one.comings > 0),
  ]
  const files = g.looks.map((one) => one.files).join(' ')
  const every = `each ${speaking[1]!.entries} entries ${speaking.map(mb).join(' ')} (parts of volumes ${speaking.map((one) => one.volumes).join(' ')}), each ${coming[0]!.comings} comings ${coming.map(mb).join(' ')}; open files ${files}`
  console.log(`  heap in MB: ${every}`)
  said.push(`heap in MB, ${every}`)
  return isBounded(growth)
}
