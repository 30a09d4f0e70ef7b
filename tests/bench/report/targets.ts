import { isFailed, median, type Tried } from '../measures/figures.ts'
import type { OpenedMatter } from '../phone/matters.ts'
import type { PhoneFigures } from '../phone/run.ts'
import type { Started } from '../phone/start.ts'
import type { Saved } from '../phone/write.ts'
import type { ServerFigures, Valid } from '../servers-run.ts'
import type { BookFigures } from '../book/have.ts'
import { CROWD } from '../measures/bare.ts'
import type { Floor } from '../measures/floor.ts'
import type { Load } from '../measures/load.ts'
import { bytes, ms, number, times } from './format.ts'

/** The middle of fewer runs than these says too little for an order. */
const LEAST = 3

/** One of our targets: what it asks, what came out, and whether that will do; undefined where it was not measured. */
export interface Target {
  what: string
  asked: string
  measured: string
  isMet: boolean | undefined
  /** Where it was missed: what stands in the way, and whether that is physical. */
  why: string
}

const target = <T>(
  what: string,
  asked: string,
  tried: Tried<T> | undefined,
  judge: (value: T) => [measured: string, isMet: boolean | undefined, why?: string],
): Target => {
  if (tried === undefined) return { what, asked, measured: 'not measured', isMet: undefined, why: '' }
  if (isFailed(tried))
    return { what, asked, measured: `not measured: ${tried.failed}`, isMet: undefined, why: '' }
  const [measured, isMet, why = ''] = judge(tried)
  return { what, asked, measured, isMet, why: isMet ? '' : why }
}

/** The median of the runs, between the best and the worst of them: where these overlap, the order says little. */
const p99In = ({ p99, lowest, highest }: Load): string =>
  lowest === undefined || highest === undefined ? ms(p99) : `${ms(p99)} (${ms(lowest)} to ${ms(highest)})`

/** The targets that servers decide. */
export function serverTargets(
  figures: ServerFigures,
  book: BookFigures,
  phones: number[],
  crowds: number[],
  floor: Floor | undefined,
): Target[] {
  const { ours } = figures
  const peers = [figures['y-websocket'], figures.hocuspocus]
  const loads = ours.loads.map((one, n) =>
    target(`p99 of delivery to ${phones[n]} phones`, 'ahead of every peer', one, (own) => {
      const theirs = peers.map((peer) => peer.loads[n]!)
      const known = theirs.filter((load): load is Load => !isFailed(load))
      const isAhead = known.every(({ p99 }) => own.p99 < p99)
      const against = theirs.map((load) => (isFailed(load) ? `a peer without a valid run` : p99In(load)))
      const isSure = theirs.every(
        (load: Tried<Load & Valid>) => !isFailed(load) && (load.validRuns ?? LEAST) >= LEAST,
      )
      return [
        `${p99In(own)} against ${against.join(' and ')}${isSure ? '' : '; too few valid runs of a peer to compare'}`,
        isAhead && !isSure ? undefined : isAhead,
        floor ? whyLate(own, known, phones[n]!, floor) : '',
      ]
    }),
  )
  const [small, big] = ours.crowds ?? []
  const [fewest, most] = crowds
  return [
    target("a week's catch-up against its entries' own bytes", 'at most 1.10', ours.week, ({ down }) => [
      number(down / book.weekBytes),
      down / book.weekBytes <= 1.1,
    ]),
    target('nothing new, 20 volumes, both ways', 'at most 2 KB', ours.nothingNew, ({ down, up }) => [
      bytes(down + up),
      down + up <= 2048,
    ]),
    ...loads,
    target('memory for an idle phone', 'at most 9 KB of heap', ours.idle, ({ held, rss }) => [
      `${bytes(held)} of heap (${bytes(rss)} of RSS)`,
      held <= 9216,
    ]),
    target(
      `cost linear in phones: an entry to ${most} phones against ${fewest}`,
      'at most 1.2× a phone',
      big,
      (many) => {
        if (!small || isFailed(small)) return ['not measured', false]
        const ratio = many.usPerDelivery / small.usPerDelivery
        return [
          `${times(ratio)} (${number(small.usPerDelivery)} and ${number(many.usPerDelivery)} µs a phone)`,
          ratio <= 1.2,
        ]
      },
    ),
    target(
      "cost flat in history: the server's time for a catch-up, ten times the history",
      'at most 1.2×',
      ours.catchUp,
      (long) => {
        if (isFailed(ours.catchUpYoung)) return ['not measured', false]
        const ratio = long.serverMs / ours.catchUpYoung.serverMs
        return [`${times(ratio)} (${ms(long.serverMs)} and ${ms(ours.catchUpYoung.serverMs)})`, ratio <= 1.2]
      },
    ),
  ]
}

/**
 * What of being behind is physical: ours checks and keeps an entry before it tells it, and the peers tell it at once.
 * What that takes is the difference between two processes that do nothing else, measured in turn with the servers: at
 * p99, which is judged, and in the middle as well, as a tail is mostly the machine's.
 */
function whyLate(
  own: Load,
  peers: Load[],
  phones: number,
  { signature, store, telling, kept, apart }: Floor,
): string {
  const best = peers.reduce((a, b) => (a.p99 <= b.p99 ? a : b))
  if (phones !== CROWD.phones || own.p99 === Infinity || apart.behind.length === 0)
    return (
      `behind by ${ms(own.p99 - best.p99)}. Physical: ${ms(signature.p99 + store.p99)} for the signature and the disk, ` +
      'which the peers skip'
    )
  const share = (whole: number, promise: number) => {
    const physical = Math.min(Math.max(0, whole), Math.max(0, promise))
    return `physical are ${ms(physical)} of it, and ${ms(Math.max(0, whole) - physical)} are not`
  }
  const behind = median(apart.behind)
  const later = apart.behind.filter((one) => one > 0).length
  const promise = median(apart.promise)
  return (
    `Round by round, ours came later than the sooner of the peers in ${later} of ${apart.behind.length}, in the middle by ` +
    `${ms(behind)}. A process that does nothing but check one signature and keep one entry in the same store before it ` +
    `writes to as many sockets, which the peers skip, comes later than one that only writes by ${ms(promise)} in the ` +
    `middle of the same rounds (p99 ${ms(kept.p99)} and ${ms(telling.p99)}): ${share(behind, promise)}. At p50 ours takes ` +
    `${ms(own.p50)} against ${ms(best.p50)}, these two ${ms(kept.p50)} and ${ms(telling.p50)}: ` +
    share(own.p50 - best.p50, kept.p50 - telling.p50)
  )
}

/** What the middle of the taps in one debate passes with. */
const whereItGoes = ({ comments, median: middle, signed, stored }: Saved): string =>
  `of the median of ${ms(middle)} in a debate of ${comments} ${ms(signed)} until it is signed (its number read, body and ` +
  `header hashed), ${ms(stored - signed)} on until it is judged and on disk, ${ms(middle - stored)} on until the list is ` +
  'read again and the browser has styled, laid out and painted it'

/** The targets that the app decides. */
export function phoneTargets({ starts, saved, bare, matters }: PhoneFigures): Target[] {
  const [first, last] = [starts[0]!, starts.at(-1)!]
  const failed = starts.map(({ started }) => started).find(isFailed)
  const known = starts.flatMap(({ started }) => (isFailed(started) ? [] : [started]))
  const physical = (what: 'start' | 'word', whole: number, does: string) =>
    isFailed(bare)
      ? ''
      : `. Physical: ${ms(bare[what])}, as long as the browser alone takes ${does} at this pace. Not physical: the other ` +
        `${ms(Math.max(0, whole - bare[what]))}, the app's own work`
  const list = (of: (one: Started) => number) => known.map((one) => ms(of(one))).join(', ')
  return [
    target(
      `warm start flat from ${first.entries} to ${last.entries} entries`,
      'at most 1.2× from the fastest to the slowest',
      failed ?? known,
      (all) => {
        const medians = all.map(({ median }) => median)
        const ratio = Math.max(...medians) / Math.min(...medians)
        return [
          `${times(ratio)} (${list(({ median }) => median)})`,
          ratio <= 1.2,
          `the frame, without a row of the book, stands after ${list(({ frame }) => frame)}, ` +
            `${list(({ opened }) => opened)} of it until the browser has opened the book; then the first row takes ` +
            list(({ median, frame }) => median - frame),
        ]
      },
    ),
    ...starts
      .slice(1, 2)
      .map(({ entries, started }) =>
        target(
          `warm start to the first row, ${entries} entries`,
          'at most 1.5 s (fails above 2.5 s)',
          started,
          (one) => [
            ms(one.median),
            one.median <= 1500,
            `${ms(one.frame)} of it pass before the app's frame stands, without a row of the book: a new browser process ` +
              'that compiles the app at a sixth of this machine; the rest reads, decodes and draws the first rows' +
              physical('start', one.median, 'until a row stands on an empty page'),
          ],
        ),
      ),
    ...matterTargets(matters),
    target(
      'tap to saved on this phone (strictly on disk), p95',
      'at most 100 ms in the shortest debate (fails above 250 ms)',
      saved,
      (all) => [
        all
          .map(
            (one) =>
              `${ms(one.storedP95)} in a debate of ${one.comments} (已存手机 is drawn by ${ms(one.p95)})`,
          )
          .join(', '),
        all[0]!.storedP95 <= 100,
        all.map(whereItGoes).join('; ') +
          '. The page’s thread is six times slower than here' +
          physical('word', all[0]!.p95, 'to sign, keep and draw a line (p95)'),
      ],
    ),
  ]
}

/** A debate by its address: the first screen does not grow with it, and all the rest no faster than it. */
function matterTargets(matters: PhoneFigures['matters']): Target[] {
  const sizes = matters && !isFailed(matters) ? matters.map(sizeOf).join(', ') : 'long debates'
  return [
    target(
      `the first word flat in ${sizes}`,
      'at most 1.2× from the fastest to the slowest',
      matters,
      (all) => {
        const firsts = all.map(({ first }) => first)
        const ratio = Math.max(...firsts) / Math.min(...firsts)
        const read = all.map(({ entries }) => number(entries)).join(', ')
        return [`${times(ratio)} (${firsts.map(ms).join(', ')}; ${read} entries read)`, ratio <= 1.2]
      },
    ),
    target(
      'the first word in the middle one of these',
      'at most 1.5 s (fails above 2.5 s)',
      matters,
      (all) => {
        const { first, frame, home } = all[Math.floor(all.length / 2)]!
        return [
          `${ms(first)} (in the same rounds home has its first row after ${ms(home)})`,
          first <= 1500,
          `${ms(frame)} of it pass before the app's frame stands, without a row of the book`,
        ]
      },
    ),
    target(
      'words and ballots counted, no faster than linear: of the longest of these against the middle one',
      'at most 1.2× an entry',
      matters,
      (all) => {
        const [middle, longest] = [eachOf(all[Math.floor((all.length - 1) / 2)]!), eachOf(all.at(-1)!)]
        return [`${times(longest / middle)} (${ms(longest)} and ${ms(middle)})`, longest <= 1.2 * middle]
      },
    ),
  ]
}
const sizeOf = ({ comments, ballots }: OpenedMatter) => `${number(comments)}/${number(ballots)}`
/** What each of its entries takes behind the first word. */
const eachOf = ({ comments, ballots, first, counted }: OpenedMatter) =>
  (counted - first) / (comments + ballots)
