// What the wire of a phone in the model may do to what goes over it.
import { FROM_PHONE, FROM_RELAY, hear, type Message } from '#rulebook/wire.ts'
import { CONTROL, unframe } from '#sync/frames.ts'
import type { RealPhone } from '../sync/real-phone.ts'
import { happened } from './model-happened.ts'

export const WIRES = [
  'lost-answers',
  'deaf',
  'twice',
  'twice-down',
  'late',
  'shuffled',
  'as it should be',
] as const
export type Wire = (typeof WIRES)[number]
/** Over these a word comes through at once, and whatever is lost or doubled has been. */
export const BEARS_WORDS: readonly Wire[] = ['lost-answers', 'twice', 'twice-down']

/** Long enough for others to speak meanwhile, too short for anyone to give the line up. */
const LATE_MS = 60

/** Which message of the control channel a frame is. */
function saidIn(messages: typeof FROM_PHONE | typeof FROM_RELAY, bytes: Uint8Array): string | undefined {
  const { channel, payload } = unframe(bytes)!
  return channel === CONTROL ? hear<Message>(messages, payload)?.is : undefined
}

/** Each volume by a time of its own, what is said about volumes at once: a relay promises no order between them. */
function shuffledLane(frame: Uint8Array) {
  const { channel } = unframe(frame)!
  return { name: channel, lateMs: (channel * 23) % LATE_MS }
}

/** Whether it is so, and that this has happened at all. */
function noted(what: string, isSo: boolean): boolean {
  if (isSo) happened.add(what)
  return isSo
}

/**
 * Answers are lost, nothing arrives, each offer twice or each volume's frame, all of it later, or volumes before and
 * behind each other.
 */
export function bend({ hand }: RealPhone, how: Wire) {
  hand.lateMs = how === 'late' ? LATE_MS : 0
  hand.lane = how === 'shuffled' ? shuffledLane : undefined
  hand.dropUp = how === 'deaf'
  hand.twiceUp = (bytes) => noted('an offer twice', how === 'twice' && saidIn(FROM_PHONE, bytes) === 'OFFER')
  hand.twiceDown = (bytes) =>
    noted("a volume's frame twice", how === 'twice-down' && unframe(bytes)!.channel !== CONTROL)
  hand.meddle = (bytes) => {
    const isLost = how === 'lost-answers' && saidIn(FROM_RELAY, bytes) === 'ANSWER'
    return noted('an answer lost', isLost) ? undefined : bytes
  }
}
