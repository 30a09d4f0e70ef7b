import { isFailed, type Tried } from '../measures/figures.ts'
import type { PhoneFigures } from '../phone/run.ts'
import type { ServerFigures } from '../servers-run.ts'
import type { BookFigures } from '../book/have.ts'
import { bytes, ms, number, times } from './format.ts'

/** One of our targets: what it asks, what came out, and whether that will do; undefined where it was not measured. */
export interface Target {
  what: string
  asked: string
  measured: string
  isMet: boolean | undefined
}

const target = <T>(
  what: string,
  asked: string,
  tried: Tried<T> | undefined,
  judge: (value: T) => [measured: string, isMet: boolean],
): Target => {
  if (tried === undefined) return { what, asked, measured: 'not measured', isMet: undefined }
  if (isFailed(tried)) return { what, asked, measured: `not measured: ${tried.failed}`, isMet: undefined }
  const [measured, isMet] = judge(tried)
  return { what, asked, measured, isMet }
}

/** The targets that servers decide. */
export function serverTargets(
  figures: ServerFigures,
  book: BookFigures,
  phones: number[],
  crowds: number[],
): Target[] {
  const { ours } = figures
  const peers = [figures['y-websocket'], figures.hocuspocus]
  const loads = ours.loads.map((one, n) =>
    target(`p99 of delivery to ${phones[n]} phones`, 'ahead of every peer', one, ({ p99 }) => {
      const theirs = peers.map((peer) => peer.loads[n]!).map((load) => (isFailed(load) ? Infinity : load.p99))
      return [`${ms(p99)} against ${theirs.map(ms).join(' and ')}`, theirs.every((their) => p99 < their)]
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
    target('memory for an idle phone (heap)', 'at most 9 KB', ours.idle, ({ held, rss }) => [
      `${bytes(held)} (${bytes(rss)} of RSS)`,
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
      'cost flat in history: a catch-up, ten times the history',
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

/** The targets that the app decides. */
export function phoneTargets({ starts, saved }: PhoneFigures): Target[] {
  const [first, last] = [starts[0]!, starts.at(-1)!]
  return [
    target(
      `warm start flat from ${first.entries} to ${last.entries} entries`,
      'at most 1.2×',
      last.started,
      (many) => {
        if (isFailed(first.started)) return ['not measured', false]
        const ratio = many.median / first.started.median
        return [`${times(ratio)} (${ms(first.started.median)} to ${ms(many.median)})`, ratio <= 1.2]
      },
    ),
    target('tap to 已存手机, p95', 'at most 100 ms in the shortest debate', saved, (all) => [
      all.map(({ p95, comments }) => `${ms(p95)} in a debate of ${comments}`).join(', '),
      all[0]!.p95 <= 100,
    ]),
  ]
}
