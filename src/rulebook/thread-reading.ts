import type { Id } from '#entry/format.ts'
import type { BodyOf } from './kinds.ts'
import { deedsOn, readSaid, type Said } from './comment-reading.ts'
import { inOrder, ofKind, stands, timeOf, type Shown } from './shown.ts'
import { commentPosted, threadOpened } from './thread.ts'
import { voteOpened, type VoteTerms } from './vote.ts'

/** A word in a debate with the answers to it, in order. */
export interface Comment extends Said {
  replies: Said[]
}

/** A debate as this phone has it. */
export interface ThreadRead extends Shown<BodyOf<typeof threadOpened>> {
  openedAt: number
  /** In the order of the book, then what is only on this phone. */
  comments: Comment[]
  votes: Shown<VoteTerms>[]
  /** How many comments stand in the book or are on their way there: without refused and waiting ones. */
  spoken: number
  lastWordAt: number
}

/** The debate among rows about one subject. */
export function readThread(rows: readonly Shown[]): ThreadRead | undefined {
  const opening = ofKind(rows, threadOpened)[0]
  if (!opening) return undefined
  const words = inOrder(ofKind(rows, commentPosted).filter((row) => row.refs[0] === opening.id))
  const votes = inOrder(ofKind(rows, voteOpened).filter((row) => row.refs[0] === opening.id))
  const [deeds, answers] = [deedsOn(rows), answersTo(words)]
  const saidOf = (word: (typeof words)[number]) => readSaid(word, deeds.get(word.id), answers.get(word.id))
  const known = new Set(words.filter(({ refs }) => refs.length === 1).map(({ id }) => id))
  // An answer whose comment is not here (not arrived yet, or deleted from its author's phone) is not lost.
  const first = words.filter(({ refs }) => refs.length === 1 || !known.has(refs[1]!))
  const comments = first.map((word) => ({
    ...saidOf(word),
    replies: (answers.get(word.id) ?? []).map(saidOf),
  }))
  const said = [...words, ...votes].filter(stands)
  return {
    ...opening,
    openedAt: timeOf(opening),
    comments,
    votes,
    spoken: words.filter(stands).length,
    lastWordAt: Math.max(timeOf(opening), ...said.map(timeOf)),
  }
}

/** The answers to each comment, in order. */
function answersTo<W extends Shown>(words: readonly W[]): Map<Id, W[]> {
  const answers = new Map<Id, W[]>()
  for (const word of words) {
    const to = word.refs[1]
    if (to === undefined) continue
    const others = answers.get(to)
    if (others) others.push(word)
    else answers.set(to, [word])
  }
  return answers
}

/** All debates among these rows, the one with the last word first. */
export function readThreads(rows: readonly Shown[]): ThreadRead[] {
  const bySubject = new Map<string, Shown[]>()
  for (const row of rows) {
    const others = bySubject.get(row.subject)
    if (others) others.push(row)
    else bySubject.set(row.subject, [row])
  }
  return [...bySubject.values()]
    .map(readThread)
    .filter((one) => one !== undefined)
    .sort((a, b) => b.lastWordAt - a.lastWordAt)
}
