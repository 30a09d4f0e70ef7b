import { computed, ref, watch, type ComputedRef, type Ref } from 'vue'
import { useDesk } from '#desk/use-desk.ts'
import { useFrozen } from '#desk/use-frozen.ts'
import { useReading } from '#desk/use-reading.ts'
import { villageYear } from '#rulebook/village-time.ts'
import { boardOf } from '#rulebook/volumes.ts'
import { noticeCorrected, noticePublished } from '#rulebook/notice.ts'
import {
  reachOf,
  readNotice,
  readNotices,
  type Board,
  type NoticeRead,
  type Reach,
} from '#rulebook/notice-reading.ts'
import type { Place } from '#rulebook/kinds.ts'
import type { Roster } from '#rulebook/roster-index.ts'
import type { Shown } from '#rulebook/shown.ts'
import { useMinuteClock } from '#ui/minute-clock.ts'

const KINDS = [noticePublished, noticeCorrected]

/** The village's time, by the minute; the phone's own where the village's is not sure (a notice loses nothing). */
export function useNow(): ComputedRef<number> {
  const [desk, clock] = [useDesk(), useMinuteClock()]
  return computed(() => desk.now() ?? clock.value)
}

/** The board as this phone has it; undefined until it is read. */
export function useNotices(): { board: ComputedRef<Board | undefined>; failed: Readonly<Ref<unknown>> } {
  const [desk, now] = [useDesk(), useNow()]
  const { value, failed } = useReading(
    () => desk.watch({ kinds: KINDS }),
    (rows) => rows,
  )
  return { board: computed(() => value.value && readNotices(value.value, now.value)), failed }
}

/** Whether this phone takes nothing new of this year's board. */
export function useFrozenBoard(): ComputedRef<boolean> {
  const now = useNow()
  return useFrozen(() => [boardOf(villageYear(now.value))])
}

/** One notice; null once it is known not to be here. */
export function useNotice(id: () => string): ComputedRef<NoticeRead | null | undefined> {
  const [desk, now] = [useDesk(), useNow()]
  const { value } = useReading(
    () => desk.about(id()),
    (rows) => rows,
  )
  return computed(() => value.value && (readNotice(value.value, now.value) ?? null))
}

/** Which notices this person has opened since they last changed, by id. */
export function useUnread(board: () => Board | undefined): Ref<Set<string>> {
  const desk = useDesk()
  const unread = ref(new Set<string>())
  watch(
    board,
    async (current) => {
      const notices = current?.shown.filter((one) => !one.current.own) ?? []
      const seen = await Promise.all(notices.map((one) => desk.seen(one.id)))
      unread.value = new Set(
        notices.filter((one, n) => (seen[n] ?? 0) < one.current.time).map((one) => one.id),
      )
    },
    { immediate: true },
  )
  return unread
}

export interface Publishing {
  person: string
  roster: Roster
  now: Place
  reach: Reach
  household: string | null
}

/** What the roster lets this phone's person do on the board; undefined until it is read or without a person. */
export function usePublishing(): ComputedRef<Publishing | undefined> {
  const desk = useDesk()
  const { value } = useReading(
    () => desk.roster(),
    (current) => current,
  )
  return computed(() => {
    const person = desk.me?.person
    if (!value.value || !person) return undefined
    const { roster, now } = value.value
    const household = roster.person(person, now)?.household ?? null
    return { person, roster, now, reach: reachOf(person, roster, now), household }
  })
}

const OFFICES = ['secretary', 'township', 'committee', 'grid-worker'] as const

/** The office in which an entry was signed: as it stood at the entry's place, or now while it has none. */
export function officeOf(row: Shown, roster: Roster, now: Place): (typeof OFFICES)[number] | undefined {
  const place = row.standing.is === 'receipted' ? { i: row.standing.i, at: row.standing.at } : now
  return row.author ? OFFICES.find((office) => roster.holds(row.author!, place, office)) : undefined
}
