import { threadOpened } from '#rulebook/thread.ts'
import { DAY } from '#support/village.ts'
import { write } from '../bench/book/pen.ts'
import { comment, type CrowdVillage } from './crowd-village.ts'
import { addressOf, lightPhone, type LightPhone } from './light-phone.ts'
import { comeAndGo } from './reconnects.ts'
import { handIn, visitor } from './visitor.ts'
import { watchedRelay, type Held, type WatchedRelay } from './watched-relay.ts'

/** What the relay held after so many entries and comings. */
export interface Look extends Held {
  /** Since the first (ms). */
  ms: number
  entries: number
  comings: number
  volumes: number
}
/** How it grew, and what came of it. */
export interface Grown {
  looks: Look[]
  /** Of all, and of the first and the last tenth of them. */
  entriesPerSecond: { all: number; first: number; last: number }
  comingsPerSecond: number
}

/** A device enters at most 200 a day; the relay's clock goes on by one when all have said so much. */
const A_DAY = 200
const AT_ONCE = 8
const THREADS = 20

/** So many entries, then so many comings and goings, with a look at what the relay holds after each `looks`th part. */
export async function grow(
  book: CrowdVillage,
  o: { entries: number; comings: number; looks: number; said?(look: Look): void },
): Promise<Grown> {
  const relay = await watchedRelay(book.dataDir)
  // One phone stays all the time: it knows where the volumes end, which those who come say they hold.
  const watcher = lightPhone({
    book,
    pen: book.pens[0]!,
    http: relay.url,
    localAddress: addressOf(0),
  })
  const looks: Look[] = []
  const g = { entries: 0, comings: 0 }
  async function look() {
    const ms = performance.now() - began
    const one = { ms, ...g, volumes: watcher.has().length, ...(await relay.held()) }
    looks.push(one)
    o.said?.(one)
  }
  await caughtUp(watcher)
  const began = performance.now()
  await look()
  await speak(book, relay, watcher, o.entries, Math.ceil(o.entries / o.looks), async (entries) => {
    g.entries = entries
    await look()
  })
  const spoken = performance.now()
  const { comings, looks: often } = o
  const coming = { book, port: relay.port, has: watcher.has, comings, every: Math.ceil(comings / often) }
  await comeAndGo(coming, async (done) => {
    g.comings = done
    await look()
  })
  const gone = performance.now()
  book.have.now = watcher.has()
  await watcher.stop()
  await relay.stop()
  return {
    looks,
    entriesPerSecond: ratesOf(looks.filter(({ comings }) => comings === 0)),
    comingsPerSecond: o.comings / ((gone - spoken) / 1000),
  }
}

function ratesOf(looks: Look[]): Grown['entriesPerSecond'] {
  const rate = (from: number, to: number) =>
    (looks[to]!.entries - looks[from]!.entries) / ((looks[to]!.ms - looks[from]!.ms) / 1000)
  const last = looks.length - 1
  const tenth = Math.max(1, Math.round(last / 10))
  return { all: rate(0, last), first: rate(0, tenth), last: rate(last - tenth, last) }
}

const caughtUp = (phone: LightPhone) =>
  new Promise<void>((resolve) => phone.onLook(() => phone.line.session()?.isCurrent() && resolve()))

/** Twenty debates; everyone comes once a day, says what one may, and goes. */
async function speak(
  book: CrowdVillage,
  relay: WatchedRelay,
  watcher: LightPhone,
  entries: number,
  every: number,
  look: (entries: number) => Promise<void>,
) {
  let at = Date.now()
  let done = 0
  let looked = 0
  const opening = await Promise.all(
    Array.from({ length: THREADS }, (_, n) =>
      write(book.pens[1]!, { village: book.village, at }, threadOpened, {
        title: `第${n}件事`,
        text: '请大家说。',
      }),
    ),
  )
  const opener = await visitor(book, 1, relay.port, watcher.has())
  await handIn(
    opener,
    opening.map(({ bytes }) => bytes),
  )
  await opener.raw.close()
  while (done < entries) {
    await relay.ahead(DAY)
    at += DAY
    for (let from = 2; from < book.pens.length && done < entries; from += AT_ONCE) {
      const some = book.pens.slice(from, from + AT_ONCE)
      // No more at once than until the next look.
      const each = Math.min(A_DAY, Math.ceil(Math.min(every, entries - done) / some.length))
      await Promise.all(
        some.map(async (pen, n) => {
          const phone = await visitor(book, from + n, relay.port, watcher.has())
          const said = await Promise.all(
            Array.from({ length: each }, (_, k) =>
              comment(book, pen, `第${done + n * each + k}句`, opening[(n + k) % THREADS]!.id, at),
            ),
          )
          await handIn(
            phone,
            said.map(({ bytes }) => bytes),
          )
          phone.raw.closed = undefined
          await phone.raw.close()
        }),
      )
      done += each * some.length
      if (done - looked < every && done < entries) continue
      looked = done
      await look(done)
    }
  }
}
