import type { Id } from '#entry/format.ts'
import { openBox } from '#rulebook/ballot-box.ts'
import { countBox, type Count } from '#rulebook/count.ts'
import { isKind, type Placed } from '#rulebook/kinds.ts'
import { isAsCounted, outcomeFor, readOutcomes } from '#rulebook/outcome-reading.ts'
import { Roster } from '#rulebook/roster-index.ts'
import type { Shown } from '#rulebook/shown.ts'
import { ballotsOf, ROSTER } from '#rulebook/volumes.ts'
import { countedFrom, voteOpened, type VoteTerms } from '#rulebook/vote.ts'
import type { CheckedEntries, CheckedEntry } from './verify-entries.ts'

/** A vote as it is counted from the book alone. */
export interface CountedVote {
  id: Id
  opening: Placed<VoteTerms>
  /** None before nothing more can come in: what is hidden until then stays so. */
  count: Count | undefined
  /** What was published of it, if anything, and whether these are the numbers. */
  published: { id: Id; isRight: boolean } | undefined
}

/** Counts every vote of a book anew, as a phone that has all of it; `entries` were checked before. */
export function countVotes({ byNumber, admissions }: CheckedEntries): CountedVote[] {
  const all = [...byNumber.values()]
  const now = all[all.length - 1]?.stored.at ?? 0
  const roster = new Roster()
  const byVolume = new Map<string, CheckedEntry[]>()
  for (const entry of all) {
    if (entry.stored.volumes.includes(ROSTER)) roster.enter(entry.placed)
    for (const name of entry.stored.volumes) {
      const others = byVolume.get(name)
      if (others) others.push(entry)
      else byVolume.set(name, [entry])
    }
  }
  return all.flatMap(({ placed, stored }) => {
    if (!isKind(placed, voteOpened)) return []
    const opening = roster.pauses.inForce(placed) as Placed<VoteTerms>
    const ballots = (byVolume.get(ballotsOf(stored.id)) ?? []).filter(
      ({ placed: one }) => one.id !== stored.id,
    )
    const isOver = now > countedFrom(opening.body)
    const count = isOver
      ? countBox(
          openBox(
            opening,
            ballots.map((one) => one.placed),
            roster,
            (device) => admissions.get(device),
          ),
        )
      : undefined
    const debate = (byVolume.get(stored.volumes[0] ?? '') ?? []).map((one) => shownOf(one, admissions))
    const outcome = outcomeFor(readOutcomes(debate, now), stored.id)
    const published =
      outcome && count ? { id: outcome.id, isRight: isAsCounted(outcome.body, count) } : undefined
    return { id: stored.id, opening, count, published }
  })
}

/** An entry as readings see it. */
function shownOf({ stored, placed }: CheckedEntry, admissions: CheckedEntries['admissions']): Shown {
  const { kind, fields, body } = placed
  return {
    ...{ id: stored.id, kind: kind.number, subject: fields.refs[0] ?? stored.id, refs: fields.refs, body },
    ...{
      author: admissions.get(stored.device)?.person,
      device: stored.device,
      seq: stored.seq,
      at: fields.at,
    },
    ...{ standing: { is: 'receipted', i: stored.i, at: stored.at }, own: false },
  }
}
