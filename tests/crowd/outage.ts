import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { CrowdVillage } from './crowd-village.ts'
import { comment, handInWhileDown } from './crowd-village.ts'
import { gather } from './crowd.ts'
import { watchedRelay } from './watched-relay.ts'

/** What became of a crowd after its relay was gone. */
export interface Outage {
  phones: number
  /** Seconds from the moment the relay listens again until a phone has all, for the last and the middle one. */
  allAfter: number
  halfAfter: number
  /** How many sockets phones began in each second after that moment, and how many opened: a busy machine is late. */
  dials: number[]
  arrivals: number[]
  /** For how long (ms) the phones' own process did nothing at the most: what they meant to do then came late at once. */
  stalledMs: number
  /** Sockets that one phone made while the relay was away and after, at most and in all; at once at most. */
  mostSockets: number
  sockets: number
  mostAtOnce: number
  /** Phones that needed more than one socket once the relay was back, and rides over HTTP that were taken. */
  triedAgain: number
  rides: number
  /** Processor milliseconds that the relay, started anew, used for each phone that came. */
  cpuMsAPhone: number
  failures: unknown[]
}

/** `killed`: nobody is told anything; `restarted`: the relay says goodbye, and when to come back. */
export type How = 'killed' | 'restarted'

/** The relay goes away for so long under a crowd that has everything, and comes back with new entries. */
export async function outage(
  book: CrowdVillage,
  o: { phones: number; seed: number; how: How; downMs: number; entries: number },
): Promise<Outage> {
  const first = await watchedRelay(book.dataDir)
  const crowd = gather(book, { phones: o.phones, http: first.url, seed: o.seed })
  await crowd.at(book.have.now)
  const before = crowd.phones.map(({ made, opened }) => ({ made: made.length, opened: opened.length }))
  await (o.how === 'killed' ? first.kill() : first.stop())
  const gone = performance.now()
  const pens = book.pens.slice(0, 20)
  const written = await Promise.all(
    Array.from({ length: o.entries }, (_, n) => comment(book, pens[n % pens.length]!, `停电时说的第${n}句`)),
  )
  const ends = await handInWhileDown(
    book,
    written.map(({ bytes }) => bytes),
  )
  await new Promise((resolve) => setTimeout(resolve, o.downMs - (performance.now() - gone)))
  const second = await watchedRelay(book.dataDir, first.port)
  const back = performance.now()
  const stalls = monitorEventLoopDelay({ resolution: 10 })
  stalls.enable()
  const cpu = second.cpuSeconds()
  const times = (await crowd.at(ends)).map((at) => (at - back) / 1000).sort((a, b) => a - b)
  const cpuMsAPhone = ((second.cpuSeconds() - cpu) * 1000) / o.phones
  stalls.disable()
  const opened = crowd.phones.flatMap((phone, n) => phone.opened.slice(before[n]!.opened))
  const made = crowd.phones.flatMap((phone) => phone.made.filter((at) => at > back))
  const sockets = crowd.phones.map(({ made }, n) => made.length - before[n]!.made)
  await crowd.stop()
  await second.stop()
  book.have.now = ends
  return {
    phones: o.phones,
    allAfter: times.at(-1)!,
    halfAfter: times[Math.floor(times.length / 2)]!,
    dials: bySecond(made, back),
    arrivals: bySecond(opened, back),
    stalledMs: stalls.max / 1e6,
    mostSockets: Math.max(...sockets),
    sockets: sockets.reduce((a, b) => a + b, 0),
    triedAgain: crowd.phones.filter(({ made }) => made.filter((at) => at > back).length > 1).length,
    rides: crowd.phones.reduce((sum, phone) => sum + phone.rides(), 0),
    mostAtOnce: Math.max(...crowd.phones.map((phone) => phone.mostAtOnce())),
    cpuMsAPhone,
    failures: crowd.phones.flatMap(({ failures }) => failures),
  }
}

/** How many of these times (ms) fall into each second from a moment on. */
function bySecond(times: readonly number[], from: number): number[] {
  const counts: number[] = []
  for (const at of times) {
    const second = Math.max(0, Math.floor((at - from) / 1000))
    counts[second] = (counts[second] ?? 0) + 1
  }
  return Array.from(counts, (count) => count ?? 0)
}
