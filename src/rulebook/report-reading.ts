import type { Hex8, Id } from '#entry/format.ts'
import { commentReported, type HidingReason } from './moderation.ts'
import { inOrder, ofKind, stands, timeOf, type Shown } from './shown.ts'

/** A comment was reported: the office reads all of these, everyone else only his own. */
export interface Reported {
  by: Hex8 | undefined
  reason: HidingReason
  note: string
  at: number
}

/** The reports of each comment among the rows of a debate: of each person his last, in the order of the book. */
export function reportsIn(rows: readonly Shown[]): Map<Id, Reported[]> {
  const reports = new Map<Id, Reported[]>()
  for (const row of inOrder(ofKind(rows, commentReported).filter(stands))) {
    const [, comment] = row.refs
    if (comment === undefined) continue
    const { author: by, body } = row
    const others = (reports.get(comment) ?? []).filter((one) => one.by !== by)
    reports.set(comment, [...others, { by, ...body, at: timeOf(row) }])
  }
  return reports
}
