import type { Hex8 } from '#entry/format.ts'
import { commentOf, isBy } from './comment.ts'
import { isKind, kind, ruled, type Ground, type Place, type Placed, type Read, type Ruled } from './kinds.ts'
import type { Roster } from './roster-index.ts'
import { oneOf, text } from './shape.ts'
import { ALLOWED, refused, waiting, type Verdict } from './verdict.ts'

export const HIDING_NOTE_MAX = 200
export const APPEAL_MAX = 500

/** Why a comment may be hidden. That somebody disagrees, or is criticised, is none. Only appended. */
export const HIDING_REASONS = ['insult', 'private', 'advert', 'astray'] as const
export type HidingReason = (typeof HIDING_REASONS)[number]

/** A comment is to be hidden; refs: the debate, the comment. It takes effect with a second signature (C1). */
export const commentHidden = kind(38, 'comment.hidden', {
  reason: oneOf(HIDING_REASONS),
  note: text(1, HIDING_NOTE_MAX),
})
/** The author does not accept that; refs: the debate, the comment, its hiding. */
export const hidingAppealed = kind(39, 'hiding.appealed', { text: text(1, APPEAL_MAX) })
/** The comment is shown again; refs as before. */
export const commentRestored = kind(44, 'comment.restored', { reason: text(1, HIDING_NOTE_MAX) })

/** A supervisor has heard the appeal, and the comment stays hidden; refs as before, and the appeal. */
export const appealHeard = kind(59, 'appeal.heard', { reason: text(1, HIDING_NOTE_MAX) })

/**
 * Somebody asks the office to look at a comment; refs: the debate, the comment. It stands with the office and with who
 * wrote it, so that nobody else knows of it.
 */
export const commentReported = kind(45, 'comment.reported', {
  reason: oneOf(HIDING_REASONS),
  note: text(0, HIDING_NOTE_MAX),
})

/** The kinds of what is done about a comment by others than its author, and of his answer. */
export const MODERATION = [commentHidden, hidingAppealed, commentRestored, appealHeard].map(
  ({ number }) => number,
)

/** M1; the screens ask it as well. */
export const mayHide = (roster: Roster, person: Hex8, place: Place): boolean =>
  roster.holds(person, place, 'secretary', 'committee')

/** The hiding of a comment that an entry is about. */
function hidingOf(entry: Read, rule: string, ground: Ground): { comment: Placed } | { verdict: Verdict } {
  const comment = commentOf(entry, rule, ground)
  if ('is' in comment) return { verdict: comment }
  const id = entry.fields.refs[2]
  const hiding = id && ground.find(id)
  if (!hiding) return { verdict: id ? waiting('ref-missing') : refused(rule, 'out-of-scope') }
  const isIts = isKind(hiding, commentHidden) && hiding.fields.refs[1] === comment.id
  return isIts ? { comment } : { verdict: refused(rule, 'out-of-scope') }
}

export const moderationRules: Ruled[] = [
  // M1: A comment is hidden by the secretary or the committee, with a reason, and by two of them (C1); supervisors hear the appeal and do not cosign.
  ruled(
    commentHidden,
    (entry, place, author, ground) => {
      if (!mayHide(ground.roster, author.person, place)) return refused('M1', 'no-role')
      const comment = commentOf(entry, 'M1', ground)
      if ('is' in comment) return comment
      return isBy(comment, author, ground) ? refused('M1', 'not-eligible') : ALLOWED
    },
    2,
  ),

  // M4: A comment is reported by whoever is of the village, with a reason; only the office reads it.
  ruled(
    commentReported,
    ({ fields }, place, { person }, { roster }) => {
      if (fields.refs.length !== 2) return refused('M4', 'out-of-scope')
      return roster.person(person, place) ? ALLOWED : refused('M4', 'not-eligible')
    },
    2,
  ),

  // M2: The author of a hidden comment may appeal to the supervisors.
  ruled(
    hidingAppealed,
    (entry, _, author, ground) => {
      const found = hidingOf(entry, 'M2', ground)
      if ('verdict' in found) return found.verdict
      return isBy(found.comment, author, ground) ? ALLOWED : refused('M2', 'not-eligible')
    },
    2,
  ),

  // M3: A hidden comment is shown again by a supervisor, with a reason.
  ruled(
    commentRestored,
    (entry, place, { person }, ground) => {
      if (!ground.roster.holds(person, place, 'supervisor')) return refused('M3', 'no-role')
      const found = hidingOf(entry, 'M3', ground)
      return 'verdict' in found ? found.verdict : ALLOWED
    },
    2,
  ),

  // M5: An appeal is answered by a supervisor with a reason where the comment stays hidden.
  ruled(
    appealHeard,
    (entry, place, { person }, ground) => {
      if (!ground.roster.holds(person, place, 'supervisor')) return refused('M5', 'no-role')
      const found = hidingOf(entry, 'M5', ground)
      if ('verdict' in found) return found.verdict
      const [, , hiding, id] = entry.fields.refs
      const appeal = id && ground.find(id)
      if (!appeal) return id ? waiting('ref-missing') : refused('M5', 'out-of-scope')
      const isIts = isKind(appeal, hidingAppealed) && appeal.fields.refs[2] === hiding
      return isIts ? ALLOWED : refused('M5', 'out-of-scope')
    },
    2,
  ),
]
