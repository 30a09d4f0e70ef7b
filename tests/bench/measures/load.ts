import { numberOf } from '../book/words.ts'
import type { Server } from '../server.ts'
import type { LivePhone, Side } from '../sides/side.ts'
import { percentile, within } from './figures.ts'

/** What a steady load did: how late entries came to phones that read, and what it cost. */
export type Load = {
  /** The first entry since all have come, until the last reader has it: caches are cold, and ours opens a channel. */
  first: number
  p50: number
  p99: number
  /** The best and the worst p99 of all runs, where the middle of several is taken. */
  lowest?: number
  highest?: number
  /** Deliveries to reading phones that had not come ten seconds after the last entry was written. */
  missing: number
  generatorCpu: number
  serverCpu: number
  /** Processor microseconds of the server for each delivery of an entry to a phone. */
  usPerDelivery: number
  /** Bytes that the heap lets go of for each connection when all hang up after the load. */
  busyHeld: number
}
const READERS = 20
const SETTLE_MS = 10_000
const WARM_MS = 2000
/** So much of a load is not timed: a server that has been up for weeks has compiled what it runs. */
const WARM_SECONDS = 2
export const MOST_CPU = 0.8

/** Connects phones, fifty at a time, from that one of the village on. */
export async function connect(
  side: Side,
  port: number,
  count: number,
  isReading: (n: number) => boolean,
  from = 0,
): Promise<LivePhone[]> {
  const phones: LivePhone[] = []
  while (phones.length < count) {
    const some = Array.from({ length: Math.min(50, count - phones.length) }, (_, n) => phones.length + n)
    phones.push(...(await Promise.all(some.map((n) => side.stay(port, from + n, isReading(n))))))
  }
  return phones
}

/** All hang up; the server has noticed when a newcomer has been let in after them. */
export async function hangUp(side: Side, server: Server, phones: LivePhone[]): Promise<void> {
  await Promise.all(phones.map(({ raw }) => raw.close()))
  const newcomer = await side.stay(server.port, 0, false)
  await newcomer.raw.close()
}

/** Phones write in turn at a steady rate, whether or not the server keeps up; twenty read, the rest count bytes. */
export async function load(
  side: Side,
  server: Server,
  o: { phones: number; perSecond: number; seconds: number; live: Uint8Array[][] },
): Promise<Load> {
  // All through the crowd: a server tells one after the other, and whoever came first is told first.
  const isReader = (n: number) =>
    n % Math.floor(o.phones / READERS) === 0 && n < READERS * Math.floor(o.phones / READERS)
  const phones = await connect(side, server.port, o.phones, isReader)
  const readers = phones.filter((_, n) => isReader(n))
  // What a thousand comings in a moment leave behind is collected now: no server is started anew every minute.
  await server.memory()
  const first = await firstOf(phones[0]!, readers, o.live[0]![0]!)
  const total = o.perSecond * o.seconds
  const warm = o.perSecond * WARM_SECONDS
  const timed = readers.length * (total - warm)
  const sentAt = new Map<number, number>()
  const late: number[] = []
  let arrived: (() => void) | undefined
  for (const phone of readers)
    phone.onEntries = (numbers) => {
      const now = performance.now()
      for (const n of numbers) if (sentAt.has(n)) late.push(now - sentAt.get(n)!)
      if (late.length === timed) arrived?.()
    }
  const [cpu, serverCpu, started] = [process.cpuUsage(), server.cpuSeconds(), performance.now()]
  await new Promise<void>((resolve) => {
    let sent = 0
    const clock = setInterval(() => {
      const due = Math.min(total, Math.ceil(((performance.now() - started) / 1000) * o.perSecond))
      for (; sent < due; sent++) {
        const n = sent % phones.length
        // The first phone's first one is out already.
        const entry = o.live[n]![Math.floor(sent / phones.length) + (n === 0 ? 1 : 0)]!
        if (sent >= warm) sentAt.set(numberOf(entry), performance.now())
        phones[n]!.write(entry)
      }
      if (sent < total) return
      clearInterval(clock)
      resolve()
    }, 2)
  })
  // While it writes: of one that waits for a server that is behind, nothing could be said.
  const [used, writing] = [process.cpuUsage(cpu), (performance.now() - started) / 1000]
  await new Promise<void>((resolve) => {
    const enough = setTimeout(resolve, SETTLE_MS)
    arrived = () => {
      clearTimeout(enough)
      resolve()
    }
    if (late.length === timed) arrived()
  })
  // What comes from here on has not come.
  for (const phone of readers) phone.onEntries = () => {}
  const missing = timed - late.length
  // Of the whole time until all had come, as a server that is behind delivers most of it after the last was written.
  const seconds = (performance.now() - started) / 1000
  const spent = server.cpuSeconds() - serverCpu
  const busy = await server.memory()
  await hangUp(side, server, phones)
  const left = await server.memory()
  const all = [...late.sort((a, b) => a - b), ...Array<number>(missing).fill(Infinity)]
  return {
    first,
    p50: percentile(all, 0.5),
    p99: percentile(all, 0.99),
    missing,
    generatorCpu: (used.user + used.system) / 1e6 / writing,
    serverCpu: spent / seconds,
    usPerDelivery: (spent * 1e6) / (total * phones.length),
    busyHeld: (busy.held - left.held) / phones.length,
  }
}

/** One entry, and a pause in which whatever it set off comes to an end: what follows is measured in full swing. */
async function firstOf(writer: LivePhone, readers: LivePhone[], entry: Uint8Array): Promise<number> {
  const sent = performance.now()
  const told = readers.map(
    (phone) =>
      new Promise<void>((resolve) => {
        phone.onEntries = (numbers) => numbers.includes(numberOf(entry)) && resolve()
      }),
  )
  writer.write(entry)
  await within(SETTLE_MS, Promise.all(told), 'the first entry did not come')
  const took = performance.now() - sent
  await new Promise((resolve) => setTimeout(resolve, WARM_MS))
  return took
}
