import type { Comment } from '#rulebook/thread-reading.ts'

/** As many words as a weak phone lays out at once; the newest, as they are what one comes for. */
export const AT_ONCE = 30
/** Of these so many are drawn between two frames, from the top: a weak phone would hear no finger for a second. */
export const IN_A_FRAME = 6
/** Of its answers so many stand beneath a comment at once: with it, they are no more than a page. */
export const ANSWERS_AT_ONCE = AT_ONCE - 1

type Answered = Pick<Comment, 'replies'>
const sizeOf = ({ replies }: Answered) => 1 + Math.min(replies.length, ANSWERS_AT_ONCE)

/** From which comment on so many words are shown, answers counted; one comment always is. */
export function startFor(comments: readonly Answered[], most: number): number {
  let start = comments.length
  for (let room = most; start > 0; start -= 1) {
    room -= sizeOf(comments[start - 1]!)
    if (room < 0 && start < comments.length) break
  }
  return start
}

/** How many words there are from a comment on. */
export const wordsFrom = (comments: readonly Answered[], start: number): number =>
  comments.slice(start).reduce((sum, one) => sum + sizeOf(one), 0)
