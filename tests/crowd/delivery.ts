import { percentile } from '../bench/measures/figures.ts'
import { comment, type CrowdVillage } from './crowd-village.ts'
import { gather } from './crowd.ts'
import { FLOODS, type Poured } from './flood.ts'
import { WRITERS } from './slow-reader.ts'
import { visitor } from './visitor.ts'
import { watchedRelay } from './watched-relay.ts'

/** Delivery to everyone but the flooder, before a flood and while it lasts. */
export interface Flooded extends Poured {
  how: string
  /** From the author's phone to each other phone (ms). */
  p95Before: number
  p95During: number
  /** Entries that were said, and deliveries that came: of each entry one to each phone. */
  said: number
  delivered: number
  /** Entries that were said while the flood poured. */
  saidDuring: number
  /** Sockets that the others made in all, one each where none was cut off. */
  othersSockets: number
  mostWaiting: number
  /** Processor milliseconds that the relay used a second, before and meanwhile. */
  cpuBefore: number
  cpuDuring: number
}

const EVERY_MS = 50
/** Nobody may say more than 200 things a day. */
const A_DAY = 190

/** Somebody speaks twenty times a second to a crowd; then so many bytes come from one address in each way there is, in `overMs` at the soonest. */
export async function flooded(
  book: CrowdVillage,
  o: { phones: number; seed: number; bytes: number; overMs: number; entries: number },
): Promise<Flooded[]> {
  const relay = await watchedRelay(book.dataDir)
  const others = gather(book, { phones: o.phones, http: relay.url, seed: o.seed })
  await others.at(book.have.now)
  let speaker = WRITERS
  const all: Flooded[] = []
  for (const [how, flood] of Object.entries(FLOODS)) {
    const before = await speak((said) => said < o.entries)
    let poured: Poured | undefined
    const pouring = flood({ book, relay, ...o }).then((done) => (poured = done))
    // No longer than it lasts: what is said afterwards is as quick as before.
    const during = await speak((said) => !poured && said < A_DAY)
    await pouring
    all.push({
      how,
      ...poured!,
      p95Before: percentile(before.late, 0.95),
      p95During: percentile(during.late, 0.95),
      said: before.said + during.said,
      saidDuring: during.said,
      delivered: before.late.length + during.late.length,
      othersSockets: others.phones.reduce((sum, { made }) => sum + made.length, 0),
      mostWaiting: Math.max(before.mostWaiting, during.mostWaiting),
      cpuBefore: before.cpu,
      cpuDuring: during.cpu,
    })
  }
  book.have.now = others.phones[0]!.has()
  await others.stop()
  await relay.stop()
  return all

  /** Speaks as long as that holds of what was said so far; how late each came to each phone, in order. */
  async function speak(goesOn: (said: number) => boolean) {
    // Each time another person: of what one may say in a day much is said.
    const pen = speaker++
    const author = await visitor(book, pen, relay.port, others.phones[0]!.has())
    const first = others.phones.map((phone) => phone.came())
    const saidAt: number[] = []
    const late: number[] = []
    const heard = [...first]
    let mostWaiting = 0
    others.phones.forEach((phone, n) =>
      phone.onCame(() => {
        for (; heard[n]! < phone.came(); heard[n]! += 1)
          late.push(performance.now() - saidAt[heard[n]! - first[n]!]!)
      }),
    )
    const [cpu, began] = [relay.cpuSeconds(), performance.now()]
    // By the clock and not by the answers: what stalls the relay must not stop who would notice.
    let looking: Promise<unknown> | undefined
    let isCutOff = false
    author.raw.closed = () => (isCutOff = true)
    while (goesOn(saidAt.length)) {
      const { bytes } = await comment(book, book.pens[pen]!, `第${saidAt.length}句`)
      await new Promise((resolve) =>
        setTimeout(resolve, began + saidAt.length * EVERY_MS - performance.now()),
      )
      saidAt.push(performance.now())
      author.write(bytes)
      // One question at a time: a relay that is stalled answers late.
      looking ??= relay.waiting().then((waiting) => {
        mostWaiting = Math.max(mostWaiting, waiting)
        looking = undefined
      })
    }
    await looking
    if (isCutOff) throw new Error('who speaks was cut off')
    await others.until((phone) => phone.came() >= first[0]! + saidAt.length)
    const used = ((relay.cpuSeconds() - cpu) * 1e6) / (performance.now() - began)
    author.raw.closed = undefined
    await author.raw.close()
    return { late: late.sort((a, b) => a - b), said: saidAt.length, mostWaiting, cpu: used }
  }
}
