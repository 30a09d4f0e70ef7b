import { isKind, kind, ruled, type Author, type Ground, type Place, type Ruled } from './kinds.ts'
import { flag, hex8, list, oneOf, text, whole } from './shape.ts'
import { ALLOWED, refused, waiting, type Verdict } from './verdict.ts'

/** 通知, 政策, 重大事项, 村务. */
export const NOTICE_SORTS = ['notice', 'policy', 'major', 'affairs'] as const
export type NoticeSort = (typeof NOTICE_SORTS)[number]
/** Village affairs stay on the board at least this long (村民委员会组织法 35). */
export const SHOWN_AT_LEAST_DAYS = 15
const DAY = 24 * 3600 * 1000

export const TITLE_MAX = 60
export const NOTICE_TEXT_MAX = 3000

const fields = {
  sort: oneOf(NOTICE_SORTS),
  title: text(1, TITLE_MAX),
  text: text(1, NOTICE_TEXT_MAX),
  /** Shown on the board until this time (ms). */
  showUntil: whole(),
  pinned: flag,
  /** For these households only; empty for everyone. */
  households: list(hex8, 0, 100),
}
export const noticePublished = kind(20, 'notice.published', fields)
/** A new version of a notice; refs: the notice as first published. The old text stays readable. */
export const noticeCorrected = kind(21, 'notice.corrected', { ...fields, reason: text(1, 200) })

/** N1 and N2; the screens ask it as well, to offer only what may be done. */
export function mayPublish(
  households: string[],
  place: Place,
  { person }: Pick<Author, 'person'>,
  { roster }: Pick<Ground, 'roster'>,
): Verdict {
  if (roster.holds(person, place, 'secretary', 'committee', 'township')) return ALLOWED
  const grid = roster.role(person, 'grid-worker', place)
  if (!grid) return refused('N1', 'no-role')
  return households.length > 0 && households.every((h) => grid.scope.includes(h))
    ? ALLOWED
    : refused('N2', 'out-of-scope')
}

/** N3: Village affairs and major matters are shown at least 15 days. */
const shownLongEnough = (sort: NoticeSort, showUntil: number, from: number): boolean =>
  (sort !== 'affairs' && sort !== 'major') || showUntil >= from + SHOWN_AT_LEAST_DAYS * DAY

export const noticeRules: Ruled[] = [
  // N1: Notices are published by the secretary, the committee or the township.
  // N2: A grid worker publishes for his own households, and for no others.
  // N3: Village affairs and major matters are shown at least 15 days.
  ruled(noticePublished, ({ body, fields: header }, place, author, ground) => {
    const verdict = mayPublish(body.households, place, author, ground)
    if (verdict !== ALLOWED) return verdict
    // Days run from when it was written: a notice carried home for two days must not fail on them.
    const from = Math.min(header.at, place.at)
    return shownLongEnough(body.sort, body.showUntil, from) ? ALLOWED : refused('N3', 'out-of-scope')
  }),

  // N4: A notice is corrected by its author or the secretary, as a new version with a reason.
  ruled(noticeCorrected, ({ fields: header, body }, place, author, ground) => {
    const first = ground.find(header.refs[0]!)
    if (!first) return waiting('ref-missing')
    if (!isKind(first, noticePublished)) return refused('N4', 'out-of-scope')
    const own = ground.device(first.fields.device)?.person === author.person
    if (!own && !ground.roster.holds(author.person, place, 'secretary')) return refused('N4', 'no-role')
    const verdict = mayPublish(body.households, place, author, ground)
    if (verdict !== ALLOWED) return verdict
    const from = Math.min(first.fields.at, first.place.at)
    return shownLongEnough(body.sort, body.showUntil, from) ? ALLOWED : refused('N3', 'out-of-scope')
  }),
]
