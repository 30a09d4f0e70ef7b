import {
  isKind,
  kind,
  ruled,
  type BodyOf,
  type Ground,
  type Place,
  type Placed,
  type Read,
  type Ruled,
} from './kinds.ts'
import type { Hex8 } from '#entry/format.ts'
import { attachments } from './attachment.ts'
import type { Roster } from './roster-index.ts'
import type { Role } from './roster.ts'
import { appended, hex32, hex8, oneOf, text } from './shape.ts'
import { ALLOWED, refused, waiting, type Verdict } from './verdict.ts'

export const THREAD_TEXT_MAX = 3000
export const COMMENT_TEXT_MAX = 2000
export const THREAD_NOTE_MAX = 200
/** So many words of a debate are quoted by what is published of it, at most. */
export const QUOTED_MAX = 12

/**
 * What a matter is about, as it decides who decides: village planning, use of collective money, public works, the
 * list of whom to help, collective property, and what a law asks no meeting for (村民委员会组织法 28;
 * 农村集体经济组织法 26, 27). Only appended.
 */
export const MATTERS = ['planning', 'money', 'works', 'helping', 'collective', 'other'] as const
export type Matter = (typeof MATTERS)[number]

/** 议题: a matter put before the village. */
export const threadOpened = kind(30, 'thread.opened', {
  title: text(1, 60),
  text: text(1, THREAD_TEXT_MAX),
  matter: appended(oneOf(MATTERS)),
  /** The debate that it takes up again, as that one is sealed. It may be in another volume, so no rule looks for it. */
  follows: appended(hex32),
})
/** A word in a debate; refs: the thread; for a reply the comment it answers, and the other reply it takes up, if any. */
export const commentPosted = kind(31, 'comment.posted', {
  text: text(1, COMMENT_TEXT_MAX),
  attachments: appended(attachments),
})
/**
 * 代办: a word of somebody without a phone, written down on another's, with what he signed or said; refs as of any
 * other word. It takes effect with a second signature (C1).
 */
export const commentAssisted = kind(60, 'comment.assisted', {
  speaker: hex8,
  text: text(1, COMMENT_TEXT_MAX),
  attachments,
})
/** The words of a debate, whoever wrote them down. */
export const isWord = (
  entry: Placed,
): entry is Placed<BodyOf<typeof commentPosted | typeof commentAssisted>> =>
  isKind(entry, commentPosted) || isKind(entry, commentAssisted)

/** What a matter says of itself, put anew with a note of what changed; refs, as below: the thread. */
export const threadEdited = kind(35, 'thread.edited', {
  text: text(1, THREAD_TEXT_MAX),
  note: text(1, THREAD_NOTE_MAX),
})
/** A debate is closed: what is said from now on is not part of it. */
export const threadLocked = kind(36, 'thread.locked', { reason: text(1, THREAD_NOTE_MAX) })
/** It goes on. */
export const threadUnlocked = kind(37, 'thread.unlocked', { reason: text(1, THREAD_NOTE_MAX) })

/** The kinds of all that is done to a debate itself. */
export const THREAD_DEEDS = [threadEdited, threadLocked, threadUnlocked].map(({ number }) => number)

/** The comment that a word answers, if any. */
export const answeredBy = ({ refs }: { refs: readonly string[] }): string | undefined => refs[1]
/** The reply whose words a reply takes up, if any. */
export const quotedBy = ({ refs }: { refs: readonly string[] }): string | undefined => refs[2]

/** T8; the screens ask it as well, to offer only what may be done. */
export const mayLock = (roster: Roster, person: Hex8, place: Place): boolean =>
  roster.holds(person, place, 'secretary', 'committee')

/** Who writes down what somebody without a phone says, and stands behind that as the second. */
export const HELPERS: readonly Role[] = [
  'secretary',
  'committee',
  'supervisor',
  'registrar',
  'branch-officer',
  'grid-worker',
  'villager-representative',
]
/** T10; the screens ask it as well. */
export const mayAssist = (roster: Roster, person: Hex8, place: Place): boolean =>
  roster.holds(person, place, ...HELPERS)

/** The debate that an entry names first, or why there is none. */
export const threadOf = (
  { fields }: Read,
  rule: string,
  { find }: Ground,
): Placed<BodyOf<typeof threadOpened>> | Verdict => {
  const thread = fields.refs[0] && find(fields.refs[0])
  if (!thread) return fields.refs[0] ? waiting('ref-missing') : refused(rule, 'out-of-scope')
  return isKind(thread, threadOpened) ? thread : refused(rule, 'out-of-scope')
}

/** O4, S3: what is quoted of a debate was said in it. */
export function judgeQuoted(
  quoted: readonly string[],
  thread: string,
  rule: string,
  { find }: Ground,
): Verdict {
  if (quoted.length > QUOTED_MAX || new Set(quoted).size < quoted.length) return refused(rule, 'out-of-scope')
  for (const id of quoted) {
    const said = find(id)
    if (!said) return waiting('ref-missing')
    if (!isWord(said) || said.fields.refs[0] !== thread) return refused(rule, 'out-of-scope')
  }
  return ALLOWED
}

/** T3: which words a comment leans on. */
function leansRight({ fields }: Read, { find }: Ground): Verdict {
  const [parent, quoted] = [answeredBy(fields), quotedBy(fields)]
  for (const id of [parent, quoted]) {
    if (id === undefined) continue
    const other = find(id)
    if (!other) return waiting('ref-missing')
    if (!isWord(other)) return refused('T3', 'out-of-scope')
    // One level: a comment answers nothing, and what is taken up answers the same comment.
    if (answeredBy(other.fields) !== (id === quoted ? parent : undefined))
      return refused('T3', 'out-of-scope')
  }
  return ALLOWED
}

/** T8, T9: whoever may close a debate may let it go on. */
const closing =
  (rule: string): Ruled['rule'] =>
  (entry, place, { person }, ground) => {
    if (!mayLock(ground.roster, person, place)) return refused(rule, 'no-role')
    const thread = threadOf(entry, rule, ground)
    return 'is' in thread ? thread : ALLOWED
  }

export const threadRules: Ruled[] = [
  // T1: Every registered villager may put a matter before the village.
  ruled(threadOpened, (_, place, { person }, { roster }) =>
    roster.person(person, place) ? ALLOWED : refused('T1', 'not-eligible'),
  ),

  // T2: Every registered villager may speak in a debate.
  // T3: A reply answers a comment of the same debate, and a reply is not answered itself, but taken up beside it.
  ruled(commentPosted, (entry, place, { person }, ground) => {
    if (!ground.roster.person(person, place)) return refused('T2', 'not-eligible')
    const thread = threadOf(entry, 'T2', ground)
    return 'is' in thread ? thread : leansRight(entry, ground)
  }),

  // T10: For somebody without a phone an officer or representative writes down what he says, with what he signed or said.
  ruled(
    commentAssisted,
    (entry, place, { person }, ground) => {
      if (!mayAssist(ground.roster, person, place)) return refused('T10', 'no-role')
      const { speaker, attachments: consent } = entry.body
      if (speaker === person || !ground.roster.person(speaker, place)) return refused('T10', 'not-eligible')
      if (consent.length === 0) return refused('T10', 'out-of-scope')
      const thread = threadOf(entry, 'T10', ground)
      return 'is' in thread ? thread : leansRight(entry, ground)
    },
    2,
  ),

  // T7: What a matter says of itself is put anew by whoever raised it, the secretary or the committee.
  ruled(threadEdited, (entry, place, author, ground) => {
    const thread = threadOf(entry, 'T7', ground)
    if ('is' in thread) return thread
    const isOwn =
      ground.device(thread.fields.device)?.person === author.person &&
      ground.roster.person(author.person, place) !== undefined
    return isOwn || mayLock(ground.roster, author.person, place) ? ALLOWED : refused('T7', 'no-role')
  }),

  // T8: A debate is closed by the secretary or the committee, with a reason.
  ruled(threadLocked, closing('T8')),
  // T9: It is opened again by the secretary or the committee, with a reason.
  ruled(threadUnlocked, closing('T9')),
]
