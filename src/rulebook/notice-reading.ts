import type { Hex8, Id } from '#entry/format.ts'
import type { BodyOf, Place } from './kinds.ts'
import { mayPublish, noticeCorrected, noticePublished } from './notice.ts'
import type { Roster } from './roster-index.ts'
import { inOrder, ofKind, timeOf, type Shown } from './shown.ts'
import { ALLOWED } from './verdict.ts'

type Published = Shown<BodyOf<typeof noticePublished>>
type Corrected = Shown<BodyOf<typeof noticeCorrected>>

/** One version of a notice: as first published, or as corrected with a reason. */
export interface NoticeVersion extends Published {
  /** Why it was corrected; undefined for the first version. */
  reason: string | undefined
  /** The relay's time where there is one, otherwise the author's. */
  time: number
}

/** A notice as it stands: its newest version, and all that was. */
export interface NoticeRead {
  /** The id of the first version; all versions are about it. */
  id: Id
  /** The version that counts: the last correction that the relay has received, otherwise the first version. */
  current: NoticeVersion
  /** What it said before, newest first. */
  earlier: NoticeVersion[]
  /** Corrections that do not count yet: only on this phone, refused, or waiting for what they need. */
  pending: NoticeVersion[]
  publishedAt: number
  /** Shown above the others while it is on the board. */
  pinned: boolean
  /** Its time on the board is over; it stays readable. */
  over: boolean
}

const version = (row: Published | Corrected): NoticeVersion => ({
  ...row,
  reason: 'reason' in row.body ? row.body.reason : undefined,
  time: timeOf(row),
})

/** The notice among rows about one subject; `now` (ms) tells whether it is still on the board. */
export function readNotice(rows: readonly Shown[], now: number): NoticeRead | undefined {
  const first = ofKind(rows, noticePublished)[0]
  if (!first) return undefined
  const corrections = inOrder(ofKind(rows, noticeCorrected).filter((row) => row.refs[0] === first.id))
  const counting = corrections.filter((row) => row.standing.is === 'receipted')
  const versions = [first, ...counting].map(version)
  const current = versions.pop()!
  const over = current.body.showUntil <= now
  return {
    id: first.id,
    current,
    earlier: versions.reverse(),
    pending: corrections.filter((row) => row.standing.is !== 'receipted').map(version),
    publishedAt: timeOf(first),
    pinned: current.body.pinned && !over,
    over,
  }
}

export interface Board {
  /** On the board now: pinned first, then the newest. */
  shown: NoticeRead[]
  /** 已过公示期, newest first. */
  over: NoticeRead[]
}

/** 公告栏: all notices among these rows. */
export function readNotices(rows: readonly Shown[], now: number): Board {
  const bySubject = new Map<string, Shown[]>()
  for (const row of rows) {
    const others = bySubject.get(row.subject)
    if (others) others.push(row)
    else bySubject.set(row.subject, [row])
  }
  const notices = [...bySubject.values()]
    .map((about) => readNotice(about, now))
    .filter((one) => one !== undefined)
  notices.sort((a, b) => Number(b.pinned) - Number(a.pinned) || b.publishedAt - a.publishedAt)
  return { shown: notices.filter((one) => !one.over), over: notices.filter((one) => one.over) }
}

/** For whom a person may publish: everyone, some households (grid worker), or nobody. */
export type Reach = { is: 'everyone' } | { is: 'households'; households: Hex8[] } | { is: 'nobody' }

export function reachOf(person: Hex8, roster: Roster, place: Place): Reach {
  if (mayPublish([], place, { person }, { roster }) === ALLOWED) return { is: 'everyone' }
  const grid = roster.role(person, 'grid-worker', place)
  return grid && grid.scope.length > 0 ? { is: 'households', households: grid.scope } : { is: 'nobody' }
}

/** Whether a person may correct a notice that stands: its author or the secretary, within the own reach. */
export const corrects = (notice: NoticeRead, person: Hex8, roster: Roster, place: Place): boolean => {
  const first = notice.earlier[notice.earlier.length - 1] ?? notice.current
  return (
    first.standing.is !== 'refused' &&
    (first.author === person || roster.holds(person, place, 'secretary')) &&
    mayPublish(notice.current.body.households, place, { person }, { roster }) === ALLOWED
  )
}

/** Whether a notice is meant for a person's household; everyone reads it all the same. */
export const isFor = (notice: NoticeRead, household: Hex8 | null | undefined): boolean => {
  const { households } = notice.current.body
  return households.length === 0 || (!!household && households.includes(household))
}
