import type { Attachment } from '#rulebook/attachment.ts'
import type { noticePublished } from '#rulebook/notice.ts'
import { NOTICE_SORTS } from '#rulebook/notice.ts'
import type { BodyOf } from '#rulebook/kinds.ts'
import { quorum, type QuorumId } from '#rulebook/quorum.ts'
import { isMeeting, type Step, type StepBody } from '#rulebook/step.ts'
import { villageDay } from '#rulebook/village-time.ts'
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
  ...announcedBefore(now, more.quorum),
  ...more,
})
/** What a vote says of a meeting that the law has called days before: it was announced on paper, just in time (V12). */
export const announcedBefore = (now: number, id: QuorumId = 'va'): Pick<VoteTerms, 'announced'> => {
  const { noticeDays } = quorum(id)
  return { announced: noticeDays ? villageDay(now) - noticeDays : null }
}
/** A step held on the day of `at` that passed: 6 of 7 were there, 5 in favour. */
export const step = (name: Step, at: number, more: Partial<StepBody> = {}): StepBody => ({
  step: name,
  day: villageDay(at),
  host: null,
  decider: name === 'decided' ? 'vra' : null,
  count: isMeeting(name) ? { should: 7, did: 6, favour: 5, against: 1, abstain: 0 } : null,
  text: '同意修路。',
  attachments: [],
  ...more,
})

/** What a count says of its ballots where all came from phones. */
export const allByPhone = (present: number) => ({
  ways: { phone: present, proxy: 0, paper: 0, hand: 0 },
  byHousehold: null,
  unsettled: 0,
  unsettledDecides: false,
  unvouched: 0,
  households: 0,
})
