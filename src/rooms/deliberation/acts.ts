import type { Writing, Written } from '#desk/desk.ts'
import { commentPosted, threadOpened } from '#rulebook/thread.ts'
import { ballotCast, voteOpened, type VoteTerms } from '#rulebook/vote.ts'

/** Puts a matter before the village. */
export const openThread = (desk: Writing, matter: { title: string; text: string }): Promise<Written> =>
  desk.write(threadOpened, matter)

/** Speaks in a debate, or answers a comment of it. */
export const postComment = (
  desk: Writing,
  thread: string,
  text: string,
  replyTo?: string,
): Promise<Written> => desk.write(commentPosted, { text }, replyTo ? [thread, replyTo] : [thread])

/** Opens a vote in a debate; nothing of its terms changes afterwards. */
export const openVote = (desk: Writing, thread: string, terms: VoteTerms): Promise<Written> =>
  desk.write(voteOpened, terms, [thread])

/** Casts a ballot, or another in its place: the last one counts. Choices are places in the vote's options. */
export const castBallot = (desk: Writing, vote: string, choices: number[]): Promise<Written> =>
  desk.write(ballotCast, { choices }, [vote])
