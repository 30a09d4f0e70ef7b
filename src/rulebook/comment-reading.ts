import type { Hex8, Id } from '#entry/format.ts'
import {
  CHANGE_WITHIN_MS,
  COMMENT_DEEDS,
  commentChanged,
  commentSupported,
  commentWithdrawn,
} from './comment.ts'
import { hidingNow, isHidden, type Hiding } from './hiding-reading.ts'
import type { Effect } from './cosign-reading.ts'
import type { BodyOf } from './kinds.ts'
import type { Reported } from './report-reading.ts'
import { inOrder, ofKind, stands, timeOf, type Shown } from './shown.ts'
import { commentAssisted, type commentPosted } from './thread.ts'

type Word = Shown<BodyOf<typeof commentPosted | typeof commentAssisted>>

/** A word in a debate as it stands now, with what was done to it since. */
export interface Said extends Word {
  /** Where somebody else wrote it down for its author: who, and whether a second one stands behind that. */
  helped: { by: Hex8 | undefined; effect: Effect } | undefined
  /** What it says now. Its author may have withdrawn it. */
  now: string
  /** What it said before, the oldest first, each with the time from which it said something else. */
  before: { text: string; until: number }[]
  withdrawn: { reason: string; at: number } | undefined
  /** Who stands behind it, each once. */
  supporters: Set<Hex8>
  /** Whether others hide it, or mean to. */
  hiding: Hiding | undefined
  /** That it was hidden and is shown again, by whom and why; undefined while it is hidden anew. */
  restored: Hiding['restored']
  /** Who reported it to the office, as far as this phone may know. */
  reports: readonly Reported[]
  /** From the first answer on it is changed no more. */
  isAnswered: boolean
}

/** What was done to comments, by comment: asked once for a whole debate. */
export function deedsOn(rows: readonly Shown[]): Map<Id, Shown[]> {
  const deeds = new Map<Id, Shown[]>()
  for (const row of rows) {
    const comment = row.refs[1]
    if (comment === undefined || !COMMENT_DEEDS.includes(row.kind) || !stands(row)) continue
    const others = deeds.get(comment)
    if (others) others.push(row)
    else deeds.set(comment, [row])
  }
  return deeds
}

/** A word with what was done to it; whatever order it came in, it reads in the order of the book. */
export function readSaid(
  comment: Word,
  deeds: readonly Shown[] = [],
  answers: readonly Shown[] = [],
  hidings: readonly Hiding[] = [],
  reports: readonly Reported[] = [],
  effect?: Effect,
): Said {
  const [assisted] = ofKind([comment], commentAssisted)
  const said: Said = {
    ...comment,
    ...(assisted && { author: assisted.body.speaker }),
    helped: assisted && effect && { by: assisted.author, effect },
    now: comment.body.text,
    before: [],
    withdrawn: undefined,
    supporters: new Set(),
    hiding: hidingNow(hidings),
    restored: isHidden(hidingNow(hidings)) ? undefined : hidings[hidings.length - 1]?.restored,
    reports,
    isAnswered: false,
  }
  for (const row of inOrder([...deeds, ...answers.filter(stands)])) {
    const [changed] = ofKind([row], commentChanged)
    const [withdrawn] = ofKind([row], commentWithdrawn)
    const [supported] = ofKind([row], commentSupported)
    if (changed) change(said, changed)
    else if (withdrawn) said.withdrawn ??= { reason: withdrawn.body.reason, at: timeOf(withdrawn) }
    else if (!supported) said.isAnswered = true
    else if (supported.author && supported.body.isBehind) said.supporters.add(supported.author)
    else if (supported.author) said.supporters.delete(supported.author)
  }
  return said
}

/** Who answered had read what was said until then: a change behind the first answer is not shown. */
function change(said: Said, changed: Shown<BodyOf<typeof commentChanged>>) {
  if (said.isAnswered || said.withdrawn) return
  said.before.push({ text: said.now, until: timeOf(changed) })
  said.now = changed.body.text
}

/** Whether its author may still change a word, as far as this phone knows; `at`: the time now (ms). */
export const mayChange = (said: Said, at: number): boolean =>
  stands(said) && !said.helped && !said.isAnswered && !said.withdrawn && changeLeft(said, at) >= 0

/** How long that is still so (ms), unless somebody answers. */
export const changeLeft = (said: Said, at: number): number => CHANGE_WITHIN_MS - (at - timeOf(said))
