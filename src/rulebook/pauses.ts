import type { Id } from '#entry/format.ts'
import { entryCosigned } from './cosign.ts'
import { isKind, type Placed } from './kinds.ts'
import { votePaused, voteResumed } from './pause.ts'
import { voteOpened, type VoteTerms } from './vote.ts'

/** As the closing of a paused vote: no clock shows it, and windows added to it stay dates. */
export const NEVER = 8e15

/** One turn of a vote's time that took effect, with the second signature. */
interface Turn {
  /** Number and time of the second signature. */
  i: number
  at: number
  pause: Id
  /** From when it stands still; undefined where it runs on. */
  since: number | undefined
}

/** What stopped votes and let them go on, entered in the order of the roster. */
export class Pauses {
  private said = new Map<Id, Placed>()
  private turns = new Map<Id, Turn[]>()

  enter(entry: Placed) {
    if (isKind(entry, votePaused) || isKind(entry, voteResumed)) this.said.set(entry.id, entry)
    if (!isKind(entry, entryCosigned)) return
    const about = this.said.get(entry.fields.refs[1] ?? '')
    if (!about) return
    this.said.delete(about.id)
    const [vote, pause] = about.fields.refs
    const since = isKind(about, votePaused) ? about.body.since : undefined
    const turn = { ...entry.place, pause: since === undefined ? pause! : about.id, since }
    this.turns.set(vote!, [...(this.turns.get(vote!) ?? []), turn])
  }

  /**
   * A vote's terms with its times as they stand before a number of the village: it closes later by what it stood
   * still, and while it does, never.
   */
  termsAt({ id, body }: { id: Id; body: VoteTerms }, openedAt: number, i = Infinity): VoteTerms {
    let { closesAt } = body
    let still: { pause: Id; since: number } | undefined
    for (const turn of this.turns.get(id) ?? []) {
      if (turn.i >= i) break
      if (turn.since === undefined) {
        if (still?.pause !== turn.pause) continue
        closesAt += Math.max(0, turn.at - still.since)
        still = undefined
        // What is over may have been given out: it is not opened again.
      } else if (!still && turn.since < closesAt && turn.at <= closesAt + body.collectMs)
        still = { pause: turn.pause, since: Math.max(turn.since, body.opensAt ?? openedAt) }
    }
    if (still) return { ...body, closesAt: NEVER, pausedSince: still.since }
    return closesAt === body.closesAt ? body : { ...body, closesAt }
  }

  /** An entry as it stands before a number of the village: the same, or a vote with its times moved. */
  inForce<E extends Placed>(entry: E, i = Infinity): E {
    if (!isKind(entry, voteOpened)) return entry
    const body = this.termsAt(entry, entry.place.at, i)
    return body === entry.body ? entry : { ...entry, body }
  }
}
