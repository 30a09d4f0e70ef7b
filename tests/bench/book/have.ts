import { LINE_CLASS } from '#entry/lines.ts'
import type { AUTH, Told } from '#rulebook/wire.ts'
import type { Log } from '#server/log.ts'
import { VOLUME_EPOCH } from '#server/shelves.ts'

/** Where a phone stands in every volume it follows: what it says when it comes. */
export type Have = Told<typeof AUTH>['body']['have']

/** Where a phone stands that has all there is. */
export const placesOf = (log: Log): Have =>
  log
    .lastPlaces()
    .filter(({ volume }) => !/^(person|ballots)\//.test(volume))
    .map(({ volume, k, chain }) => ({ volume, epoch: VOLUME_EPOCH, k, head8: chain.slice(0, 8) }))

/** How much stands in a book. */
export interface BookFigures {
  entries: number
  bytes: number
  /** New since the phone that is a week behind was there. */
  weekEntries: number
  weekBytes: number
  /** Admissions of phones that a volume repeats before their first words in it; all, and those of the week. */
  introduced: number
  introducedBytes: number
  weekIntroduced: number
  weekIntroducedBytes: number
}

export function figuresOf(log: Log, weekAgo: Have, lastWeek: number): BookFigures {
  const size = (i: number) => log.numbered(i)?.bytes.length ?? 0
  const f = { entries: log.lastNumber(), bytes: 0, weekEntries: 0, weekBytes: 0 }
  const g = { introduced: 0, introducedBytes: 0, weekIntroduced: 0, weekIntroducedBytes: 0 }
  for (let i = 1; i <= f.entries; i++) {
    f.bytes += size(i)
    if (i <= lastWeek) continue
    f.weekEntries += 1
    f.weekBytes += size(i)
  }
  const held = new Map(weekAgo.map(({ volume, k }) => [volume, k]))
  for (const { volume, k: last } of placesOf(log)) {
    for (const { k, i, class: cls } of log.places(volume, 1, last)) {
      if (cls !== LINE_CLASS.introduced) continue
      g.introduced += 1
      g.introducedBytes += size(i)
      if (k <= (held.get(volume) ?? 0)) continue
      g.weekIntroduced += 1
      g.weekIntroducedBytes += size(i)
    }
  }
  return { ...f, ...g }
}
