import type { Desk } from '#desk/desk.ts'
import { mayCosign } from '#rulebook/cosign-rules.ts'
import { effectOf } from '#rulebook/cosign-reading.ts'
import type { BodyOf, Kind, Place } from '#rulebook/kinds.ts'
import { minutesSigned } from '#rulebook/minutes.ts'
import { commentHidden } from '#rulebook/moderation.ts'
import { readOutcomes } from '#rulebook/outcome-reading.ts'
import { votePaused, voteResumed } from '#rulebook/pause.ts'
import type { Roster } from '#rulebook/roster-index.ts'
import { ofKind, timeOf, type Shown } from '#rulebook/shown.ts'
import { stepRecorded } from '#rulebook/step.ts'
import { commentAssisted } from '#rulebook/thread.ts'
import { voteOpened } from '#rulebook/vote.ts'
import { PencilLine } from '#ui/icons.ts'
import type { HomeItem } from '../../door.ts'
import { paths } from '../../paths.ts'
import { homeWords } from './home-words.ts'

/** Something that waits for a second signature. */
export interface Pending {
  item: HomeItem
  kind: number
  author: string | undefined
}

/** Outcomes, steps, minutes, what is said of a vote's time, and comments that one person wants hidden. */
export function uncosigned(desk: Desk, rows: Shown[]): Pending[] {
  const [{ language }, now] = [desk.comfort, desk.now()]
  const questions = new Map(ofKind(rows, voteOpened).map(({ id, body }) => [id, body.question]))
  const item = (id: string, title: string, detail: string, at: number, path: string): HomeItem => ({
    ...{ key: `cosign.${id}`, title, detail, at, path, icon: PencilLine },
  })
  const outcomes = readOutcomes(rows, now)
    .filter(({ standing, effect }) => standing.is === 'receipted' && effect.is === 'pending')
    .map(({ id, kind, author, vote, refs, publishedAt }): Pending => {
      const detail = homeWords[language].cosign
      const path = paths.vote(refs[0] ?? '', vote)
      return { kind, author, item: item(id, questions.get(vote) ?? '', detail, publishedAt, path) }
    })
  const isPending = (row: Shown) =>
    row.standing.is === 'receipted' && effectOf(row, rows, now).is === 'pending'
  const w = homeWords[language]
  const waiting = <K extends Kind>(
    kind: K,
    detail: string,
    titleOf: (body: BodyOf<K>) => string,
    pathOf: (subject: string, id: string) => string,
  ): Pending[] =>
    ofKind(rows, kind)
      .filter(isPending)
      .map((row) => {
        const { id, author, body, refs } = row
        const path = pathOf(refs[0] ?? '', id)
        return { kind: row.kind, author, item: item(id, titleOf(body), detail, timeOf(row), path) }
      })
  const threads = new Map(ofKind(rows, voteOpened).map(({ id, refs }) => [id, refs[0] ?? '']))
  const pauseOf = (vote: string) => paths.pause(threads.get(vote) ?? '', vote)
  return [
    ...outcomes,
    ...waiting(stepRecorded, w.cosignStep, ({ text }) => text, paths.thread),
    ...waiting(minutesSigned, w.cosignMinutes, ({ summary }) => summary, paths.signedMinutes),
    ...waiting(commentAssisted, w.cosignWords, ({ text }) => text, paths.said),
    ...waiting(commentHidden, w.cosignHiding, ({ note }) => note, paths.thread),
    ...waiting(votePaused, w.cosignPause, ({ reason }) => reason, pauseOf),
    ...waiting(voteResumed, w.cosignPause, ({ reason }) => reason, pauseOf),
  ]
}

/** Those of them that this person may cosign. */
export const cosignsIn = (
  desk: Desk,
  pending: readonly Pending[],
  { roster, now }: { roster: Roster; now: Place },
): HomeItem[] =>
  pending
    .filter(({ author, kind }) => {
      const person = desk.me?.person
      return person !== undefined && author !== person && mayCosign(kind, roster, person, now)
    })
    .map(({ item }) => item)
