import type { Id } from '#entry/format.ts'
import type { BodyOf } from './kinds.ts'
import { inOrder, ofKind, timeOf, type Shown } from './shown.ts'
import { commentPosted, threadOpened } from './thread.ts'
import { voteOpened, type VoteTerms } from './vote.ts'

/** A word in a debate with the answers to it, in order. */
export interface Comment extends Shown<BodyOf<typeof commentPosted>> {
  replies: Shown<BodyOf<typeof commentPosted>>[]
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

const stands = (row: Shown) => row.standing.is === 'receipted' || row.standing.is === 'provisional'

/** The debate among rows about one subject. */
export function readThread(rows: readonly Shown[]): ThreadRead | undefined {
  const opening = ofKind(rows, threadOpened)[0]
  if (!opening) return undefined
  const words = inOrder(ofKind(rows, commentPosted).filter((row) => row.refs[0] === opening.id))
  const votes = inOrder(ofKind(rows, voteOpened).filter((row) => row.refs[0] === opening.id))
  const comments = new Map<Id, Comment>()
  for (const word of words) if (word.refs.length === 1) comments.set(word.id, { ...word, replies: [] })
  for (const word of words) {
    if (word.refs.length === 1) continue
    const parent = comments.get(word.refs[1]!)
    // An answer whose comment is not here (not arrived yet, or deleted from its author's phone) is not lost.
    if (parent) parent.replies.push(word)
    else comments.set(word.id, { ...word, replies: [] })
  }
  const said = [...words, ...votes].filter(stands)
  return {
    ...opening,
    openedAt: timeOf(opening),
    comments: inOrder([...comments.values()]),
    votes,
    spoken: words.filter(stands).length,
    lastWordAt: Math.max(timeOf(opening), ...said.map(timeOf)),
  }
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
