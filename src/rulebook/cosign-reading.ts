import type { Hex8 } from '#entry/format.ts'
import { COSIGN_WITHIN_MS, entryCosigned } from './cosign.ts'
import { inOrder, ofKind, timeOf, type Shown } from './shown.ts'

/** Whether a second person stands behind an entry: since when and who; not yet; or not in time. */
export type Effect =
  { is: 'in-effect'; at: number; by: Hex8 | undefined } | { is: 'pending' } | { is: 'lapsed' }

/** The effect of an entry that needs a second signature; `now` (ms) undefined: nobody can say that it lapsed. */
export function effectOf(entry: Shown, rows: readonly Shown[], now: number | undefined): Effect {
  const cosigns = ofKind(rows, entryCosigned).filter(
    (row) => row.refs[1] === entry.id && row.standing.is === 'receipted',
  )
  const [first] = inOrder(cosigns)
  if (first) return { is: 'in-effect', at: timeOf(first), by: first.author }
  const isOver =
    entry.standing.is === 'receipted' && now !== undefined && now - timeOf(entry) > COSIGN_WITHIN_MS
  return isOver ? { is: 'lapsed' } : { is: 'pending' }
}
