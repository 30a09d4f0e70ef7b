// A phone on the worst link there is, for as long as one likes: 800 ms each way, 60 kbit/s, and black-outs.
import { commentPosted, threadOpened } from '#rulebook/thread.ts'
import { topicOf } from '#rulebook/volumes.ts'
import { edge, startProxy } from '#support/proxy.ts'
import { DAY } from '#support/village.ts'
import { randomFrom } from '#support/random.ts'
import { both, debate, keepsLine, servedVillage, words } from './line.ts'

/** What became of it. */
export interface WeakLink {
  seconds: number
  /** Bytes through the road both ways, and what may be spent: a quarter more than was said, as many reconnects as the black-outs account for, and an idle hour's share. */
  bytes: number
  budget: number
  /** In turn, how many may be, and at once. */
  sockets: { made: number; may: number; mostAtOnce: number }
  /** Times at which the line was given up though the road was open, in seconds from the start. */
  falseAlarms: number[]
  /** Words said on both sides, and how many of 王大婶's were answered. */
  said: { there: number; here: number }
  answers: string[]
  waiting: number
  twice: number
  /** Forks and lines that were written over: all that such a phone can tell. */
  alarms: number
  isWhole: boolean
  failures: unknown[]
}

/** Someone speaks that often on each side. */
const SAYS_MS = 10_000
/** A black-out is noticed while it lasts, or up to so long after: a question may be on its way as it ends. */
const AFTERWARDS_MS = 20_000
/** What a reconnect may cost: greeting, which volumes are there, and the heads that the socket before did not bring. */
const RECONNECT_BYTES = 4096
/** What is dialled into a black-out is given up after about so long. */
const DIALS_MS = 20_000

const after = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** So many seconds; in `blackOuts` the road is silent from a second on, for so many. */
export async function weakLink(
  seconds: number,
  blackOuts: { from: number; for: number }[],
  note: (line: string) => void = () => {},
): Promise<WeakLink> {
  const { v, relay } = await servedVillage()
  const history = await debate(v, { matters: 2, comments: 10, signs: 60, seed: 5 })
  const { id } = await v.say('罗二哥', threadOpened, { title: '断断续续', text: '…' })
  const proxy = await startProxy({ target: { port: relay.port } })
  proxy.shape({ downBps: 60_000, upBps: 60_000, delayMs: 800 })
  const began = Date.now()
  const since = () => (Date.now() - began) / 1000
  const explains = (at: number) =>
    blackOuts.some((out) => at >= out.from && at <= out.from + out.for + AFTERWARDS_MS / 1000)
  const falseAlarms: number[] = []
  const phone = keepsLine(v, proxy.url, {
    off() {
      note(`${since().toFixed(0)} s: off`)
      if (!explains(since()) && since() < seconds) falseAlarms.push(since())
    },
  })
  const random = randomFrom(800)
  const said = { there: 0, here: 0 }
  let bytesSaid = history
  async function speak() {
    const text = () => ({ text: words(random, 80) })
    const theirs = await v.write('何委员', commentPosted, text(), [id])
    await v.relay.offer([theirs.bytes])
    const mine = await v.write('王大婶', commentPosted, text(), [id])
    phone.write({ id: mine.id, entry: mine.bytes, later: false })
    said.there += 1
    said.here += 1
    bytesSaid += theirs.bytes.length + 2 * mine.bytes.length
    if (said.here % 150 === 0) v.clock.now += DAY
  }
  const speaking = setInterval(
    () => void speak().catch((error: unknown) => phone.failures.push(error)),
    SAYS_MS,
  )
  for (const out of blackOuts) {
    await after(out.from * 1000 - (Date.now() - began))
    note(`${since().toFixed(0)} s: the road is silent`)
    proxy.blackHole(true)
    await after(out.for * 1000)
    proxy.blackHole(false)
    note(`${since().toFixed(0)} s: the road is open`)
  }
  await after(seconds * 1000 - (Date.now() - began))
  clearInterval(speaking)
  await phone.until(
    () =>
      phone.isCurrent() &&
      phone.held.get(topicOf(id))?.k === v.log.lastPlaces().find(({ volume }) => volume === topicOf(id))!.k,
  )
  const { up, down } = proxy.counts()
  const ends = both(v, phone)
  const may = blackOuts.reduce((sum, out) => sum + 1 + Math.ceil((out.for * 1000) / DIALS_MS), 1)
  const result: WeakLink = {
    seconds,
    bytes: up + down,
    budget: 1.25 * bytesSaid + may * RECONNECT_BYTES + (seconds / 3600) * 50_000,
    sockets: { ...phone.sockets(), may },
    falseAlarms,
    said,
    answers: phone.answers,
    waiting: phone.waiting().length,
    twice: phone.twice(),
    alarms: phone.alarms(),
    isWhole: JSON.stringify(ends.phone) === JSON.stringify(ends.relay),
    failures: phone.failures,
  }
  await phone.stop()
  await proxy.close()
  await relay.stop()
  return result
}

/** What became of a new phone at the edge. */
export interface EdgeJoin {
  bytes: number
  history: number
  seconds: number
  sockets: number
  /** Lines that came although they were there. */
  twice: number
  isWhole: boolean
  failures: unknown[]
}

/** A new phone fetches over a megabyte at the edge's own speed: in one connection, or with a reset after so many bytes each. */
export async function joinAtEdge(o: { resetEach?: number } = {}): Promise<EdgeJoin> {
  const { v, relay } = await servedVillage()
  const history = await debate(v, { matters: 5, comments: 150, signs: 560, seed: 9 })
  const proxy = await startProxy({ target: { port: relay.port } })
  proxy.shape(edge)
  if (o.resetEach !== undefined) proxy.resetEach(() => o.resetEach, 'down')
  const began = Date.now()
  const phone = keepsLine(v, proxy.url, { off: (line) => line.wake() })
  await phone.until(phone.isCurrent)
  const { up, down } = proxy.counts()
  const ends = both(v, phone)
  const joined = {
    bytes: up + down,
    history,
    seconds: (Date.now() - began) / 1000,
    sockets: phone.sockets().made,
    twice: phone.twice(),
    isWhole: JSON.stringify(ends.phone) === JSON.stringify(ends.relay),
    failures: phone.failures,
  }
  await phone.stop()
  await proxy.close()
  await relay.stop()
  return joined
}

/** What a phone that only stands there sends and hears in so many seconds, once it has everything. */
export async function idle(seconds: number): Promise<{ bytes: number; anHour: number; sockets: number }> {
  const { v, relay } = await servedVillage()
  await debate(v, { matters: 20, comments: 1, signs: 60, seed: 6 })
  const proxy = await startProxy({ target: { port: relay.port } })
  const phone = keepsLine(v, proxy.url)
  await phone.until(phone.isCurrent)
  const before = proxy.counts()
  await after(seconds * 1000)
  const { up, down, connections } = proxy.counts()
  const bytes = up + down - before.up - before.down
  await phone.stop()
  await proxy.close()
  await relay.stop()
  return { bytes, anHour: (bytes * 3600) / seconds, sockets: connections }
}
