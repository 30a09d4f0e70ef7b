import { computed, ref, watch, type ComputedRef, type Ref } from 'vue'
import { useDesk } from '#desk/use-desk.ts'
import { useFrozen } from '#desk/use-frozen.ts'
import { useReading } from '#desk/use-reading.ts'
import type { Opened, VoteStanding, Watched } from '#desk/desk.ts'
import { ballotsOf, topicOf } from '#rulebook/volumes.ts'
import type { Place } from '#rulebook/kinds.ts'
import type { Roster } from '#rulebook/roster-index.ts'
import type { Shown } from '#rulebook/shown.ts'
import { asOf } from '#rulebook/signed-minutes-reading.ts'
import {
  HEAD_OF_THREAD,
  OF_THREADS,
  readHead,
  readThread,
  readThreads,
  type ThreadRead,
} from '#rulebook/thread-reading.ts'
import type { VoteTerms } from '#rulebook/vote.ts'
import { presenceOf, rightTo, type Presence, type Right } from '#rulebook/vote-reading.ts'
import { readPauses, type PauseRead } from '#rulebook/pause-reading.ts'
import { newPhonesIn, type NewPhone } from '#rulebook/vouch-reading.ts'
import { useMinuteClock } from '#ui/minute-clock.ts'
import { AT_ONCE } from './parts/at-once.ts'

const same = <T>(value: T) => value

/** The village's time by the minute; undefined while this phone is not sure of it. */
export function useVillageTime(): ComputedRef<number | undefined> {
  const [desk, clock] = [useDesk(), useMinuteClock()]
  const { value: heard } = useReading(() => desk.time, same)
  // By the minute, and at once when the relay is heard: the light beside it says by then that all is in step.
  return computed(() => {
    void [clock.value, heard.value]
    return desk.now()
  })
}

/** All debates on this phone, the one with the last word first. */
export function useThreads(): {
  threads: ComputedRef<ThreadRead[] | undefined>
  failed: Readonly<Ref<unknown>>
} {
  const desk = useDesk()
  const { value, failed } = useReading(
    () => desk.list(OF_THREADS),
    ({ rows, more }) => readThreads(rows, more),
  )
  return { threads: computed(() => value.value), failed }
}

/** One debate; null once it is known not to be here. */
export function useThread(id: () => string): ComputedRef<ThreadRead | null | undefined> {
  const desk = useDesk()
  const { value } = useReading(
    () => desk.about(id()),
    (rows) => readThread(rows, desk.now()) ?? null,
  )
  return computed(() => value.value)
}

/** A debate that is being opened: its newest words first, then all of it. `isWhole`: nothing less will do. */
export function useOpenedThread(id: () => string, isWhole: () => boolean) {
  const desk = useDesk()
  const { value } = useReading(
    (): Watched<Opened> => (isWhole() ? wholly(desk.about(id())) : desk.opened(id(), NEWEST_WORDS)),
    ({ rows, isWhole }) => ({
      thread: (isWhole ? readThread : readHead)(rows, desk.now()) ?? null,
      isWhole,
    }),
  )
  return {
    thread: computed(() => value.value?.thread),
    isWhole: computed(() => value.value?.isWhole ?? false),
  }
}
const NEWEST_WORDS = { ...HEAD_OF_THREAD, newest: AT_ONCE }
const wholly = (rows: Watched<Shown[]>): Watched<Opened> => ({
  subscribe: (next, failed) => rows.subscribe((all) => next({ rows: all, isWhole: true }), failed),
})

/** The same with what it was at the number up to which some of its minutes go. */
export function useThreadAsOf(id: () => string, minutes: () => string | undefined) {
  const desk = useDesk()
  const { value: rows } = useReading(() => desk.about(id()), same)
  return computed(() => {
    if (!rows.value) return undefined
    const now = readThread(rows.value, desk.now())
    const signed = now?.minutes.find((one) => one.id === minutes())
    return { now, signed, then: signed ? readThread(asOf(rows.value, signed.body.upTo)) : now }
  })
}

/** Whether this phone takes nothing new of a debate, or of the ballots of one of its votes. */
export const useFrozenMatter = (thread: () => string, vote?: () => string): ComputedRef<boolean> =>
  useFrozen(() => [topicOf(thread()), ...(vote ? [ballotsOf(vote())] : [])])

/** Which debates have words that came since this person last opened them. */
export function useNewWords(threads: () => ThreadRead[] | undefined): Ref<Set<string>> {
  const desk = useDesk()
  const fresh = ref(new Set<string>())
  watch(
    threads,
    async (all = []) => {
      const seen = await Promise.all(all.map((one) => desk.seen(one.id)))
      fresh.value = new Set(
        all.filter((one, n) => (seen[n] ?? Infinity) < one.lastWordAt).map((one) => one.id),
      )
    },
    { immediate: true },
  )
  return fresh
}

/** The roster as it stands on this phone, and the place that means now. */
export function useRoster(): ComputedRef<{ roster: Roster; now: Place } | undefined> {
  const desk = useDesk()
  const { value } = useReading(() => desk.roster(), same)
  return computed(() => value.value)
}

/** Why this phone cannot vote at all, before any roll is asked. */
export type Bar = 'none' | 'unverified' | 'revoked'

export interface VoteRead {
  standing: VoteStanding
  presence: Presence | undefined
  /** Undefined while the roster is read. */
  right: Right | { is: 'barred'; by: Bar } | undefined
}

/** What this phone has counted of a vote; undefined until it was read. */
export function useVoteStanding(id: () => string): ComputedRef<VoteStanding | undefined> {
  const desk = useDesk()
  const { value } = useReading(() => desk.vote(id()), same)
  return computed(() => value.value)
}

/** What was said of a vote's time, the newest first. */
export function usePauses(vote: () => string): ComputedRef<PauseRead[]> {
  const desk = useDesk()
  const { value } = useReading(
    () => desk.about(vote()),
    (rows) => readPauses(rows, desk.now()),
  )
  return computed(() => value.value ?? [])
}

/** The phones that are new to a vote; undefined until they were read. */
export function useNewPhones(
  opening: () => Shown<VoteTerms> | undefined,
): ComputedRef<NewPhone[] | undefined> {
  const [desk, roster] = [useDesk(), useRoster()]
  const { value: admitted } = useReading(() => desk.devices(), same)
  return computed(() => {
    const [vote, known, rows] = [opening(), roster.value, admitted.value]
    return vote && known && rows && newPhonesIn(rows, vote, known.roster)
  })
}

const NOTHING_YET: Watched<VoteStanding> = { subscribe: () => () => {} }

/** A vote as it stands on this phone, and what its person may do in it; its ballots are read `when` it is time. */
export function useVote(
  opening: () => Shown<VoteTerms>,
  when: () => boolean = () => true,
): ComputedRef<VoteRead | undefined> {
  const [desk, roster, now] = [useDesk(), useRoster(), useVillageTime()]
  // By its id: a row that only got its receipt is still the same vote.
  const id = computed(() => opening().id)
  const isTime = computed(when)
  const { value: standing } = useReading(() => (isTime.value ? desk.vote(id.value) : NOTHING_YET), same)
  const { value: joined } = useReading(() => desk.joining.state(), same)
  return computed(() => {
    const [vote, known] = [opening(), roster.value]
    if (!standing.value) return undefined
    const { count, turnout } = standing.value
    const presence = known && presenceOf(vote, known.roster, count, turnout)
    return { standing: standing.value, presence, right: rightOf(vote, known) }
  })

  function rightOf(
    vote: Shown<VoteTerms>,
    known: { roster: Roster; now: Place } | undefined,
  ): VoteRead['right'] {
    const state = joined.value
    if (state === 'unverified' || state === 'revoked') return { is: 'barred', by: state }
    if (!desk.me) return { is: 'barred', by: 'none' }
    return (
      known && rightTo(vote, desk.me.person, known.roster, known.now, now.value, standing.value?.notBefore)
    )
  }
}
