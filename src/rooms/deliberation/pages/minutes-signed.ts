import type { NameOf } from '#desk/use-names.ts'
import type { SignedMinutes } from '#rulebook/signed-minutes-reading.ts'
import type { DeliberationWords } from '../words.ts'
import type { Section } from './minutes-sections.ts'
import type { MinutesWords } from './minutes-words.ts'

type Name = (person: string | undefined) => string

/** Whether signed minutes are in effect. */
export function effectOfMinutes({ effect }: SignedMinutes, name: Name, w: MinutesWords): string {
  if (effect.is === 'in-effect') return w.inEffect(name(effect.by))
  return effect.is === 'pending' ? w.pendingSign : w.lapsed
}

/** Where they are in effect: open to objections until then, or published since; `now`: the village's time (ms). */
export function publishedOf({ openUntil }: SignedMinutes, now: number | undefined, w: MinutesWords): string {
  if (openUntil === undefined) return ''
  const isOpen = now === undefined || now <= openUntil
  return isOpen ? w.openUntil(w.moment(openUntil)) : w.published(w.moment(openUntil))
}

/** What stands on the card of signed minutes, for the file: what they say it came to, who stands behind them, who does not. */
export function signedSections(
  signed: SignedMinutes,
  nameOf: NameOf,
  now: number | undefined,
  { minutes: w, room }: { minutes: MinutesWords; room: DeliberationWords },
): Section[] {
  const name: Name = (person) => nameOf(person).name ?? room.someone
  const { body, author, signedAt, objections } = signed
  const states = [
    effectOfMinutes(signed, name, w),
    publishedOf(signed, now, w),
    body.closes ? w.isLast : '',
  ].filter(Boolean)
  return [
    {
      title: w.cameTo,
      lines: [
        { text: body.summary, by: w.signedBy(name(author), w.moment(signedAt)) },
        ...states.map((text) => ({ text })),
      ],
      parts: [],
    },
    {
      title: w.objections(objections.length),
      lines: objections.map(({ by, text, at, isLate }) => ({
        text,
        by: [name(by), w.moment(at), isLate ? w.lateObjection : ''].filter(Boolean).join(' · '),
      })),
      parts: [],
    },
  ]
}
