import type { Hex8 } from '#entry/format.ts'
import { commentWithdrawn } from './comment.ts'
import { effectOf, type Effect } from './cosign-reading.ts'
import { entryCosigned } from './cosign.ts'
import { minutesObjected, minutesSigned, OBJECT_WITHIN_MS, type MinutesBody } from './minutes.ts'
import { commentHidden, commentRestored } from './moderation.ts'
import { inOrder, ofKind, stands, timeOf, type Shown } from './shown.ts'

/** Minutes that somebody signed, and what others see otherwise. */
export interface SignedMinutes extends Shown<MinutesBody> {
  signedAt: number
  effect: Effect
  /** Until when (ms) they are open to objections; from then on they are published. None before they took effect. */
  openUntil: number | undefined
  /** Late: said after they were published. */
  objections: { id: string; by: Hex8 | undefined; text: string; at: number; isLate: boolean }[]
}

/** All minutes of a debate, the newest first; `now`: the village's time (ms). */
export function readSignedMinutes(rows: readonly Shown[], now: number | undefined): SignedMinutes[] {
  const objections = inOrder(ofKind(rows, minutesObjected).filter(stands))
  return inOrder(ofKind(rows, minutesSigned).filter(stands))
    .reverse()
    .map((row) => {
      const effect = effectOf(row, rows, now)
      const openUntil = effect.is === 'in-effect' ? effect.at + OBJECT_WITHIN_MS : undefined
      const own = objections.filter(({ refs }) => refs[1] === row.id)
      return {
        ...row,
        signedAt: timeOf(row),
        effect,
        openUntil,
        objections: own.map((one) => ({
          ...{ id: one.id, by: one.author, text: one.body.text, at: timeOf(one) },
          isLate: openUntil !== undefined && timeOf(one) > openUntil,
        })),
      }
    })
}

/** The minutes that seal a debate, and when (ms): the first last ones that no other last ones came before. */
export function sealIn(minutes: readonly SignedMinutes[]): { id: string; at: number } | undefined {
  const last = minutes
    .filter(({ body }) => body.closes)
    .flatMap(({ id, openUntil }) => (openUntil === undefined ? [] : { id, at: openUntil }))
    .sort((a, b) => a.at - b.at)
  // Where others took effect within the window of the first, these have the last word.
  return last.find(({ at }, n) => (last[n + 1]?.at ?? Infinity) - OBJECT_WITHIN_MS > at)
}

/**
 * What stood in the book up to a number of the village. Nothing that came since changes it, but that words were
 * withdrawn or hidden; what was hidden by then stays so, whatever was decided since.
 */
export function asOf(rows: readonly Shown[], upTo: number): Shown[] {
  const isBy = ({ standing }: Shown) => standing.is === 'receipted' && standing.i <= upTo
  const cosigned = ofKind(rows, entryCosigned)
  const hidings = new Set(ofKind(rows, commentHidden).map(({ id }) => id))
  const hiddenBy = new Set(cosigned.filter(isBy).map(({ refs }) => refs[1]))
  const takesAway = ({ kind, refs }: Shown): boolean => {
    if (kind === entryCosigned.number) return hidings.has(refs[1] ?? '')
    if (kind === commentRestored.number) return !hiddenBy.has(refs[2])
    return kind === commentWithdrawn.number || kind === commentHidden.number
  }
  return rows.filter((row) => row.standing.is === 'receipted' && (isBy(row) || takesAway(row)))
}

/** The last number of the village that any of these rows has. */
export const lastNumber = (rows: readonly Shown[]): number =>
  Math.max(0, ...rows.map(({ standing }) => (standing.is === 'receipted' ? standing.i : 0)))
