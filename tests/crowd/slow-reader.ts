import { comment, type CrowdVillage } from './crowd-village.ts'
import { gather } from './crowd.ts'
import { handIn, visitor } from './visitor.ts'
import { watchedRelay } from './watched-relay.ts'

/** What one who does not read cost the others. */
export interface SlowReader {
  /** Bytes of entries that were passed on to everyone meanwhile. */
  broadcast: number
  /** The most that ever waited at the relay in his connection. */
  mostWaiting: number
  /** Bytes of heap that the relay lets go of when one who never read goes away. */
  heapAfterHim: number
  /** Sockets that the others made: one each, as nothing happened to them. */
  othersSockets: number
  /** Lines that he got once he read again, and how many there were. */
  caughtUp: number
  lines: number
}

/** Who speaks here; whoever else speaks in the same village takes others, as nobody says more than 200 things a day. */
export const WRITERS = 20
/** Each says so many things at once. */
const AT_ONCE = 5
/** As much as one may say at once, in signs of three bytes. */
const LONG = '长'.repeat(1900)

const speak = (book: CrowdVillage, n: number, round: number) =>
  Promise.all(
    Array.from(
      { length: AT_ONCE },
      async (_, each) => (await comment(book, book.pens[n]!, `${round} ${each} ${LONG}`)).bytes,
    ),
  )

/** Where he and one like him come from: nobody else does. */
const HIS = ['127.3.0.1', '127.3.0.2'] as const

/**
 * Two of a village stop reading while twenty others speak at length, so many rounds of a hundred comments; then one
 * goes away, and the other reads again.
 */
export async function slowReader(
  book: CrowdVillage,
  o: { phones: number; seed: number; rounds: number },
): Promise<SlowReader> {
  const relay = await watchedRelay(book.dataDir)
  const others = gather(book, { phones: o.phones, http: relay.url, seed: o.seed })
  await others.at(book.have.now)
  const [slow, gone] = await Promise.all([
    visitor(book, o.phones, relay.port, book.have.now, HIS[0]),
    visitor(book, o.phones + 1, relay.port, book.have.now, HIS[1]),
  ])
  let caughtUp = 0
  let isThrough = () => {}
  const lines = o.rounds * WRITERS * AT_ONCE
  slow.onEntries = ({ length }) => {
    caughtUp += length
    if (caughtUp >= lines) isThrough()
  }
  for (const { raw } of [slow, gone]) raw.pause(true)
  const writers = await Promise.all(Array.from({ length: WRITERS }, (_, n) => visitor(book, n, relay.port)))
  let [broadcast, mostWaiting] = [0, 0]
  for (let round = 0; round < o.rounds; round++) {
    const said = await Promise.all(writers.map((_, n) => speak(book, n, round)))
    await Promise.all(writers.map((writer, n) => handIn(writer, said[n]!)))
    broadcast += said.flat().reduce((sum, { length }) => sum + length, 0)
    mostWaiting = Math.max(mostWaiting, await relay.waiting(HIS[0]))
  }
  await others.until((phone) => phone.came() >= lines)
  const withHim = await relay.held()
  gone.raw.cut()
  await relay.goneFrom(HIS[1])
  const heapAfterHim = withHim.heap - (await relay.held()).heap
  const through = new Promise<void>((resolve) => (isThrough = resolve))
  slow.raw.pause(false)
  if (caughtUp < lines) await through
  const othersSockets = others.phones.reduce((sum, { made }) => sum + made.length, 0)
  book.have.now = others.phones[0]!.has()
  await others.stop()
  for (const { raw } of [slow, ...writers]) {
    raw.closed = undefined
    await raw.close()
  }
  await relay.stop()
  return { broadcast, mostWaiting, heapAfterHim, othersSockets, caughtUp, lines }
}
