import { isKind, kind, ruled, type Ruled } from './kinds.ts'
import { text } from './shape.ts'
import { ALLOWED, refused, waiting } from './verdict.ts'

export const THREAD_TEXT_MAX = 3000
export const COMMENT_TEXT_MAX = 2000

/** 议题: a matter put before the village. */
export const threadOpened = kind(30, 'thread.opened', { title: text(1, 60), text: text(1, THREAD_TEXT_MAX) })
/** A word in a debate; refs: the thread, and for a reply the comment it answers. */
export const commentPosted = kind(31, 'comment.posted', { text: text(1, COMMENT_TEXT_MAX) })

export const threadRules: Ruled[] = [
  // T1: Every registered villager may put a matter before the village.
  ruled(threadOpened, (_, place, { person }, { roster }) =>
    roster.person(person, place) ? ALLOWED : refused('T1', 'not-eligible'),
  ),

  // T2: Every registered villager may speak in a debate.
  // T3: A reply answers a comment of the same debate, and a reply is not answered itself: one level.
  ruled(commentPosted, ({ fields }, place, { person }, { roster, find }) => {
    if (!roster.person(person, place)) return refused('T2', 'not-eligible')
    const [threadId, parentId] = fields.refs
    const thread = find(threadId!)
    if (!thread) return waiting('ref-missing')
    if (!isKind(thread, threadOpened)) return refused('T2', 'out-of-scope')
    if (parentId === undefined) return ALLOWED
    const parent = find(parentId)
    if (!parent) return waiting('ref-missing')
    if (!isKind(parent, commentPosted)) return refused('T3', 'out-of-scope')
    return parent.fields.refs.length === 1 ? ALLOWED : refused('T3', 'out-of-scope')
  }),
]
