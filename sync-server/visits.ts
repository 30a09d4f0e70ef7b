import * as encoding from 'lib0/encoding'
import { joinBytes, type Hex8 } from '#entry/format.ts'
import { CLOSE, LIMITS, tell, type Message } from '#rulebook/wire.ts'

/**
 * Lines can be left out for who does not read, words on channel 0 cannot: who asks on and on and reads nothing would
 * have his answers pile up here.
 */
const MOST_UNREAD = 2 * LIMITS.slowReader

/** A connection as the relay sees it: no sockets here, so that tests hold both ends in the hand. */
export interface Session {
  send(bytes: Uint8Array): void
  close(code: number, reason: string): void
  /** Does work that sends several times, and lets it leave at once: a system call each would cost the most of it. */
  together?(work: () => unknown): void
  /** Bytes handed to `send` that have not left yet. */
  buffered(): number
  /** Where it comes from, for the rate alone; never logged. */
  address?: string
}

/** A volume on a connection. */
export interface Channel {
  number: number
  volume: string
  /** The last line sent; undefined until a stock client has said where it stands. */
  sent: number | undefined
  /** Whether the phone still waits for the empty step 2 that ends a catch-up. */
  owesStep2: boolean
  /** Whether the head goes out when the catch-up is done. */
  owesHead: boolean
}

/** One connection and what the relay knows of it. */
export interface Visit {
  session: Session
  nonce: Uint8Array
  since: number
  frames: number
  /** One frame is heard at a time: a later one must not overtake what it builds on. */
  work: Promise<void>
  pending: number
  isOpen: boolean
  who: { device: Hex8; person: Hex8 } | undefined
  /** A stock y-websocket client: one volume, no channels. */
  isPlain: boolean
  channels: Map<number, Channel>
  byVolume: Map<string, Channel>
  /** Lines that the phone held when it came, of volumes without a channel. */
  held: Map<string, number>
  nextChannel: number
  /** How many volumes the phone asked for beyond those it follows. */
  asked: number
  inFlight: number
  /** Bytes handed to the connection so far. */
  handed: number
  /** When some of them were last seen to have left, and how many had by then. */
  left: { at: number; bytes: number }
  quietSince: number
  /** Whether more waits for room on the connection. */
  isBehind: boolean
}

export const newVisit = (session: Session, now: number, isPlain: boolean): Visit => ({
  session,
  nonce: crypto.getRandomValues(new Uint8Array(32)),
  since: now,
  frames: 0,
  work: Promise.resolve(),
  pending: 0,
  isOpen: true,
  who: undefined,
  isPlain,
  channels: new Map(),
  byVolume: new Map(),
  held: new Map(),
  nextChannel: 1,
  asked: 0,
  inFlight: 0,
  handed: 0,
  left: { at: now, bytes: -Infinity },
  quietSince: now,
  isBehind: false,
})

const CONTROL = new Uint8Array([0])
/** A message of channel 0 as it goes over the wire. */
export const frameOf = <B>(message: Message<B>, body: B): Uint8Array =>
  joinBytes(CONTROL, tell(message, body))

/** Hands bytes to the connection, and counts them. */
export function give(visit: Visit, bytes: Uint8Array) {
  visit.handed += bytes.length
  visit.session.send(bytes)
}

/** Says something on channel 0; stock clients have none. Who has left too much unread may come back and listen. */
export function say<B>(visit: Visit, message: Message<B>, body: B) {
  if (!visit.isOpen || visit.isPlain) return
  if (visit.session.buffered() <= MOST_UNREAD) return give(visit, frameOf(message, body))
  visit.isOpen = false
  visit.session.close(CLOSE.slow, 'unread')
}

/** What is said in one go leaves in one go, where the connection can. */
export function together(visit: Visit, work: () => unknown) {
  if (visit.session.together) visit.session.together(work)
  else work()
}

/** Sends a y-protocols message on a volume's channel. */
export function sendOn(visit: Visit, channel: Channel, payload: Uint8Array) {
  if (visit.isOpen) give(visit, visit.isPlain ? payload : onChannel(channel.number, payload))
}

/** Larger ones are catch-ups, and each phone's own. */
const LIVE_BYTES = 2048
const live = new WeakMap<Uint8Array, Map<number, Uint8Array>>()

/** A frame for a channel. A thousand phones get the same live line, on a few channels: once for each of these. */
function onChannel(number: number, payload: Uint8Array): Uint8Array {
  if (payload.length > LIVE_BYTES) return framed(number, payload)
  let frames = live.get(payload)
  if (!frames) live.set(payload, (frames = new Map()))
  let frame = frames.get(number)
  if (!frame) frames.set(number, (frame = framed(number, payload)))
  return frame
}

function framed(number: number, payload: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, number)
  return joinBytes(encoding.toUint8Array(encoder), payload)
}

/** Gives a volume the next channel of a connection. */
export function giveChannel(visit: Visit, volume: string, sent: number | undefined): Channel {
  const number = visit.nextChannel++
  const isLive = sent !== undefined
  const channel: Channel = { number, volume, sent, owesStep2: isLive, owesHead: isLive && !visit.isPlain }
  visit.channels.set(number, channel)
  visit.byVolume.set(volume, channel)
  return channel
}

/** Closes a channel. Growth of its volume opens none anew: the phone did not want it, and asks if it does again. */
export function takeChannel(visit: Visit, number: number) {
  const channel = visit.channels.get(number)
  if (!channel) return
  visit.held.set(channel.volume, Infinity)
  visit.channels.delete(number)
  visit.byVolume.delete(channel.volume)
}
