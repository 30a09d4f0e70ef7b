import type { Documents } from '../book/documents.ts'
import type { BookFigures } from '../book/have.ts'
import { isFailed, type Tried } from '../measures/figures.ts'
import type { Load } from '../measures/load.ts'
import { SIDES } from '../server.ts'
import type { ServerFigures, SideFigures } from '../servers-run.ts'
import type { Sizes } from '../sizes.ts'
import { bytes, cell, ms, number, percent, row, table, times } from './format.ts'

type Pick<T> = (side: SideFigures) => Tried<T>
const HEAD = ['', 'ours', '@y/websocket-server 0.1.1', 'Hocuspocus 3.4.4']

/** The peers' figure divided by ours: above 1, ours is smaller or faster. */
export function ratioTable(figures: ServerFigures, { loads }: Sizes): string {
  const ratio = <T>(what: string, pick: Pick<T>, figure: (value: T) => number, isMoreBetter = false) => {
    const own = pick(figures.ours)
    const cells = SIDES.map((name) => {
      const one = pick(figures[name])
      if (isFailed(one)) return 'not measured'
      if (name === 'ours') return '1'
      if (isFailed(own)) return 'not measured'
      const [theirs, ours] = [figure(one), figure(own)]
      return times(isMoreBetter ? ours / theirs : theirs / ours)
    })
    return row(what, ...cells)
  }
  return table(HEAD, [
    ratio(
      'nothing new, 20 volumes: bytes both ways',
      (s) => s.nothingNew,
      (l) => l.down + l.up,
    ),
    ratio(
      "a week's catch-up: bytes both ways",
      (s) => s.week,
      (l) => l.down + l.up,
    ),
    ratio(
      "a week's catch-up at mountain: time",
      (s) => s.week,
      (l) => l.ms,
    ),
    ratio(
      'cold join: bytes down',
      (s) => s.cold,
      (l) => l.down,
    ),
    ratio(
      'cold join at mountain: time',
      (s) => s.cold,
      (l) => l.ms,
    ),
    ratio(
      'cold join at edge: time',
      (s) => s.coldAtEdge,
      (l) => l.ms,
    ),
    ...loads.flatMap(({ phones, perSecond }, n) => {
      const of = (what: string, figure: (load: Load) => number) =>
        ratio(`${what}, ${phones} phones at ${perSecond}/s`, (s) => s.loads[n]!, figure)
      return [
        of('p99 of delivery', (l) => l.p99),
        of('the first delivery of all', (l) => l.first),
        of("server's time a delivery", (l) => l.usPerDelivery),
        of('memory for a busy phone (heap)', (l) => l.busyHeld),
      ]
    }),
    ratio(
      'entries a second (higher is better)',
      (s) => s.throughput,
      (t) => t.perSecond,
      true,
    ),
    ratio(
      'memory for an idle phone (heap)',
      (s) => s.idle,
      (i) => i.held,
    ),
    ratio(
      'disk for an entry',
      (s) => s.diskPerEntry,
      (d) => d.bytes,
    ),
  ])
}

/** All figures. */
export function figureTable(figures: ServerFigures, { loads }: Sizes): string {
  const line = <T>(what: string, pick: Pick<T>, show: (value: T) => string) =>
    row(what, ...SIDES.map((name) => cell(pick(figures[name]), show)))
  const link = (what: string, pick: (s: SideFigures) => SideFigures['week']) => [
    line(`${what}: payload down / up`, pick, (l) => `${bytes(l.down)} / ${bytes(l.up)}`),
    line(`${what}: on the wire down / up`, pick, (l) => `${bytes(l.wireDown)} / ${bytes(l.wireUp)}`),
    line(`${what}: time`, pick, (l) => ms(l.ms)),
    line(`${what}: longest silence between whole messages`, pick, (l) => silence(l.longestSilenceMs)),
  ]
  return table(HEAD, [
    ...link('nothing new', (s) => s.nothingNew),
    ...link('a week', (s) => s.week),
    ...link('cold join, mountain', (s) => s.cold),
    ...link('cold join, edge, once', (s) => s.coldAtEdge),
    line(
      "a week without a link: server's time",
      (s) => s.catchUp,
      (c) => ms(c.serverMs),
    ),
    line(
      'the same with a tenth of the history',
      (s) => s.catchUpYoung,
      (c) => ms(c.serverMs),
    ),
    line(
      'entries a second',
      (s) => s.throughput,
      (t) => `${number(t.perSecond)}, generator / server CPU ${cpu(t)}`,
    ),
    ...loads.flatMap(({ phones, perSecond }, n) => {
      const what = `${phones} phones at ${perSecond}/s`
      return [
        line(
          `${what}: the first of all`,
          (s) => s.loads[n]!,
          (l) => ms(l.first),
        ),
        line(
          `${what}: p50`,
          (s) => s.loads[n]!,
          (l) => ms(l.p50),
        ),
        line(
          `${what}: p99`,
          (s) => s.loads[n]!,
          (l) => ms(l.p99) + apart(l) + missing(l),
        ),
        line(
          `${what}: generator / server CPU`,
          (s) => s.loads[n]!,
          (l) => cpu(l),
        ),
        line(
          `${what}: server time a delivery`,
          (s) => s.loads[n]!,
          (l) => `${number(l.usPerDelivery)} µs`,
        ),
        line(
          `${what}: memory for a busy phone (heap)`,
          (s) => s.loads[n]!,
          (l) => bytes(l.busyHeld),
        ),
      ]
    }),
    line(
      'memory for an idle phone: heap / RSS',
      (s) => s.idle,
      (i) => `${bytes(i.held)} / ${bytes(i.rss)}`,
    ),
    line(
      'disk for an entry',
      (s) => s.diskPerEntry,
      (d) => bytes(d.bytes),
    ),
  ])
}

const cpu = ({ generatorCpu, serverCpu }: { generatorCpu: number; serverCpu: number }) =>
  `${percent(generatorCpu)} / ${percent(serverCpu)}`
const missing = ({ missing }: Load) => (missing > 0 ? ` (${number(missing)} deliveries never came)` : '')
const apart = ({ lowest, highest }: Load) =>
  lowest === undefined || highest === undefined || lowest === highest
    ? ''
    : ` (${ms(lowest)} to ${ms(highest)})`
const silence = (longest: number) =>
  longest > 30_000 ? `${ms(longest)} **a stock client hangs up after 30 s and begins anew**` : ms(longest)

/** What the book was that all three held. */
export const bookWords = (
  book: BookFigures,
  clients: Documents['clients'],
  { people, phones, entries }: Sizes,
) =>
  `${people} people, ${phones} phones, ${entries} entries said (${bytes(book.bytes / book.entries)} each on average, ` +
  `signature and all), ${book.entries} with the roster. The peers hold the same bytes in the same 20 documents, ` +
  `without the phones' keys, which they do not check, written by ${clients} Yjs clients: one for each time a phone ` +
  `opened the app and said something. Our volumes carry, beyond the entries, ${book.introduced} admissions of ` +
  `phones (${bytes(book.introducedBytes)}), so that notices are read before all devices are there; ${book.weekIntroduced} of them ` +
  `(${bytes(book.weekIntroducedBytes)}) in the week of ${book.weekEntries} entries (${bytes(book.weekBytes)}).`
