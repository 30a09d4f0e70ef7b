import type { Hex8, Id } from '#entry/format.ts'
import { entryCosigned } from './cosign.ts'
import { effectOf } from './cosign-reading.ts'
import type { BodyOf } from './kinds.ts'
import { commentChanged, commentSupported, commentWithdrawn } from './comment.ts'
import { deedsOn, readSaid, type Said } from './comment-reading.ts'
import { hidingsIn } from './hiding-reading.ts'
import { appealHeard, commentHidden, commentReported, commentRestored, hidingAppealed } from './moderation.ts'
import { reportsIn } from './report-reading.ts'
import { inOrder, ofKind, stands, timeOf, type Shown } from './shown.ts'
import {
  answeredBy,
  commentAssisted,
  commentPosted,
  threadEdited,
  threadLocked,
  threadOpened,
  threadUnlocked,
} from './thread.ts'
import { outcomePublished } from './outcome.ts'
import { minutesSigned } from './minutes.ts'
import { outcomeFor, readOutcomes, type OutcomeRead } from './outcome-reading.ts'
import { lastNumber, readSignedMinutes, sealIn, type SignedMinutes } from './signed-minutes-reading.ts'
import { readSteps, type StepRead } from './step-reading.ts'
import { phaseOf } from './vote-reading.ts'
import { voteOpened, type VoteTerms } from './vote.ts'

/** A word in a debate with the answers to it, in order. */
export interface Comment extends Said {
  replies: Said[]
}

/** What a matter said of itself before, and what its next version says of the difference. */
export interface Earlier {
  text: string
  until: number
  note: string
  by: Hex8 | undefined
}
/** A debate was closed, or opened again. */
export interface Closing {
  reason: string
  at: number
  by: Hex8 | undefined
  isClosed: boolean
}

/** A debate as this phone has it. */
export interface ThreadRead extends Shown<BodyOf<typeof threadOpened>> {
  openedAt: number
  /** What the matter says of itself now, and what it said before, the newest first. */
  now: string
  before: Earlier[]
  /** How it was closed and opened, the newest first; it is closed if the newest says so. */
  closings: Closing[]
  isLocked: boolean
  /** 封存: by which minutes, and from when on (ms); nothing opens it again. */
  seal: { id: Id; at: number } | undefined
  /** In the order of the book, then what is only on this phone. */
  comments: Comment[]
  /** Said while the debate was closed or sealed, and no part of it; nothing is lost. */
  outside: Comment[]
  votes: Shown<VoteTerms>[]
  /** What its votes came to, the newest first. */
  outcomes: OutcomeRead[]
  /** How far it is on the way of 四议两公开. */
  steps: StepRead[]
  /** Its minutes that were signed, the newest first. */
  minutes: SignedMinutes[]
  /** The last number of the village that anything in it has. */
  lastNumber: number
  /** How many comments stand in the book or are on their way there: without refused and waiting ones. */
  spoken: number
  lastWordAt: number
}

const WORDS = [commentPosted.number, commentAssisted.number]
type Word = Shown<BodyOf<typeof commentPosted | typeof commentAssisted>>

/** The debate among rows about one subject; `now`: the village's time (ms), where this phone is sure of it. */
export function readThread(rows: readonly Shown[], now?: number): ThreadRead | undefined {
  const opening = ofKind(rows, threadOpened)[0]
  if (!opening) return undefined
  const about = rows.filter((row) => row.refs[0] === opening.id)
  const own = inOrder(about.filter((row) => !WORDS.includes(row.kind) && stands(row)))
  const words = inOrder<Word>([...ofKind(about, commentPosted), ...ofKind(about, commentAssisted)])
  const votes = inOrder(ofKind(about, voteOpened))
  const [deeds, answers] = [deedsOn(rows), answersTo(words)]
  const [hidings, reports] = [hidingsIn(about, now), reportsIn(about)]
  const saidOf = (word: (typeof words)[number]) =>
    readSaid(
      word,
      ...[deeds.get(word.id), answers.get(word.id)],
      ...[hidings.get(word.id), reports.get(word.id)],
      word.kind === commentAssisted.number ? effectOf(word, about, now) : undefined,
    )
  const known = new Set(words.filter((word) => !answeredBy(word)).map(({ id }) => id))
  // An answer whose comment is not here (not arrived yet, or deleted from its author's phone) is not lost.
  const first = words.filter((word) => !known.has(answeredBy(word) ?? ''))
  const [closings, isShutOut] = closingsIn(own)
  const minutes = readSignedMinutes(about, now)
  const seal = sealIn(minutes)
  const isOutside = (word: Shown) => isShutOut(word) || (seal !== undefined && timeOf(word) > seal.at)
  const comments = first.map((word) => ({
    ...saidOf(word),
    replies: (answers.get(word.id) ?? []).filter((reply) => !isOutside(reply)).map(saidOf),
  }))
  // An answer given while the debate was closed stands with the others that were.
  const late = words.filter((word) => isOutside(word) && known.has(answeredBy(word) ?? ''))
  const inside = comments.filter((one) => !isOutside(one))
  const said = [...words.filter((word) => !isOutside(word)), ...votes].filter(stands)
  return {
    ...opening,
    openedAt: timeOf(opening),
    ...versionsOf(opening, own),
    closings,
    isLocked: closings[0]?.isClosed ?? false,
    seal,
    comments: inside,
    outside: inOrder([
      ...comments.filter(isOutside),
      ...late.map((word) => ({ ...saidOf(word), replies: [] })),
    ]),
    votes,
    outcomes: readOutcomes(about, now),
    steps: readSteps(about, now),
    minutes,
    lastNumber: lastNumber([opening, ...about]),
    spoken: said.length - votes.filter(stands).length,
    lastWordAt: Math.max(timeOf(opening), ...said.map(timeOf)),
  }
}

/** Whether a debate's last minutes are published; a phone that is not sure of the time cannot say so. */
export const isSealed = ({ seal }: Pick<ThreadRead, 'seal'>, now: number | undefined): boolean =>
  seal !== undefined && now !== undefined && now > seal.at

/** 议题的状态: concluded once what its newest vote came to is published and cosigned. */
export type ThreadState = 'open' | 'voting' | 'concluded' | 'locked' | 'sealed'

/** `now`: the village's time (ms); where this phone is not sure of it, a vote without an outcome may still run. */
export function stateOf(
  { seal, isLocked, votes, outcomes }: Pick<ThreadRead, 'seal' | 'isLocked' | 'votes' | 'outcomes'>,
  now: number | undefined,
): ThreadState {
  if (isSealed({ seal }, now)) return 'sealed'
  if (isLocked) return 'locked'
  const put = votes.filter(({ standing }) => standing.is === 'receipted')
  const isConcluded = ({ id }: Shown) => outcomeFor(outcomes, id)?.effect.is === 'in-effect'
  const runs = (vote: Shown<VoteTerms>) =>
    !isConcluded(vote) && ['open', 'collecting', 'unsure'].includes(phaseOf(vote.body, now))
  if (put.some(runs)) return 'voting'
  const last = put[put.length - 1]
  return last && isConcluded(last) ? 'concluded' : 'open'
}

/** What a matter says now, and said before. */
function versionsOf(opening: Shown<BodyOf<typeof threadOpened>>, rows: readonly Shown[]) {
  let now = opening.body.text
  const before: Earlier[] = []
  for (const edit of ofKind(rows, threadEdited)) {
    before.unshift({ text: now, until: timeOf(edit), note: edit.body.note, by: edit.author })
    now = edit.body.text
  }
  return { now, before }
}

/** How a matter was put anew since a time (ms), the newest first; the last one has the text that stood then. */
export const editedSince = ({ before }: Pick<ThreadRead, 'before'>, at: number): Earlier[] =>
  before.filter(({ until }) => until > at)

/** How a debate was closed and opened, the newest first, and what was said in between. */
function closingsIn(rows: readonly Shown[]): [Closing[], (word: Shown) => boolean] {
  const [locked, unlocked] = [ofKind(rows, threadLocked), ofKind(rows, threadUnlocked)]
  const turns = inOrder<Shown<{ reason: string }>>([...locked, ...unlocked])
  const isClosing = (row: Shown) => row.kind === threadLocked.number
  const closings = turns.map((row) => ({
    reason: row.body.reason,
    at: timeOf(row),
    by: row.author,
    isClosed: isClosing(row),
  }))
  const isOutside = (word: Shown): boolean => {
    const before = inOrder([...turns, word])
    const last = before[before.indexOf(word) - 1]
    return last !== undefined && isClosing(last)
  }
  return [closings.reverse(), turns.some(isClosing) ? isOutside : () => false]
}

/** The answers to each comment, in order. */
function answersTo<W extends Shown>(words: readonly W[]): Map<Id, W[]> {
  const answers = new Map<Id, W[]>()
  for (const word of words) {
    const to = answeredBy(word)
    if (to === undefined) continue
    const others = answers.get(to)
    if (others) others.push(word)
    else answers.set(to, [word])
  }
  return answers
}

/** What a list of debates needs: their last words, and the state that each is in. */
export const OF_THREADS = {
  opening: threadOpened,
  kinds: [threadUnlocked, voteOpened, outcomePublished, entryCosigned, commentAssisted],
  many: commentPosted,
  // What was said while it was closed, or once its last minutes were published, is no part of a debate.
  whole: [threadLocked, minutesSigned],
}

/** What the newest words of a debate are read by. */
export const HEAD_OF_THREAD = {
  many: commentPosted,
  deeds: [
    ...[commentChanged, commentWithdrawn, commentSupported],
    ...[commentHidden, hidingAppealed, commentRestored, appealHeard, commentReported],
  ],
}

/** A debate among its newest rows: an answer whose comment is not among them stands with that, further up. */
export function readHead(rows: readonly Shown[], now?: number): ThreadRead | undefined {
  const here = new Set(rows.map(({ id }) => id))
  const isHere = (to: Id | undefined) => to === undefined || here.has(to)
  return readThread(
    rows.filter((row) => !WORDS.includes(row.kind) || isHere(answeredBy(row))),
    now,
  )
}

/** All debates among these rows, the one with the last word first; `more`: words of each that are not among them. */
export function readThreads(rows: readonly Shown[], more?: ReadonlyMap<string, number>): ThreadRead[] {
  const bySubject = new Map<string, Shown[]>()
  for (const row of rows) {
    const others = bySubject.get(row.subject)
    if (others) others.push(row)
    else bySubject.set(row.subject, [row])
  }
  return [...bySubject.values()]
    .map((about) => readThread(about))
    .filter((one) => one !== undefined)
    .map((one) => ({ ...one, spoken: one.spoken + (more?.get(one.id) ?? 0) }))
    .sort((a, b) => b.lastWordAt - a.lastWordAt)
}
