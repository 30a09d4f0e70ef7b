import type { Hex8, Id } from '#entry/format.ts'
import { effectOf, type Effect } from './cosign-reading.ts'
import { votePaused, voteResumed } from './pause.ts'
import { inOrder, ofKind, stands, timeOf, type Shown } from './shown.ts'

/** What one of them said, and whether the other has signed as well. */
export interface PauseWord {
  id: Id
  kind: number
  reason: string
  by: Hex8 | undefined
  saidAt: number
  effect: Effect
  standing: Shown['standing']
}
/** A pause of a vote, as it was proposed, and how it went on. */
export interface PauseRead extends PauseWord {
  since: number
  /** The word that let it go on, or is to. */
  resumed: PauseWord | undefined
}

/** The pauses of a vote among the rows about it, the newest first; `now`: the village's time (ms). */
export function readPauses(rows: readonly Shown[], now: number | undefined): PauseRead[] {
  const word = (row: Shown<{ reason: string }>): PauseWord => ({
    ...{ id: row.id, kind: row.kind, reason: row.body.reason, by: row.author },
    ...{ saidAt: timeOf(row), effect: effectOf(row, rows, now), standing: row.standing },
  })
  const resumptions = inOrder(ofKind(rows, voteResumed).filter(stands)).map((row) => ({
    row,
    word: word(row),
  }))
  return inOrder(ofKind(rows, votePaused).filter(stands))
    .reverse()
    .map((row) => {
      const own = resumptions.filter(({ row: { refs } }) => refs[1] === row.id).map((one) => one.word)
      const signed = own.filter(({ effect }) => effect.is === 'in-effect')
      return { ...word(row), since: row.body.since, resumed: signed[0] ?? own[own.length - 1] }
    })
}

/** The one for which a vote stands still now, if it does. */
export const pauseNow = (pauses: readonly PauseRead[]): PauseRead | undefined =>
  pauses.find(({ effect, resumed }) => effect.is === 'in-effect' && resumed?.effect.is !== 'in-effect')

/** What of it still waits for a second signature. */
export const unsignedIn = (pauses: readonly PauseRead[]): PauseWord[] =>
  pauses
    .flatMap((one) => [one, ...(one.resumed ? [one.resumed] : [])])
    .filter(({ effect }) => effect.is === 'pending')
