import type { Attachment } from '#rulebook/attachment.ts'
import type { noticePublished } from '#rulebook/notice.ts'
import { NOTICE_SORTS } from '#rulebook/notice.ts'
import type { BodyOf } from '#rulebook/kinds.ts'
import type { VoteTerms } from '#rulebook/vote.ts'

/** Bodies that tests hand in, with what does not matter filled in. */
const HOUR = 3600 * 1000
const FAR = Date.UTC(2027, 0, 1)

export const notice = (text = '明天停水', more: Partial<BodyOf<typeof noticePublished>> = {}) => ({
  sort: NOTICE_SORTS[0],
  title: '停水通知',
  text,
  showUntil: FAR,
  pinned: false,
  households: [],
  ...more,
})
export const thread = (text = '村口的路该修了') => ({ title: '修路', text })
export const comment = (text = '同意') => ({ text })
/** A WebP of one pixel. */
const PIXEL = Uint8Array.from(atob('UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA'), (letter) =>
  letter.charCodeAt(0),
)
/** A picture as an entry brings it; nobody has its bytes. */
export const picture = (given: Partial<Attachment> = {}): Attachment => ({
  hash: 'ab'.repeat(32),
  size: 90_000,
  sort: 0,
  description: '路边的水沟',
  width: 1200,
  height: 900,
  thumb: PIXEL,
  ...given,
})
/** An approval by adults that closes an hour after `now`, hidden, with a window of two hours. */
export const vote = (now: number, more: Partial<VoteTerms> = {}): VoteTerms => ({
  question: '修不修?',
  sort: 'approve',
  options: [],
  min: 1,
  max: 1,
  quorum: 'va',
  basis: 'adult',
  group: null,
  closesAt: now + HOUR,
  collectMs: 2 * HOUR,
  hidden: true,
  ...more,
})
