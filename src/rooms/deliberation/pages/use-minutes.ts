import { computed, type ComputedRef } from 'vue'
import type { VoteStanding } from '#desk/desk.ts'
import { allOf } from '#desk/turned.ts'
import { useDesk } from '#desk/use-desk.ts'
import { groupWords, namesIn } from '#desk/use-names.ts'
import { useReading } from '#desk/use-reading.ts'
import { useWords } from '#desk/use-words.ts'
import { draftMinutes, type Minutes } from '#rulebook/minutes-reading.ts'
import { markedBy } from '#rulebook/minutes.ts'
import type { SignedMinutes } from '#rulebook/signed-minutes-reading.ts'
import type { ThreadRead } from '#rulebook/thread-reading.ts'
import { countedFrom } from '#rulebook/vote.ts'
import { useRoster, useThreadAsOf } from '../readings.ts'
import { words } from '../words.ts'
import { sectionsOf, type Section } from './minutes-sections.ts'
import { minutesWords } from './minutes-words.ts'
import { outcomeWords } from './outcome-words.ts'
import { paperWords } from './paper-words.ts'
import { stepWords } from './step-words.ts'

/**
 * The minutes of a debate as of now, or those that were signed (`asked`), as of then: the votes, the people and their
 * households of that time. `thread` is null once it is known not to be here.
 */
export function useMinutes(
  id: () => string,
  asked: () => string | undefined,
): {
  now: ComputedRef<ThreadRead | undefined>
  signed: ComputedRef<SignedMinutes | undefined>
  thread: ComputedRef<ThreadRead | null | undefined>
  minutes: ComputedRef<Minutes | undefined>
  sections: ComputedRef<Section[]>
} {
  const [desk, roster, found] = [useDesk(), useRoster(), useThreadAsOf(id, asked)]
  const [w, room, outcome] = [useWords(minutesWords), useWords(words), useWords(outcomeWords)]
  const [steps, paper] = [useWords(stepWords), useWords(paperWords)]

  const signed = computed(() => found.value?.signed)
  const thread = computed(() => (found.value ? (found.value.then ?? null) : undefined))
  /** What came in by their signing is what they count: what was settled or vouched for since is no part of them. */
  const before = computed(() =>
    signed.value?.standing.is === 'receipted' ? signed.value.standing.i : undefined,
  )
  const votes = computed(() => (thread.value ? thread.value.votes.map(({ id: vote }) => vote) : []).join(' '))
  const { value: standings } = useReading(
    () =>
      allOf(
        votes.value
          .split(' ')
          .filter(Boolean)
          .map((vote) => desk.vote(vote, before.value)),
      ),
    (all) => new Map(all.map((one, n) => [votes.value.split(' ')[n] ?? '', one])),
  )
  /** What was counted by then: what comes of a vote later is no part of minutes that were signed before. */
  const counted = computed(() => {
    const known = new Map<string, VoteStanding>()
    for (const { id: vote, body } of thread.value?.votes ?? []) {
      const standing = standings.value?.get(vote)
      if (!standing?.final) continue
      if (!signed.value || countedFrom(body) < signed.value.signedAt) known.set(vote, standing)
    }
    return known
  })
  const people = computed(() => {
    const [known, then] = [roster.value, signed.value]
    return known && { ...known, now: then ? { i: then.body.upTo + 1, at: then.signedAt } : known.now }
  })
  const minutes = computed(() => {
    if (!thread.value || !people.value || !standings.value) return undefined
    const { roster: known, now } = people.value
    const against = [...counted.value].flatMap(([vote, one]) => one.against.map((by) => ({ ...by, vote })))
    const reasons = against.flatMap(({ reason, ...by }) => (reason ? { ...by, reason } : []))
    return draftMinutes(
      thread.value,
      (person) => known.person(person, now)?.household ?? undefined,
      { people: new Set(against.map(({ by }) => by)), reasons },
      signed.value ? markedBy(signed.value) : [],
    )
  })
  const sections = computed(() => {
    if (!minutes.value || !people.value) return []
    const say = {
      ...{ minutes: w.value, room: room.value, outcome: outcome.value, steps: steps.value },
      ...{ paper: paper.value, group: groupWords, language: desk.comfort.language },
    }
    const nameOf = namesIn(people.value.roster, people.value.now)
    return sectionsOf(minutes.value, nameOf, (vote) => counted.value.get(vote)?.count, say)
  })
  return { now: computed(() => found.value?.now), signed, thread, minutes, sections }
}
