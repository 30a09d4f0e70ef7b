import type { Desk } from '#desk/desk.ts'
import { COSIGNED_SINCE } from '#rulebook/cosign.ts'
import type { Place } from '#rulebook/kinds.ts'
import { mayConclude } from '#rulebook/outcome.ts'
import { outcomeFor, readOutcomes } from '#rulebook/outcome-reading.ts'
import type { Roster } from '#rulebook/roster-index.ts'
import { ofKind, type Shown } from '#rulebook/shown.ts'
import { countedFrom, voteOpened, type VoteTerms } from '#rulebook/vote.ts'
import { phaseOf } from '#rulebook/vote-reading.ts'
import { decides } from '#rulebook/vouch.ts'
import { PencilLine } from '#ui/icons.ts'
import type { HomeItem } from '../../door.ts'
import { paths } from '../../paths.ts'
import { homeWords } from './home-words.ts'

const DAY_MS = 24 * 3600 * 1000
/** Older ones are no longer asked for: every phone would read the roster for them, day by day. */
const ASKED_FOR_MS = 90 * DAY_MS

/** Votes that decide and are counted, and of which nobody has published what they came to. */
export function withoutOutcome(desk: Desk, rows: Shown[]): Shown<VoteTerms>[] {
  const [now, outcomes] = [desk.now(), readOutcomes(rows, desk.now())]
  if (now === undefined) return []
  return ofKind(rows, voteOpened).filter(
    ({ id, body, standing }: Shown<VoteTerms>) =>
      standing.is === 'receipted' &&
      decides(body) &&
      !body.pausedSince &&
      phaseOf(body, now) === 'closed' &&
      now - countedFrom(body) < ASKED_FOR_MS &&
      !outcomeFor(outcomes, id),
  )
}

/** Of these, what waits for this person: all of them for secretary and committee. */
export function concludesIn(
  desk: Desk,
  votes: readonly Shown<VoteTerms>[],
  { roster, now }: { roster: Roster; now: Place },
): HomeItem[] {
  const [w, time] = [homeWords[desk.comfort.language], desk.now()]
  const may = desk.me && roster.version(now) >= COSIGNED_SINCE && mayConclude(roster, desk.me.person, now)
  if (!may || time === undefined) return []
  return votes.map(({ id, body, refs }) => ({
    key: `outcome.${id}`,
    title: body.question,
    detail: w.noOutcome(Math.floor((time - countedFrom(body)) / DAY_MS)),
    at: countedFrom(body),
    path: paths.vote(refs[0] ?? '', id),
    icon: PencilLine,
  }))
}

/** To who sees to a decision: that he does, until he has reported; later that it is due, or long without news. */
export function inMyHands(desk: Desk, rows: Shown[]): HomeItem[] {
  const [w, now, me] = [homeWords[desk.comfort.language], desk.now(), desk.me?.person]
  const outcomes = readOutcomes(rows, now)
  return outcomes.flatMap((one) => {
    const { id, body, effect, progress, isSilent, vote, refs } = one
    const isMine = me !== undefined && body.responsible === me && outcomeFor(outcomes, vote) === one
    const isOver = progress.state === 'done' || progress.state === 'stopped'
    if (!isMine || isOver || effect.is !== 'in-effect') return []
    const isDue = body.dueAt !== null && now !== undefined && now > body.dueAt
    const detail = isDue
      ? w.due(body.dueAt!)
      : isSilent
        ? w.silent
        : progress.state === 'not-begun'
          ? w.yours
          : undefined
    if (detail === undefined) return []
    const path = paths.vote(refs[0] ?? '', vote)
    return { key: `hands.${id}`, title: body.decision, detail, at: effect.at, path, icon: PencilLine }
  })
}
