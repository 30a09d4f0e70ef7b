import { timeOf } from '#rulebook/shown.ts'
import type { Said } from '#rulebook/comment-reading.ts'
import type { Comment } from '#rulebook/thread-reading.ts'

/** Which comments are shown: all, those not seen before, of those who are away, or of one 村民小组. */
export type Sift = 'all' | 'new' | 'away' | `group ${number}`

/** Of an author: the group that his household belongs to, and whether he is away. */
export type Whence = (author: Said['author']) => { group?: number; away: boolean }

/** Whether a word came since this person last looked (ms); of his own none is new. */
export const isNewSince = (said: Said, seenAt: number | undefined): boolean =>
  !said.own && seenAt !== undefined && timeOf(said) > seenAt

/** What a word itself or an answer to it is asked for by. */
function waysOf(comment: Comment, whence: Whence, seenAt: number | undefined): Set<Sift> {
  const ways = new Set<Sift>(['all'])
  for (const said of [comment, ...comment.replies]) {
    const { group, away } = whence(said.author)
    if (isNewSince(said, seenAt)) ways.add('new')
    if (away) ways.add('away')
    if (group !== undefined) ways.add(`group ${group}`)
  }
  return ways
}

/** The comments that fit. */
export const sifted = (
  comments: readonly Comment[],
  sift: Sift,
  whence: Whence,
  seenAt: number | undefined,
): readonly Comment[] =>
  sift === 'all' ? comments : comments.filter((one) => waysOf(one, whence, seenAt).has(sift))

/** The ways of sifting that would show something, and less than all. */
export function siftsOf(
  comments: readonly Comment[],
  whence: Whence,
  seenAt: number | undefined,
): { sift: Sift; count: number }[] {
  const counts = new Map<Sift, number>()
  for (const comment of comments)
    for (const way of waysOf(comment, whence, seenAt)) counts.set(way, (counts.get(way) ?? 0) + 1)
  const rank = (sift: Sift) => (sift === 'new' ? -2 : sift === 'away' ? -1 : Number(sift.slice(6)))
  return [...counts]
    .map(([sift, count]) => ({ sift, count }))
    .filter(({ count }) => count < comments.length)
    .sort((a, b) => rank(a.sift) - rank(b.sift))
}
