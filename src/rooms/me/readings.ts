import { computed, type ComputedRef } from 'vue'
import { useDesk } from '#desk/use-desk.ts'
import { useReading } from '#desk/use-reading.ts'
import type { Alarm, Link } from '#desk/desk.ts'
import { topicOf, wholeVolume } from '#rulebook/volumes.ts'
import type { BodyOf } from '#rulebook/kinds.ts'
import { noticeCorrected, noticePublished } from '#rulebook/notice.ts'
import { ROLES, type Role } from '#rulebook/roster.ts'
import { ofKind, type Shown } from '#rulebook/shown.ts'
import { COMMENT_DEEDS } from '#rulebook/comment.ts'
import { entryCosigned } from '#rulebook/cosign.ts'
import { MODERATION } from '#rulebook/moderation.ts'
import { AFTER_VOTE } from '#rulebook/outcome.ts'
import { commentAssisted, commentPosted, THREAD_DEEDS, threadOpened } from '#rulebook/thread.ts'
import { IN_BALLOTS } from '#rulebook/in-ballots.ts'
import { ballotCast, voteOpened } from '#rulebook/vote.ts'
import { mandateGiven, mandateWitnessed } from '#rulebook/mandate.ts'
import { phoneVouched } from '#rulebook/vouch.ts'
import { paths } from '../paths.ts'

export interface MeShown {
  person: string
  device: string
  village: string | undefined
  name: string | undefined
  household: string | undefined
  group: number | undefined
  roles: Role[]
}

/** Who this phone's person is, as far as the roster here says it; null before joining. */
export function useMe(): ComputedRef<MeShown | null | undefined> {
  const desk = useDesk()
  const { value } = useReading(
    () => desk.roster(),
    (current) => current,
  )
  return computed(() => {
    if (!value.value) return undefined
    if (!desk.me) return null
    const { roster, now } = value.value
    const { person, device } = desk.me
    const known = roster.person(person, now)
    const home = known?.household ? roster.household(known.household, now) : undefined
    return {
      person,
      device,
      village: roster.founding?.body.name,
      name: known?.name,
      household: home?.label,
      group: home?.group,
      roles: ROLES.filter((role) => roster.role(person, role, now)),
    }
  })
}

export const useJoinState = () => {
  const desk = useDesk()
  return useReading(
    () => desk.joining.state(),
    (state) => state,
  ).value
}

export const useLink = (): Readonly<{ value: Link | undefined }> => {
  const desk = useDesk()
  return useReading(
    () => desk.link,
    (link) => link,
  ).value
}

/** What this phone wrote, newest first. */
export const useOwn = (): Readonly<{ value: Shown[] | undefined }> => {
  const desk = useDesk()
  return useReading(
    () => desk.own(),
    (rows) => rows,
  ).value
}

export const useDrafts = () => {
  const desk = useDesk()
  return useReading(
    () => desk.unsent.all(),
    (drafts) => [...drafts].sort((a, b) => b.savedAt - a.savedAt),
  ).value
}

/** A vote as its ballots need it: they name the vote, its question says which, its page stands below its thread. */
export interface VoteOf {
  thread: string
  question: string
}
export const useVotes = () => {
  const desk = useDesk()
  return useReading(
    () => desk.watch({ kinds: [voteOpened] }),
    (rows) =>
      new Map(
        ofKind(rows, voteOpened).map(({ id, refs, body }): [string, VoteOf] => [
          id,
          { thread: refs[0]!, question: body.question },
        ]),
      ),
  ).value
}

const is = (row: Shown, kind: { number: number }) => row.kind === kind.number

/** Where an entry is read, and where a refused one is edited and handed in anew. */
export function placesOf(
  row: Shown,
  votes: Map<string, VoteOf> | undefined,
): { read?: string; again?: string } {
  const [first] = row.refs
  const from = `?from=${row.id}`
  if (is(row, noticePublished)) return { read: paths.notice(row.id), again: `${paths.writeNotice}${from}` }
  if (is(row, noticeCorrected) && first)
    return { read: paths.notice(first), again: `${paths.correctNotice(first)}${from}` }
  if (is(row, threadOpened)) return { read: paths.thread(row.id), again: `${paths.openThread}${from}` }
  // A second signature for an office names it twice.
  if (is(row, entryCosigned) && first === row.refs[1]) return { read: paths.offices, again: paths.offices }
  // A refused comment is taken up again where it stands, below what it answers; so is what was done to one.
  const done = [
    commentPosted.number,
    commentAssisted.number,
    ...COMMENT_DEEDS,
    ...THREAD_DEEDS,
    ...MODERATION,
    ...AFTER_VOTE,
    entryCosigned.number,
  ]
  if (done.includes(row.kind) && first) return { read: paths.thread(first), again: paths.thread(first) }
  if (is(row, voteOpened) && first)
    return { read: paths.vote(first, row.id), again: `${paths.openVote(first)}${from}` }
  if (IN_BALLOTS.includes(row.kind) && first) {
    const thread = votes?.get(first)?.thread
    if (!thread) return {}
    const inRoom = is(row, phoneVouched) ? paths.newPhones(thread, first) : paths.paper(thread, first)
    const isMandated = is(row, mandateGiven) || is(row, mandateWitnessed) || row.onBehalfOf !== undefined
    const elsewhere = isMandated ? paths.mandates(thread, first) : inRoom
    const path = is(row, ballotCast) && !isMandated ? paths.vote(thread, first) : elsewhere
    return { read: path, again: path }
  }
  // What a registrar enters is put right in the roster itself.
  return { again: paths.roster }
}

/** All the words of an entry, for a phone on which no other page shows them any more. */
export function allWordsOf(row: Shown): string | undefined {
  const body = row.body as Partial<Record<'title' | 'question' | 'text' | 'decision', unknown>>
  const words = [body.title, body.question, body.text, body.decision].filter((one) => typeof one === 'string')
  return words.length > 0 ? words.join('\n') : undefined
}

/** What a ballot is about. */
export const questionOf = (row: Shown, votes: Map<string, VoteOf> | undefined): string | undefined =>
  IN_BALLOTS.includes(row.kind) ? votes?.get(row.refs[0] ?? '')?.question : undefined

/** A line of an entry's own words, so that its author knows it again. */
export function gistOf(row: Shown): string | undefined {
  const body = row.body as Partial<Record<'title' | 'question' | 'text' | 'decision', unknown>>
  for (const field of [body.title, body.question, body.text, body.decision])
    if (typeof field === 'string') return field.slice(0, 80)
  return undefined
}

/** The parts of the book as a person knows them. */
export type AlarmWhere =
  'roster' | 'devices' | 'board' | 'topic' | 'ballots' | 'office' | 'person' | 'village'

/** In which part of the book something did not hold; where it is a debate, its title. */
export function alarmWhere(volume: string, threads: readonly Shown[]): { part: AlarmWhere; title?: string } {
  const whole = wholeVolume(volume)
  const part = (whole.split('/')[0] || 'village') as AlarmWhere
  const thread = threads.find(({ id }) => topicOf(id) === whole)
  return thread ? { part, title: (thread.body as BodyOf<typeof threadOpened>).title } : { part }
}

export const useThreads = (): Readonly<{ value: Shown[] | undefined }> => {
  const desk = useDesk()
  return useReading(
    () => desk.watch({ kinds: [threadOpened] }),
    (rows) => rows,
  ).value
}

/** What came from the relay and did not hold; undefined until it is read. */
export const useAlarms = (): Readonly<{ value: Alarm[] | undefined }> => {
  const desk = useDesk()
  return useReading(
    () => desk.alarms(),
    (alarms) => alarms,
  ).value
}

/** The relay's public key, as the founding names it. */
export const useRelayKey = (): Readonly<{ value: Uint8Array | undefined }> => {
  const desk = useDesk()
  return useReading(
    () => desk.roster(),
    ({ roster }) => roster.founding?.body.relayKey,
  ).value
}
