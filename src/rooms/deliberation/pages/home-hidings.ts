import type { Desk } from '#desk/desk.ts'
import { hidingsIn, isHidden, type Hiding } from '#rulebook/hiding-reading.ts'
import type { Place } from '#rulebook/kinds.ts'
import { commentHidden } from '#rulebook/moderation.ts'
import type { Roster } from '#rulebook/roster-index.ts'
import { ofKind, type Shown } from '#rulebook/shown.ts'
import { commentPosted } from '#rulebook/thread.ts'
import { PencilLine } from '#ui/icons.ts'
import type { HomeItem } from '../../door.ts'
import { paths } from '../../paths.ts'
import { homeWords } from './home-words.ts'

/** So long the home screen speaks of what was done about a comment, and of an appeal. */
const SAID_FOR_MS = 30 * 24 * 3600 * 1000

/** The newest hiding of each comment that was hidden in time to speak of, with its debate. */
function hidingsSaid(desk: Desk, rows: Shown[]): { thread: string; comment: string; hiding: Hiding }[] {
  const since = (desk.now() ?? Date.now()) - SAID_FOR_MS
  const threads = new Map(ofKind(rows, commentHidden).map(({ refs }) => [refs[1], refs[0]]))
  return [...hidingsIn(rows, desk.now())].flatMap(([comment, hidings]) => {
    const [thread, hiding] = [threads.get(comment), [...hidings].reverse().find(isHidden)]
    if (!thread || !hiding) return []
    return lastWordOn(hiding) > since ? { thread, comment, hiding } : []
  })
}

const lastWordOn = ({ effect, appeals, heard, restored, at }: Hiding): number =>
  restored?.at ?? heard?.at ?? appeals[appeals.length - 1]?.at ?? (effect.is === 'in-effect' ? effect.at : at)

/** To whom a comment is: that it was hidden, while he has not appealed; and what came of his appeal. */
export function hidingsOfOwn(desk: Desk, rows: Shown[], own: Shown[]): HomeItem[] {
  const w = homeWords[desk.comfort.language]
  const words = new Map(ofKind(own, commentPosted).map(({ id, body }) => [id, body.text]))
  return hidingsSaid(desk, rows).flatMap(({ thread, comment, hiding }) => {
    const title = words.get(comment)
    const { restored, heard, appeals, note } = hiding
    const answer = restored ? w.restored(restored.reason) : heard && w.heard(heard.reason)
    if (title === undefined || (!answer && appeals.length > 0)) return []
    return {
      key: `hidden.${hiding.id}`,
      title,
      detail: answer ?? w.hidden(note),
      at: lastWordOn(hiding),
      path: paths.said(thread, comment),
      icon: PencilLine,
    }
  })
}

/** Appeals that no supervisor has answered. */
export const appealedIn = (desk: Desk, rows: Shown[]): HomeItem[] =>
  hidingsSaid(desk, rows)
    .filter(({ hiding }) => !hiding.restored && !hiding.heard && hiding.appeals.length > 0)
    .map(({ thread, comment, hiding }) => ({
      key: `appeal.${hiding.id}`,
      title: hiding.appeals[hiding.appeals.length - 1]!.text,
      detail: homeWords[desk.comfort.language].appealed,
      at: lastWordOn(hiding),
      path: paths.said(thread, comment),
      icon: PencilLine,
    }))

/** Of these, what waits for this person: all of them for a supervisor. */
export const appealsFor = (
  { me }: Desk,
  appeals: readonly HomeItem[],
  { roster, now }: { roster: Roster; now: Place },
): readonly HomeItem[] => (me && roster.holds(me.person, now, 'supervisor') ? appeals : [])
