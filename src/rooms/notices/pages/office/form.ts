import { villageDay } from '#rulebook/village-time.ts'
import { NOTICE_SORTS, NOTICE_TEXT_MAX, TITLE_MAX, type NoticeSort } from '#rulebook/notice.ts'
import type { NoticeVersion, Reach } from '#rulebook/notice-reading.ts'
import type { NoticeText } from '../../acts.ts'

const DAY = 24 * 3600 * 1000
const VILLAGE_UTC_OFFSET_MS = 8 * 3600 * 1000
export const SHOW_DAYS = [15, 30, 90] as const

/** The form as a draft keeps it: all text. `days` is a number of days, or empty to keep the date as it was. */
export type NoticeFields = Record<
  'sort' | 'title' | 'text' | 'days' | 'pinned' | 'households' | 'reason' | 'keepUntil',
  string
>

export const blank = (): NoticeFields => ({
  sort: 'notice',
  title: '',
  text: '',
  days: '15',
  pinned: '',
  households: '',
  reason: '',
  keepUntil: '',
})

/** The form filled with what a notice says, to correct it or to send a refused one anew. */
export const filled = ({ body }: NoticeVersion, keepDate: boolean): NoticeFields => ({
  ...blank(),
  sort: body.sort,
  title: body.title,
  text: body.text,
  days: keepDate ? '' : '15',
  keepUntil: keepDate ? String(body.showUntil) : '',
  pinned: body.pinned ? '1' : '',
  households: body.households.join(' '),
})

/** Until the end of the village's day, so that whole days count and no hour is lost on the way to coverage. */
export const showUntil = (days: number, now: number): number =>
  (villageDay(now) + days + 1) * DAY - VILLAGE_UTC_OFFSET_MS - 1

export const householdsIn = (fields: NoticeFields): string[] => fields.households.split(' ').filter(Boolean)

export const untilOf = (fields: NoticeFields, now: number): number =>
  fields.days === '' ? Number(fields.keepUntil) : showUntil(Number(fields.days), now)

export const noticeIn = (fields: NoticeFields, now: number): NoticeText => ({
  sort: NOTICE_SORTS.find((sort) => sort === fields.sort) ?? ('notice' satisfies NoticeSort),
  title: fields.title.trim(),
  text: fields.text.trim(),
  showUntil: untilOf(fields, now),
  pinned: fields.pinned === '1',
  households: householdsIn(fields),
})

export type Wrong = Partial<Record<'title' | 'text' | 'households' | 'reason', true>>

/** What does not fit yet; the same limits as the rulebook's, said before anything is signed. */
export function wrongIn(fields: NoticeFields, reach: Reach, correcting: boolean): Wrong {
  const [title, text, reason] = [fields.title.trim(), fields.text.trim(), fields.reason.trim()]
  const wrong: Wrong = {}
  if (title.length < 1 || title.length > TITLE_MAX) wrong.title = true
  if (text.length < 1 || text.length > NOTICE_TEXT_MAX) wrong.text = true
  if (reach.is === 'households' && householdsIn(fields).length === 0) wrong.households = true
  if (correcting && (reason.length < 1 || reason.length > 200)) wrong.reason = true
  return wrong
}
