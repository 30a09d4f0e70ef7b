import type { Hex8 } from '#entry/format.ts'
import { commentWithdrawn } from './comment.ts'
import { effectOf, type Effect } from './cosign-reading.ts'
import { entryCosigned } from './cosign.ts'
import { minutesObjected, minutesSigned, type MinutesBody } from './minutes.ts'
import { commentHidden, commentRestored } from './moderation.ts'
import { inOrder, ofKind, stands, timeOf, type Shown } from './shown.ts'

/** Minutes that somebody signed, and what others see otherwise. */
export interface SignedMinutes extends Shown<MinutesBody> {
  signedAt: number
  effect: Effect
  objections: { id: string; by: Hex8 | undefined; text: string; at: number }[]
}

/** All minutes of a debate, the newest first; `now`: the village's time (ms). */
export function readSignedMinutes(rows: readonly Shown[], now: number | undefined): SignedMinutes[] {
  const objections = inOrder(ofKind(rows, minutesObjected).filter(stands))
  return inOrder(ofKind(rows, minutesSigned).filter(stands))
    .reverse()
    .map((row) => ({
      ...row,
      signedAt: timeOf(row),
      effect: effectOf(row, rows, now),
      objections: objections
        .filter(({ refs }) => refs[1] === row.id)
        .map((one) => ({ id: one.id, by: one.author, text: one.body.text, at: timeOf(one) })),
    }))
}

/** What takes words away: what was withdrawn or hidden since is not read in old minutes either. */
const TAKING_AWAY = [commentWithdrawn, commentHidden, commentRestored, entryCosigned].map(
  ({ number }) => number,
)

/** What stood in the book up to a number of the village. */
export const asOf = (rows: readonly Shown[], upTo: number): Shown[] =>
  rows.filter(
    ({ standing, kind }) => standing.is === 'receipted' && (standing.i <= upTo || TAKING_AWAY.includes(kind)),
  )

/** The last number of the village that any of these rows has. */
export const lastNumber = (rows: readonly Shown[]): number =>
  Math.max(0, ...rows.map(({ standing }) => (standing.is === 'receipted' ? standing.i : 0)))
