import type { Writing, Written } from '#desk/desk.ts'
import { commentChanged, commentSupported, commentWithdrawn } from '#rulebook/comment.ts'
import { entryCosigned } from '#rulebook/cosign.ts'
import type { BodyOf } from '#rulebook/kinds.ts'
import { mandateGiven, mandateWitnessed } from '#rulebook/mandate.ts'
import { minutesObjected, minutesSigned, type MinutesBody } from '#rulebook/minutes.ts'
import {
  appealHeard,
  commentHidden,
  commentReported,
  commentRestored,
  hidingAppealed,
} from '#rulebook/moderation.ts'
import { executionReported, outcomePublished, type OutcomeBody } from '#rulebook/outcome.ts'
import { ballotsWitnessed, pairSettled } from '#rulebook/paper.ts'
import { rulebookAdopted } from '#rulebook/roster.ts'
import { stepRecorded, type StepBody } from '#rulebook/step.ts'
import { commentPosted, threadEdited, threadLocked, threadOpened, threadUnlocked } from '#rulebook/thread.ts'
import { ballotCast, voteOpened, type BallotBody, type VoteTerms } from '#rulebook/vote.ts'

/** Puts a matter before the village. */
export const openThread = (desk: Writing, matter: BodyOf<typeof threadOpened>): Promise<Written> =>
  desk.write(threadOpened, matter)

/** Lets a matter say something else of itself, with a note of what changed. */
export const editThread = (
  desk: Writing,
  thread: string,
  edit: { text: string; note: string },
): Promise<Written> => desk.write(threadEdited, edit, [thread])

/** Closes a debate, or lets it go on, with a reason. */
export const lockThread = (
  desk: Writing,
  thread: string,
  isLocked: boolean,
  reason: string,
): Promise<Written> => desk.write(isLocked ? threadLocked : threadUnlocked, { reason }, [thread])

/**
 * Speaks in a debate, or answers a comment of it; `quoted`: another answer to the same, whose words are taken up. What
 * it brings is kept on this phone before.
 */
export const postComment = (
  desk: Writing,
  thread: string,
  said: BodyOf<typeof commentPosted>,
  replyTo?: string,
  quoted?: string,
): Promise<Written> =>
  desk.write(
    commentPosted,
    said,
    [thread, replyTo, quoted].filter((id) => id !== undefined),
  )

/** A comment, by its debate and its own id. */
export interface CommentId {
  thread: string
  comment: string
}

/** Lets an own comment say something else; what it said before stays readable. */
export const changeComment = (
  desk: Writing,
  { thread, comment }: CommentId,
  text: string,
): Promise<Written> => desk.write(commentChanged, { text }, [thread, comment])

/** Withdraws an own comment; a mark with the reason stays in its place. */
export const withdrawComment = (
  desk: Writing,
  { thread, comment }: CommentId,
  reason: string,
): Promise<Written> => desk.write(commentWithdrawn, { reason }, [thread, comment])

/** Stands behind a comment of somebody else, or no longer does. */
export const supportComment = (
  desk: Writing,
  { thread, comment }: CommentId,
  isBehind: boolean,
): Promise<Written> => desk.write(commentSupported, { isBehind }, [thread, comment])

/**
 * Opens a vote in a debate; nothing of its terms changes afterwards. `anew`: the published outcome of an earlier one
 * that lacked its quorum.
 */
export const openVote = (desk: Writing, thread: string, terms: VoteTerms, anew?: string): Promise<Written> =>
  desk.write(voteOpened, terms, anew ? [thread, anew] : [thread])

/** Casts a ballot, or another in its place: the last one counts. `forWhom`: who entrusted it, and by which mandate. */
export const castBallot = (
  desk: Writing,
  vote: string,
  ballot: BallotBody,
  forWhom?: { giver: string; mandate: string },
): Promise<Written> =>
  forWhom
    ? desk.write(ballotCast, ballot, [vote, forWhom.mandate], forWhom.giver)
    : desk.write(ballotCast, ballot, [vote])

/** Lets somebody else cast a ballot; where a witness is named, it counts once he has signed as well. */
export const giveMandate = (
  desk: Writing,
  vote: string,
  mandate: BodyOf<typeof mandateGiven>,
): Promise<Written> => desk.write(mandateGiven, mandate, [vote])

/** Stands behind a mandate on paper as the witness whom it names. */
export const witnessMandate = (
  desk: Writing,
  { vote, mandate }: { vote: string; mandate: string },
  between: BodyOf<typeof mandateWitnessed>,
): Promise<Written> => desk.write(mandateWitnessed, between, [vote, mandate])

/** Stands behind a list of paper ballots as the witness whom it names; `officer`: who entered it. */
export const witnessPaper = (
  desk: Writing,
  { vote, paper }: { vote: string; paper: string },
  officer: string,
): Promise<Written> => desk.write(ballotsWitnessed, { officer }, [vote, paper])

/** Says which of two ballots of one slot holds; `paper`: the list for which an officer or a witness says so. */
export const settlePair = (
  desk: Writing,
  { vote, held, paper }: { vote: string; held: string; paper: string | undefined },
  slot: string,
): Promise<Written> => desk.write(pairSettled, { slot }, paper ? [vote, held, paper] : [vote, held])

/** Publishes what a vote came to, and what is done about it, by its second signature; `quoted`: comments of the debate. */
export const publishOutcome = (
  desk: Writing,
  { thread, vote, quoted }: { thread: string; vote: string; quoted: readonly string[] },
  outcome: OutcomeBody,
): Promise<Written> => desk.write(outcomePublished, outcome, [thread, vote, ...quoted])

/** Signs a debate's minutes, drawn from its entries up to a number of the village; `marked`: comments to be read first. */
export const signMinutes = (
  desk: Writing,
  { thread, marked }: { thread: string; marked: readonly string[] },
  minutes: MinutesBody,
): Promise<Written> => desk.write(minutesSigned, minutes, [thread, ...marked])

/** Says what one sees otherwise than the minutes. */
export const objectToMinutes = (
  desk: Writing,
  { thread, minutes }: { thread: string; minutes: string },
  text: string,
): Promise<Written> => desk.write(minutesObjected, { text }, [thread, minutes])

/** Stands behind an entry that needs it as a second person; `subject`: what that names first, as a debate. */
export const cosign = (desk: Writing, subject: string, entry: string): Promise<Written> =>
  desk.write(entryCosigned, {}, [subject, entry])

/** Says how far a decision has been carried out. */
export const reportProgress = (
  desk: Writing,
  { thread, outcome }: { thread: string; outcome: string },
  report: BodyOf<typeof executionReported>,
): Promise<Written> => desk.write(executionReported, report, [thread, outcome])

/** Records a step of 四议两公开; `before`: the step that it follows, if any. It takes effect with a second signature. */
export const recordStep = (
  desk: Writing,
  { thread, before }: { thread: string; before: string | undefined },
  step: StepBody,
): Promise<Written> => desk.write(stepRecorded, step, before ? [thread, before] : [thread])

/** Proposes to hide a comment, with a reason; a second person must stand behind it. */
export const hideComment = (
  desk: Writing,
  { thread, comment }: CommentId,
  hiding: BodyOf<typeof commentHidden>,
): Promise<Written> => desk.write(commentHidden, hiding, [thread, comment])

/** Asks the office to look at a comment; nobody else reads it. */
export const reportComment = (
  desk: Writing,
  { thread, comment }: CommentId,
  report: BodyOf<typeof commentReported>,
): Promise<Written> => desk.write(commentReported, report, [thread, comment])

/** Its author says why it should not be hidden. */
export const appeal = (
  desk: Writing,
  { thread, comment, hiding }: CommentId & { hiding: string },
  text: string,
): Promise<Written> => desk.write(hidingAppealed, { text }, [thread, comment, hiding])

/** Shows a hidden comment again. */
export const restoreComment = (
  desk: Writing,
  { thread, comment, hiding }: CommentId & { hiding: string },
  reason: string,
): Promise<Written> => desk.write(commentRestored, { reason }, [thread, comment, hiding])

/** Answers an appeal: the comment stays hidden. */
export const answerAppeal = (
  desk: Writing,
  { thread, comment, hiding, appeal }: CommentId & { hiding: string; appeal: string },
  reason: string,
): Promise<Written> => desk.write(appealHeard, { reason }, [thread, comment, hiding, appeal])

/** Lets the next version of the rulebook come into force. */
export const adoptRulebook = (desk: Writing, version: number): Promise<Written> =>
  desk.write(rulebookAdopted, { rulebook: version })
