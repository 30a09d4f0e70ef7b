import type { Hex8, Id } from '#entry/format.ts'
import { villageMonth } from './village-time.ts'
import { effectOf, type Effect } from './cosign-reading.ts'
import {
  appealHeard,
  commentHidden,
  commentRestored,
  hidingAppealed,
  type HidingReason,
} from './moderation.ts'
import { inOrder, ofKind, stands, timeOf, type Shown } from './shown.ts'

/** What a supervisor said of it. */
interface Answer {
  reason: string
  by: Hex8 | undefined
  at: number
}
/** A comment that is to be hidden, or is, or was. */
export interface Hiding {
  id: Id
  reason: HidingReason
  note: string
  by: Hex8 | undefined
  at: number
  /** Hidden only once a second person stands behind it. */
  effect: Effect
  /** What its author says to that, the newest last. */
  appeals: { id: Id; text: string; at: number }[]
  /** Why it stays hidden all the same. */
  heard: Answer | undefined
  restored: Answer | undefined
}

/** The hidings of each comment, the oldest first, among the rows of a debate. */
export function hidingsIn(rows: readonly Shown[], now: number | undefined): Map<Id, Hiding[]> {
  const hidings = new Map<Id, Hiding[]>()
  const about = <B>(some: readonly Shown<B>[], hiding: Id) =>
    inOrder(some.filter((row) => row.refs[2] === hiding && stands(row)))
  const [appeals, restorals] = [ofKind(rows, hidingAppealed), ofKind(rows, commentRestored)]
  const hearings = ofKind(rows, appealHeard)
  const answered = (some: readonly Shown<{ reason: string }>[], hiding: Id): Answer | undefined => {
    const [first] = about(some, hiding)
    return first && { reason: first.body.reason, by: first.author, at: timeOf(first) }
  }
  for (const row of inOrder(ofKind(rows, commentHidden).filter(stands))) {
    const comment = row.refs[1]
    if (comment === undefined) continue
    const one: Hiding = {
      ...{ id: row.id, reason: row.body.reason, note: row.body.note, by: row.author, at: timeOf(row) },
      effect: effectOf(row, rows, now),
      appeals: about(appeals, row.id).map((one) => ({ id: one.id, text: one.body.text, at: timeOf(one) })),
      heard: answered(hearings, row.id),
      restored: answered(restorals, row.id),
    }
    hidings.set(comment, [...(hidings.get(comment) ?? []), one])
  }
  return hidings
}

/** The hiding that counts now: one in effect that was not lifted, otherwise one that waits; the newest of these. */
export const hidingNow = (hidings: readonly Hiding[] = []): Hiding | undefined => {
  const open = [...hidings].reverse().filter(({ restored }) => !restored)
  return (
    open.find(({ effect }) => effect.is === 'in-effect') ?? open.find(({ effect }) => effect.is === 'pending')
  )
}

export const isHidden = (hiding: Hiding | undefined): boolean => hiding?.effect.is === 'in-effect'

/** How many comments were hidden in a month of the village, by reason; lifted ones are counted apart. */
export interface HidingMonth {
  /** Of the village's calendar: 2026-11. */
  month: string
  reasons: Partial<Record<HidingReason, number>>
  restored: number
}

/** The public count of what was hidden, the newest month first; by when it took effect. */
export function hidingMonths(rows: readonly Shown[]): HidingMonth[] {
  const months = new Map<string, HidingMonth>()
  for (const hiding of [...hidingsIn(rows, undefined).values()].flat()) {
    if (hiding.effect.is !== 'in-effect') continue
    const month = villageMonth(hiding.effect.at)
    const one = months.get(month) ?? { month, reasons: {}, restored: 0 }
    one.reasons[hiding.reason] = (one.reasons[hiding.reason] ?? 0) + 1
    if (hiding.restored) one.restored += 1
    months.set(month, one)
  }
  return [...months.values()].sort((a, b) => (a.month < b.month ? 1 : -1))
}
