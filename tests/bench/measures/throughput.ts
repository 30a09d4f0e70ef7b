import { numberOf } from '../book/words.ts'
import type { Server } from '../server.ts'
import type { Side } from '../sides/side.ts'
import { within } from './figures.ts'
import { connect } from './load.ts'

/** Entries taken in as fast as they are taken. */
export type Throughput = { perSecond: number; generatorCpu: number; serverCpu: number }

/** A phone has so many under way; the next goes when one was answered, or where none answers, came back. */
const UNDER_WAY = 32
const AT_MOST_MS = 120_000

/** Phones of one debate all write at once; the last entry answered for, or passed on, ends it. */
export async function throughput(
  side: Side,
  server: Server,
  o: { phones: number; each: number; live: Uint8Array[][] },
): Promise<Throughput> {
  const answers = side.name === 'ours'
  const phones = await connect(side, server.port, o.phones, (n) => answers || n === 0)
  const owner = new Map<number, number>()
  const written = phones.map(() => 0)
  let left = phones.length * o.each
  const [cpu, serverCpu, started] = [process.cpuUsage(), server.cpuSeconds(), performance.now()]
  const write = (n: number) => {
    const entry = o.live[n]![written[n]!]
    if (!entry || written[n]! >= o.each) return
    written[n]! += 1
    owner.set(numberOf(entry), n)
    phones[n]!.write(entry)
  }
  const done = new Promise<void>((resolve) => {
    const taken = (n: number) => {
      write(n)
      left -= 1
      if (left === 0) resolve()
    }
    for (const [n, phone] of phones.entries()) {
      if (answers)
        phone.onAnswered = (count) => {
          for (; count > 0; count--) taken(n)
        }
      else if (n === 0)
        phone.onEntries = (numbers) => {
          for (const number of numbers) if (owner.has(number)) taken(owner.get(number)!)
        }
    }
  })
  for (let each = 0; each < UNDER_WAY; each++) for (const n of phones.keys()) write(n)
  await within(AT_MOST_MS, done, `${left} entries were not taken in ${AT_MOST_MS / 1000} s`)
  const seconds = (performance.now() - started) / 1000
  const used = process.cpuUsage(cpu)
  for (const phone of phones) phone.raw.close()
  return {
    perSecond: (phones.length * o.each) / seconds,
    generatorCpu: (used.user + used.system) / 1e6 / seconds,
    serverCpu: (server.cpuSeconds() - serverCpu) / seconds,
  }
}
