// What the wire of a phone in the model may do to what goes over it.
import { FROM_PHONE, FROM_RELAY, hear, type Message } from '#rulebook/wire.ts'
import { CONTROL, unframe } from '#sync/frames.ts'
import type { Landing } from '../sync/in-hand.ts'
import type { RealPhone } from '../sync/real-phone.ts'
import { noted } from './model-happened.ts'

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

/** What comes of each wire; `as it should be` does nothing to anything. */
const DOES: Record<Exclude<Wire, 'as it should be'>, string> = {
  'lost-answers': 'an answer lost',
  deaf: 'a frame dropped',
  twice: 'an offer twice',
  'twice-down': "a volume's frame twice",
  late: 'a frame late',
  shuffled: "a volume's frame overtaken",
}
const BY_ANOTHER = "a volume's frame overtaken by another volume's"
/** All that wires do, each of which must happen. */
export const WIRES_DO = [...Object.values(DOES), BY_ANOTHER]

/** Long enough for others to speak meanwhile, too short for anyone to give the line up. */
const LATE_MS = 60
/** A timer may be a little early by the clock that it is measured with. */
const TIMER_MS = 1

/** Which message of the control channel a frame is. */
function saidIn(messages: typeof FROM_PHONE | typeof FROM_RELAY, bytes: Uint8Array): string | undefined {
  const { channel, payload } = unframe(bytes)!
  return channel === CONTROL ? hear<Message>(messages, payload)?.is : undefined
}

const isOfVolume = (frame: Uint8Array | undefined) => !!frame && unframe(frame)!.channel !== CONTROL

/** Each volume by a time of its own, what is said about volumes at once: a relay promises no order between them. */
function shuffledLane(frame: Uint8Array) {
  const { channel } = unframe(frame)!
  return { name: channel, lateMs: (channel * 23) % LATE_MS }
}

/**
 * Answers are lost, nothing arrives, each offer twice or each volume's frame, all of it later, or volumes before and
 * behind each other. Gives whether that has been done to a frame yet.
 */
export function bend({ hand }: RealPhone, how: Wire): () => boolean {
  let isDone = how === 'as it should be'
  function does(wire: keyof typeof DOES, isSo: boolean) {
    const isIt = how === wire && isSo
    isDone ||= isIt
    return noted(DOES[wire], isIt)
  }
  hand.lateMs = how === 'late' ? LATE_MS : 0
  hand.lane = how === 'shuffled' ? shuffledLane : undefined
  hand.losesUp = () => does('deaf', true)
  hand.twiceUp = (bytes) => does('twice', saidIn(FROM_PHONE, bytes) === 'OFFER')
  hand.twiceDown = (bytes) => does('twice-down', isOfVolume(bytes))
  hand.meddle = (bytes) => (does('lost-answers', saidIn(FROM_RELAY, bytes) === 'ANSWER') ? undefined : bytes)
  hand.landed = ({ frame, lateMs, overtaken }: Landing) => {
    does('late', lateMs >= LATE_MS - TIMER_MS)
    noted(BY_ANOTHER, does('shuffled', isOfVolume(overtaken)) && isOfVolume(frame))
  }
  return () => isDone
}
