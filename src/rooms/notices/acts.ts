import type { Writing, Written } from '#desk/desk.ts'
import type { BodyOf } from '#rulebook/kinds.ts'
import { noticeCorrected, noticePublished } from '#rulebook/notice.ts'

export type NoticeText = BodyOf<typeof noticePublished>

/** Puts a notice on the board. */
export const publishNotice = (desk: Writing, notice: NoticeText): Promise<Written> =>
  desk.write(noticePublished, notice)

/** Puts a new version on the board; `first` is the notice as first published, whose text stays readable. */
export const correctNotice = (
  desk: Writing,
  first: string,
  notice: NoticeText,
  reason: string,
): Promise<Written> => desk.write(noticeCorrected, { ...notice, reason }, [first])
