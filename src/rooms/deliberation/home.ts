import type { Desk } from '#desk/desk.ts'
import { followed, steady, together, turned } from '#desk/turned.ts'
import { entryCosigned } from '#rulebook/cosign.ts'
import type { BodyOf, Place } from '#rulebook/kinds.ts'
import { mandateGiven, mandateWitnessed } from '#rulebook/mandate.ts'
import { ballotMet } from '#rulebook/met.ts'
import { minutesObjected, minutesSigned } from '#rulebook/minutes.ts'
import {
  appealHeard,
  commentHidden,
  commentReported,
  commentRestored,
  hidingAppealed,
} from '#rulebook/moderation.ts'
import { IN_BALLOTS } from '#rulebook/in-ballots.ts'
import { ballotsPapered, ballotsWitnessed, pairSettled } from '#rulebook/paper.ts'
import { papersIn } from '#rulebook/paper-reading.ts'
import { PAUSING, votePaused, voteResumed } from '#rulebook/pause.ts'
import { executionReported, outcomePublished } from '#rulebook/outcome.ts'
import type { Roster } from '#rulebook/roster-index.ts'
import { ofKind, timeOf, type Shown } from '#rulebook/shown.ts'
import { commentChanged, commentWithdrawn } from '#rulebook/comment.ts'
import {
  commentAssisted,
  commentPosted,
  threadEdited,
  threadLocked,
  threadOpened,
  threadUnlocked,
} from '#rulebook/thread.ts'
import { readThreads } from '#rulebook/thread-reading.ts'
import { stepRecorded } from '#rulebook/step.ts'
import { ballotCast, countedFrom, voteOpened, type VoteTerms } from '#rulebook/vote.ts'
import { rightTo } from '#rulebook/vote-reading.ts'
import { phoneVouched } from '#rulebook/vouch.ts'
import { MessagesSquare, PencilLine, Vote } from '#ui/icons.ts'
import type { HomeItem, RoomHome } from '../door.ts'
import { paths } from '../paths.ts'
import { appealedIn, appealsFor, hidingsOfOwn } from './pages/home-hidings.ts'
import { cosignsIn, uncosigned } from './pages/home-cosigns.ts'
import { mandatesFor } from './pages/home-mandates.ts'
import { pairsOfMine } from './pages/home-pairs.ts'
import { newestPhone, newPhonesFor, votesNewTo } from './pages/home-phones.ts'
import { concludesIn, inMyHands, withoutOutcome } from './pages/home-outcomes.ts'
import { homeWords } from './pages/home-words.ts'

/** Of each kind, as many as the home screen can have use for. */
const NEWEST = 60

/** Debates by their last words, as the home screen's news; how many words there are, only the debate itself knows. */
const news: RoomHome['news'] = (desk) =>
  turned(desk.watch({ kinds: [threadOpened, commentPosted, voteOpened], newest: NEWEST }), (rows) => {
    const w = homeWords[desk.comfort.language]
    return readThreads(rows)
      .filter((thread) => thread.standing.is !== 'refused')
      .map((thread) => ({
        key: `thread.${thread.id}`,
        title: thread.body.title,
        detail: w.thread,
        at: thread.lastWordAt,
        path: paths.thread(thread.id),
        icon: MessagesSquare,
      }))
  })

/** Votes that are not over and in which this person has not cast. */
function uncast(desk: Desk, openings: Shown<VoteTerms>[], own: Shown[]): Shown<VoteTerms>[] {
  // Before the village's time is sure the phone's own date is enough for a list; the debate itself asks no date.
  const at = desk.now() ?? Date.now()
  const cast = new Set(
    ofKind(own, ballotCast)
      .filter((ballot) => ballot.standing.is !== 'refused' && !ballot.onBehalfOf)
      .map((ballot) => ballot.refs[0]),
  )
  return openings.filter((vote) => !cast.has(vote.id) && vote.body.closesAt >= at)
}

/** Those of them in which this person may cast, or may when they open. */
function votesIn(
  desk: Desk,
  openings: Shown<VoteTerms>[],
  { roster, now }: { roster: Roster; now: Place },
): HomeItem[] {
  const [w, time, person] = [homeWords[desk.comfort.language], desk.now(), desk.me?.person]
  if (!person) return []
  const asks = (sort: VoteTerms['sort']) => (sort === 'signup' || sort === 'times' ? w[sort] : w.vote)
  const leftOf = ({ closesAt, pausedSince }: VoteTerms) =>
    time === undefined || pausedSince ? undefined : closesAt - time
  return openings
    .map((vote) => ({ vote, right: rightTo(vote, person, roster, now, time) }))
    .filter(({ right }) => right.is === 'may' || right.because === 'not-yet')
    .map(({ vote, right }) => ({
      key: `vote.${vote.id}`,
      title: vote.body.question,
      detail: right.is === 'may' ? asks(vote.body.sort)(leftOf(vote.body)) : w.opens(vote.body.opensAt ?? 0),
      at: undefined,
      path: paths.vote(vote.refs[0] ?? '', vote.id),
      icon: Vote,
    }))
}

const REFUSABLE = [
  threadOpened,
  threadEdited,
  threadLocked,
  threadUnlocked,
  commentPosted,
  commentAssisted,
  commentChanged,
  commentWithdrawn,
  voteOpened,
  ballotCast,
  ballotsPapered,
  ballotsWitnessed,
  ...[pairSettled, phoneVouched, mandateGiven, mandateWitnessed, votePaused, voteResumed, ballotMet],
  outcomePublished,
  stepRecorded,
  minutesSigned,
  minutesObjected,
].map((kind) => kind.number)

/** These name only their vote. */
const ABOUT_VOTES = [...IN_BALLOTS, ...PAUSING]

function refusedIn(desk: Desk, own: Shown[]): HomeItem[] {
  const detail = homeWords[desk.comfort.language].refused
  return own
    .filter((row) => row.standing.is === 'refused' && REFUSABLE.includes(row.kind))
    .map((row) => {
      const { title, question, text, reason, decision, summary } = row.body as Partial<
        Record<'title' | 'question' | 'text' | 'reason' | 'decision' | 'summary', string>
      >
      const thread = row.kind === threadOpened.number ? row.id : row.refs[0]
      return {
        key: `refused.${row.id}`,
        title:
          title ??
          question ??
          text ??
          reason ??
          decision ??
          summary ??
          homeWords[desk.comfort.language].ballot,
        detail,
        at: row.at,
        // The debates lead there.
        path: ABOUT_VOTES.includes(row.kind) || !thread ? paths.threads : paths.thread(thread),
        icon: PencilLine,
      }
    })
}

/** So long a report is shown to the office: who left the comment as it is has by then read it. */
const REPORTED_FOR_MS = 7 * 24 * 3600 * 1000
/** Comments that somebody reported to this person's office, and that nobody has proposed to hide since. */
function reportedIn(desk: Desk, rows: Shown[]): HomeItem[] {
  const since = (desk.now() ?? Date.now()) - REPORTED_FOR_MS
  const proposed = new Set(ofKind(rows, commentHidden).map(({ refs }) => refs[1]))
  const newest = new Map<string, Shown<BodyOf<typeof commentReported>>>()
  for (const row of ofKind(rows, commentReported)) {
    const [thread, comment] = row.refs
    const isOpen = row.author !== desk.me?.person && timeOf(row) > since && !proposed.has(comment)
    if (isOpen && thread && comment && !newest.has(comment)) newest.set(comment, row)
  }
  return [...newest].map(([comment, row]) => ({
    key: `reported.${comment}`,
    title: homeWords[desk.comfort.language].reported,
    detail: row.body.note || homeWords[desk.comfort.language].thread,
    at: timeOf(row),
    path: paths.said(row.refs[0]!, comment),
    icon: PencilLine,
  }))
}

/** Ballots from the room that this person is to witness. */
function unwitnessed(desk: Desk, rows: Shown[]): HomeItem[] {
  const [w, now] = [homeWords[desk.comfort.language], desk.now() ?? Date.now()]
  const votes = new Map(ofKind(rows, voteOpened).map((vote) => [vote.id, vote]))
  return papersIn(rows).flatMap(({ id, body, refs, standing, witnessedAt }) => {
    const vote = votes.get(refs[0] ?? '')
    const isMine = body.witness === desk.me?.person && standing.is === 'receipted'
    if (!vote || !isMine || witnessedAt !== undefined || now > countedFrom(vote.body)) return []
    return {
      key: `witness.${id}`,
      title: vote.body.question,
      detail: w.witness(body.lines.length),
      at: standing.at,
      path: paths.paper(vote.refs[0] ?? '', vote.id),
      icon: PencilLine,
    }
  })
}

const WAITING = [
  ...[voteOpened, outcomePublished, stepRecorded, minutesSigned],
  ...[commentHidden, commentReported, hidingAppealed, commentRestored, appealHeard],
  ...[votePaused, voteResumed, executionReported, commentAssisted],
  ...[ballotsPapered, ballotsWitnessed, mandateGiven, mandateWitnessed],
]
/** More second signatures than are given while one is waited for: without its own, what is signed would wait on. */
const SIGNATURES = 500
const waiting: RoomHome['waiting'] = (desk) =>
  followed(
    together(
      together(
        desk.watch({ kinds: WAITING, newest: NEWEST }),
        desk.watch({ kinds: [entryCosigned], newest: SIGNATURES }),
      ),
      together(desk.own(), newestPhone(desk)),
    ),
    ([[asked, signed], [own, newest]]) => {
      const rows = [...asked, ...signed]
      const openings = uncast(desk, ofKind(rows, voteOpened), own)
      const refused = [
        ...pairsOfMine(desk, rows, own),
        ...mandatesFor(desk, rows, own),
        ...unwitnessed(desk, rows),
        ...reportedIn(desk, rows),
        ...hidingsOfOwn(desk, rows, own),
        ...inMyHands(desk, rows),
        ...refusedIn(desk, own),
      ]
      const pending = uncosigned(desk, rows)
      const watched = votesNewTo(newest, desk, rows)
      const [appeals, unconcluded] = [appealedIn(desk, rows), withoutOutcome(desk, rows)]
      // To read the roster takes a weak phone longer than all the rest of the first screen.
      if ([openings, pending, watched, appeals, unconcluded].every((some) => some.length === 0))
        return steady(refused)
      // How long a vote is still open shows as soon as the village's time is known.
      return followed(together(desk.roster(), desk.time), ([known]) =>
        turned(newPhonesFor(desk, watched, known), (phones) => [
          ...votesIn(desk, openings, known),
          ...cosignsIn(desk, pending, known),
          ...appealsFor(desk, appeals, known),
          ...concludesIn(desk, unconcluded, known),
          ...phones,
          ...refused,
        ]),
      )
    },
  )

const home: RoomHome = { news, waiting }
export default home
