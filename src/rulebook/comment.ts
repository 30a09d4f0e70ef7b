import {
  isKind,
  kind,
  ruled,
  type Author,
  type Ground,
  type Place,
  type Placed,
  type Read,
  type Ruled,
} from './kinds.ts'
import { flag, text } from './shape.ts'
import { COMMENT_TEXT_MAX, commentAssisted, isWord, threadOpened } from './thread.ts'
import { ALLOWED, refused, waiting, type Verdict } from './verdict.ts'

/** For so long a word may be changed: later on others have read it, and answer what they have read. */
export const CHANGE_WITHIN_MS = 15 * 60_000
export const WITHDRAWAL_REASON_MAX = 200

/** A comment says something else from now on; refs, as for all that is done to one: the debate, the comment. */
export const commentChanged = kind(32, 'comment.changed', { text: text(1, COMMENT_TEXT_MAX) })
/** Its author no longer stands by a comment. */
export const commentWithdrawn = kind(33, 'comment.withdrawn', { reason: text(1, WITHDRAWAL_REASON_MAX) })
/** Somebody stands behind a comment, or no longer does. */
export const commentSupported = kind(34, 'comment.supported', { isBehind: flag })

/** The kinds of all that is done to a comment. */
export const COMMENT_DEEDS = [commentChanged, commentWithdrawn, commentSupported].map(({ number }) => number)

/** The comment that an entry is about, in the debate that it names. */
export function commentOf({ fields }: Read, rule: string, { find }: Ground): Placed | Verdict {
  const [threadId, commentId] = fields.refs
  const thread = threadId && find(threadId)
  const comment = commentId && find(commentId)
  if (!thread || !comment)
    return threadId && commentId ? waiting('ref-missing') : refused(rule, 'out-of-scope')
  const isOne = isKind(thread, threadOpened) && isWord(comment)
  return isOne && comment.fields.refs[0] === threadId ? comment : refused(rule, 'out-of-scope')
}
const isVerdict = (one: Placed | Verdict): one is Verdict => 'is' in one

/** Whether somebody said this himself, with whichever of his phones, or had it written down. */
export const isBy = (comment: Placed, author: Author, ground: Ground): boolean =>
  isKind(comment, commentAssisted)
    ? comment.body.speaker === author.person
    : isWrittenBy(comment, author, ground)

const isWrittenBy = (comment: Placed, { person }: Author, { device }: Ground): boolean =>
  device(comment.fields.device)?.person === person

function byAuthor(entry: Read, place: Place, author: Author, ground: Ground, rule: string): Placed | Verdict {
  if (!ground.roster.person(author.person, place)) return refused(rule, 'not-eligible')
  const comment = commentOf(entry, rule, ground)
  if (isVerdict(comment) || isBy(comment, author, ground)) return comment
  return refused(rule, 'not-eligible')
}

export const commentRules: Ruled[] = [
  // T4: A comment is changed by its author, within 15 minutes of its receipt.
  ruled(commentChanged, (entry, place, author, ground) => {
    const comment = byAuthor(entry, place, author, ground, 'T4')
    if (isVerdict(comment)) return comment
    return place.at - comment.place.at <= CHANGE_WITHIN_MS ? ALLOWED : refused('T4', 'closed')
  }),

  // T5: A comment is withdrawn by its author, or by who wrote it down for him, with a reason.
  ruled(commentWithdrawn, (entry, place, author, ground) => {
    if (!ground.roster.person(author.person, place)) return refused('T5', 'not-eligible')
    const comment = commentOf(entry, 'T5', ground)
    if (isVerdict(comment)) return comment
    const isTheirs = isBy(comment, author, ground) || isWrittenBy(comment, author, ground)
    return isTheirs ? ALLOWED : refused('T5', 'not-eligible')
  }),

  // T6: Every registered villager may stand behind a comment of another, and take that back.
  ruled(commentSupported, (entry, place, author, ground) => {
    if (!ground.roster.person(author.person, place)) return refused('T6', 'not-eligible')
    const comment = commentOf(entry, 'T6', ground)
    if (isVerdict(comment)) return comment
    return isBy(comment, author, ground) ? refused('T6', 'not-eligible') : ALLOWED
  }),
]
