// What only an office does; apart from the room's other acts, as no villager's phone need keep it.
import type { Writing, Written } from '#desk/desk.ts'
import type { BodyOf } from '#rulebook/kinds.ts'
import { ballotMet } from '#rulebook/met.ts'
import { ballotsPapered, type PaperBody } from '#rulebook/paper.ts'
import { votePaused, voteResumed } from '#rulebook/pause.ts'
import { commentAssisted } from '#rulebook/thread.ts'
import { phoneVouched } from '#rulebook/vouch.ts'

/** Writes down what somebody without a phone says, with what he signed or said. */
export const assistComment = (
  desk: Writing,
  thread: string,
  said: BodyOf<typeof commentAssisted>,
): Promise<Written> => desk.write(commentAssisted, said, [thread])

/** Enters what was cast in the room; it counts once its witness has signed as well. */
export const enterPaper = (desk: Writing, vote: string, paper: PaperBody): Promise<Written> =>
  desk.write(ballotsPapered, paper, [vote])

/** Stands behind a phone that is new to a vote: its owner was asked, and it is his. */
export const vouchFor = (desk: Writing, vote: string, phone: BodyOf<typeof phoneVouched>): Promise<Written> =>
  desk.write(phoneVouched, phone, [vote])

/** Witnesses that a ballot, seen on a phone without coverage, was cast by now. */
export const witnessBallot = (desk: Writing, vote: string, ballot: string): Promise<Written> =>
  desk.write(ballotMet, { ballot }, [vote])

/** Proposes that a vote stands still since a time; a supervisor must stand behind it. */
export const pauseVote = (desk: Writing, vote: string, pause: BodyOf<typeof votePaused>): Promise<Written> =>
  desk.write(votePaused, pause, [vote])

/** Proposes that it goes on; a supervisor must stand behind it. */
export const resumeVote = (
  desk: Writing,
  { vote, pause }: { vote: string; pause: string },
  reason: string,
): Promise<Written> => desk.write(voteResumed, { reason }, [vote, pause])
