import { computed, type ComputedRef } from 'vue'
import { keyWords } from '#rulebook/key-words.ts'
import { useDesk } from '#desk/use-desk.ts'
import { useReading } from '#desk/use-reading.ts'

export type JoinState = 'none' | 'asked' | 'unverified' | 'member' | 'revoked'

/** How far this phone is on its way into the village; undefined until the phone has looked. */
export function useJoinState(): Readonly<{ value: JoinState | undefined }> {
  const desk = useDesk()
  return useReading(
    () => desk.joining.state(),
    (state) => state,
  ).value
}

/** What stands on this phone alone, in its own words; a ballot has none. */
export function useUnsent(): ComputedRef<{ id: string; text: string | undefined }[]> {
  const desk = useDesk()
  const { value } = useReading(
    () => desk.own(),
    (rows) => rows.filter(({ standing }) => standing.is === 'provisional'),
  )
  return computed(() =>
    (value.value ?? []).map(({ id, body }) => {
      const { title, question, text } = body as Partial<Record<'title' | 'question' | 'text', string>>
      return { id, text: title ?? question ?? text }
    }),
  )
}

/** Whether this person was let in before, with another phone or with this one before it was emptied. */
export function useHadPhone(): ComputedRef<boolean> {
  const desk = useDesk()
  const { value } = useReading(
    () => desk.devices(),
    (rows) =>
      rows.filter(
        ({ body, standing }) =>
          standing.is === 'receipted' && (body as { person?: string }).person === desk.me?.person,
      ).length > 1,
  )
  return computed(() => value.value ?? false)
}

/** The village as somebody can check it against the poster. */
export interface VillageShown {
  name: string
  secretary: string
  words: string[]
  /** The name of this phone's person, once the roster says it. */
  me: string | undefined
}

/** The village this phone belongs to; undefined while its founding is not here. */
export function useVillage(): ComputedRef<VillageShown | undefined> {
  const desk = useDesk()
  const { value } = useReading(
    () => desk.roster(),
    (current) => current,
  )
  return computed(() => {
    if (!value.value?.roster.founding) return undefined
    const { roster, now } = value.value
    const { id, body } = roster.founding!
    const [holder] = roster.holders('secretary', now)
    const secretary = (holder && roster.person(holder, now)?.name) ?? body.secretary.name
    const person = desk.me?.person
    return { name: body.name, secretary, words: keyWords(id), me: person && roster.person(person, now)?.name }
  })
}
