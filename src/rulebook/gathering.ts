import type { BallotBody, VoteTerms } from './vote.ts'

// 接龙 and 约时间: they gather who joins and when people can, and decide nothing.

/** The two places of a sign-up list: in, and out again. */
export const SIGN_UP = { join: 0, out: 1 } as const
/** What a ballot says to each time that is offered: it suits, it would do, it does not. */
export const ANSWERS = ['yes', 'ifNeedBe', 'no'] as const
export const ANSWER = { yes: 0, ifNeedBe: 1, no: 2 } as const

/** The most that a list aims at, and that one person signs up for. */
export const TARGET_MAX = 9999
export const AMOUNT_MAX = 999

/** Whether a sort of vote gathers people and decides nothing: no law asks who must be there. */
export const gathers = (sort: VoteTerms['sort']): boolean => sort === 'signup' || sort === 'times'

/** V8: whether what such a vote asks for fits together. */
export function gatheringFits({ sort, quorum, hidden, target, unit, times, closesAt }: VoteTerms): boolean {
  if (sort === 'signup') return quorum === 'ask' && !hidden && !!target && !times
  if (sort !== 'times') return !target && !unit && !times
  const inOrder = (times ?? []).every((time, n) => time > (n > 0 ? times![n - 1]! : closesAt))
  return quorum === 'ask' && !target && !unit && !!times && inOrder
}

/** V9: whether a ballot of such a vote says all that it is asked for. */
export function answersFit({ sort, unit, times }: VoteTerms, { choices, amount }: BallotBody): boolean {
  if (sort === 'times')
    return choices.length === times?.length && choices.every((answer) => answer < ANSWERS.length) && !amount
  const isAsked = !!unit && choices[0] === SIGN_UP.join
  return choices.length === 1 && choices[0]! <= SIGN_UP.out && !!amount === isAsked
}

/** How far a sign-up list is from its target, in its units. */
export interface SoFar {
  amount: number
  target: number
  missing: number
}
export const progressOf = ({ target }: VoteTerms, { amount }: { amount: number }): SoFar => ({
  amount,
  target: target ?? 0,
  missing: Math.max(0, (target ?? 0) - amount),
})

/** The times at which most can come, if need be; of these the ones that suit most. Ties are all named. */
export function bestTimes({ choices, ifNeedBe }: { choices: number[]; ifNeedBe: number[] }): number[] {
  const all = choices.map((yes, n) => ({ n, yes, come: yes + (ifNeedBe[n] ?? 0) }))
  const most = Math.max(0, ...all.map(({ come }) => come))
  const those = all.filter(({ come }) => come > 0 && come === most)
  const suits = Math.max(0, ...those.map(({ yes }) => yes))
  return those.filter(({ yes }) => yes === suits).map(({ n }) => n)
}
