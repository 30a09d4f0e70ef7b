import type { Hex8 } from '#entry/format.ts'
import { isKind, kind, ruled, type BodyOf, type Place, type Ruled } from './kinds.ts'
import { aboutIn } from './outcome.ts'
import type { Roster } from './roster-index.ts'
import { appended, flag, text, whole } from './shape.ts'
import { judgeQuoted, threadOf } from './thread.ts'
import { ALLOWED, refused } from './verdict.ts'

export const SUMMARY_MAX = 2000
export const OBJECTION_MAX = 500
/** 异议期: so long after minutes took effect they are open to objections; then they are published. */
export const OBJECT_WITHIN_MS = 7 * 24 * 3600 * 1000

/**
 * 会议纪要: a debate's own record, up to an entry of the village. It holds no words of the debate: every phone draws
 * the minutes from the entries up to there, so that nobody can write in them what was not said; refs: the debate, and the
 * comments that who signs marks as highlights. It takes effect with a second signature (C1).
 */
export const minutesSigned = kind(47, 'minutes.signed', {
  /** The number in the village of the last entry that they are drawn from. */
  upTo: whole(1),
  /** What the debate came to, in the words of who signs. */
  summary: text(1, SUMMARY_MAX),
  /** These are the last: once they are published, the debate is sealed. */
  closes: appended(flag),
})
export type MinutesBody = BodyOf<typeof minutesSigned>
/** Somebody says what he sees otherwise; refs: the debate, the minutes. */
export const minutesObjected = kind(48, 'minutes.objected', { text: text(1, OBJECTION_MAX) })

/** The comments that minutes mark as highlights. */
export const markedBy = ({ refs }: { refs: readonly string[] }): readonly string[] => refs.slice(1)

/** The kinds of what is done with minutes. */
export const MINUTES = [minutesSigned, minutesObjected].map(({ number }) => number)

/** S1; the screens ask it as well. */
export const maySignMinutes = (roster: Roster, person: Hex8, place: Place): boolean =>
  roster.holds(person, place, 'secretary', 'committee')

export const minutesRules: Ruled[] = [
  // S1: Minutes are signed by the secretary or the committee, in their debate, up to an entry that stands before them.
  // S3: What minutes mark are comments of their debate, twelve at most, each once.
  ruled(
    minutesSigned,
    (entry, place, { person }, ground) => {
      if (!maySignMinutes(ground.roster, person, place)) return refused('S1', 'no-role')
      const thread = threadOf(entry, 'S1', ground)
      if ('is' in thread) return thread
      const { upTo } = entry.body
      if (upTo < thread.place.i || upTo >= place.i) return refused('S1', 'out-of-scope')
      return judgeQuoted(markedBy(entry.fields), entry.fields.refs[0]!, 'S3', ground)
    },
    2,
  ),

  // S2: Whoever is of the village may object to minutes, in words that stand beside them.
  ruled(
    minutesObjected,
    (entry, place, { person }, ground) => {
      if (!ground.roster.person(person, place)) return refused('S2', 'not-eligible')
      const minutes = aboutIn(entry, 'S2', ground)
      if ('is' in minutes) return minutes
      return isKind(minutes, minutesSigned) ? ALLOWED : refused('S2', 'out-of-scope')
    },
    2,
  ),
]
