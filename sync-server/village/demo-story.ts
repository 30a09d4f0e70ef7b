import { castBallot, openThread, openVote, postComment } from '#rooms/deliberation/acts.ts'
import { correctNotice, publishNotice } from '#rooms/notices/acts.ts'
import { quorum } from '#rulebook/quorum.ts'
import { villageDay } from '#rulebook/village-time.ts'
import { DAY_MS, HOUR_MS, type WalkingClock } from './clock.ts'
import type { Cast } from './demo-cast.ts'
import { notices } from './demo/notices.ts'
import { offices } from './demo/people.ts'
import { threads } from './demo/road.ts'
import type { Notice, PersonKey, Thread, Vote } from './demo/types.ts'
import { votes } from './demo/votes.ts'
import { standing, type Pen, type Written } from './pen.ts'

/** Something that somebody said or did at a time. */
interface Moment {
  at: number
  by: PersonKey
  /** Under this name later moments find what was written. */
  key: string
  write(pen: Pen, idOf: (key: string) => string): Promise<Written>
}

/** Days before the end of the story at which the first notice stands. */
export const oldestDays = Math.max(...notices.map((notice) => notice.daysAgo))

/** Tells what the texts tell, in the order in which it happened, until `end`. */
export async function tellStory(cast: Cast, clock: WalkingClock, end: number) {
  const moments = [
    ...notices.flatMap((notice) => ofNotice(notice, cast, end)),
    ...threads.flatMap((thread) => ofThread(thread, end)),
    ...votes.flatMap((vote) => ofVote(vote, end)),
  ].sort((a, b) => a.at - b.at)
  const ids = new Map<string, string>()
  for (const { at, by, key, write } of moments) {
    clock.walkTo(at)
    ids.set(key, standing(await write(cast.pen(by), (name) => ids.get(name)!)))
  }
  clock.walkTo(end)
}

function ofNotice(notice: Notice, cast: Cast, end: number): Moment[] {
  const { key, kind, title, text, by, daysAgo, displayDays, pinned = false, scope, correction } = notice
  const at = end - daysAgo * DAY_MS
  const grid = offices.gridWorkers.find((worker) => worker.person === by)
  const homes = scope === 'grid' ? grid!.households.map(cast.household) : []
  const showUntil = Math.floor(at + displayDays * DAY_MS)
  const body = { sort: kind, title, text, showUntil, pinned, households: homes }
  const first: Moment = { at, by, key, write: (pen) => publishNotice(pen, body) }
  if (!correction) return [first]
  const { daysAfter, title: newTitle, text: newText, reason } = correction
  const corrected: Moment = {
    at: at + daysAfter * DAY_MS,
    by,
    key: `${key} corrected`,
    write: (pen, idOf) => correctNotice(pen, idOf(key), { ...body, title: newTitle, text: newText }, reason),
  }
  return [first, corrected]
}

function ofThread({ key, title, matter, by, daysAgo, text, remarks }: Thread, end: number): Moment[] {
  const opening: Moment = {
    at: end - daysAgo * DAY_MS,
    by,
    key,
    write: (pen) => openThread(pen, { title, text, matter }),
  }
  const said = remarks.map((remark): Moment => ({
    at: end - remark.daysAgo * DAY_MS,
    by: remark.by,
    key: remark.key,
    write: (pen, idOf) =>
      postComment(
        pen,
        idOf(key),
        { text: remark.text },
        remark.replyTo === undefined ? undefined : idOf(remark.replyTo),
      ),
  }))
  return [opening, ...said]
}

/** The vote with a word on how it goes before it, and its ballots spread evenly between its opening and its closing, or the end of the story. */
function ofVote(vote: Vote, end: number): Moment[] {
  const { key, thread, kind, options, choose, rule, basis, question, text, ballots } = vote
  const opens = end - vote.opensDaysAgo * DAY_MS
  const closesAt = Math.floor(end + vote.closesDaysAhead * DAY_MS)
  const { noticeDays } = quorum(rule)
  const terms = {
    question,
    sort: kind,
    options: kind === 'approve' ? [] : options.map((option) => option.label),
    ...choose,
    quorum: rule,
    basis,
    group: null,
    closesAt,
    collectMs: vote.windowHours * HOUR_MS,
    hidden: vote.results === 'hidden',
    announced: noticeDays ? villageDay(opens) - noticeDays : null,
  }
  const explained: Moment = {
    at: opens - 60 * 1000,
    by: vote.by,
    key: `${key} explained`,
    write: (pen, idOf) => postComment(pen, idOf(thread), { text }),
  }
  const opening: Moment = {
    at: opens,
    by: vote.by,
    key,
    write: (pen, idOf) => openVote(pen, idOf(thread), terms),
  }
  const step = (Math.min(closesAt, end) - opens) / (ballots.length + 1)
  const cast = ballots.map(({ by, choice }, n): Moment => {
    const choices = choice.map((one) => options.findIndex((option) => option.key === one))
    return {
      at: opens + (n + 1) * step,
      by,
      key: `${key} ${by}`,
      write: (pen, idOf) => castBallot(pen, idOf(key), { choices }),
    }
  })
  return [explained, opening, ...cast]
}
