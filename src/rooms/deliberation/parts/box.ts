/**
 * What can be written beneath a comment: an answer, the refused comment anew, a change, a withdrawal; why it is to be
 * hidden or looked at, why it should not be, why it is shown again, why it is not.
 */
export const BOXES = [
  'reply',
  'again',
  'change',
  'withdraw',
  'hide',
  'report',
  'appeal',
  'restore',
  'hear',
] as const
export type Box = (typeof BOXES)[number]

/** What can be done to a matter itself: to put it anew, to close it, to let it go on. */
export const MATTER_BOXES = ['edit', 'lock', 'unlock'] as const
export type MatterBox = (typeof MATTER_BOXES)[number]

/** Which box stands open, and beneath which comment. */
export interface OpenBox {
  id: string
  box: Box
}

/** The box that a draft was typed in, by the address that leads back to it. */
export function boxIn(query: Readonly<Record<string, unknown>>): OpenBox | undefined {
  const box = BOXES.find((one) => typeof query[one] === 'string')
  return box && { id: query[box] as string, box }
}

export const matterBoxIn = (query: Readonly<Record<string, unknown>>): MatterBox | undefined =>
  MATTER_BOXES.find((box) => box in query)

/** What a person may do about comments of others; all but to report one, by an office. */
export interface Office {
  report: boolean
  hide: boolean
  cosign: boolean
  restore: boolean
  /** To stand behind what another wrote down for somebody. */
  assist: boolean
}
