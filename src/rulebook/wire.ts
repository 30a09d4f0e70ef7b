import { decodeCbor, encodeCbor } from '#entry/format.ts'
import {
  appended,
  bytes,
  bytesUpTo,
  flag,
  hex32,
  hex8,
  list,
  maybe,
  oneOf,
  row,
  text,
  whole,
  type Of,
  type Shape,
} from './shape.ts'
import { CODES } from './verdict.ts'

/** Raised whenever a message changes its meaning; a test hashes the shapes to remind us. */
export const WIRE_VERSION = 1

/** Sizes (bytes) and times (ms) that phone and relay keep to. */
export const LIMITS = {
  offerMessage: 16 * 1024,
  relayMessage: 32 * 1024,
  closesOver: 64 * 1024,
  offersInFlight: 64,
  slice: 16 * 1024,
  /** Buffered towards a phone above which it gets no live frames. */
  slowReader: 256 * 1024,
  channelsOpened: 32,
  authWithinMs: 10_000,
  framesBeforeAuth: 16,
  entriesPerDay: 200,
  parkedDays: 30,
} as const

export { CLOSE } from './close-codes.ts'

const place = row({ volume: text(1, 80), epoch: whole(), k: whole(), head8: bytes(8) })
const signed = { bytes: bytesUpTo(512), signature: bytes(64) }
/** What became of an offer. A refusal and a receipt carry the relay's signature over them. */
export const answer = row({
  n: whole(),
  id: hex32,
  code: oneOf(CODES),
  i: maybe(whole()),
  at: maybe(whole()),
  rule: maybe(text(1, 8)),
  retryAfterMs: maybe(whole()),
  signature: maybe(bytes(64)),
})
export type Answer = Of<typeof answer>

/** A message of channel 0: its number on the wire and its fields. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- messages of every body stand in one list
export interface Message<B = any> {
  number: number
  name: string
  body: Shape<B>
}
const message = <const N extends string, F extends Record<string, Shape<unknown>>>(
  number: number,
  name: N,
  f: F,
) => ({
  number,
  name,
  body: row(f),
})

/** A phone's storage in whole megabytes, so that help comes before it is full; null where a browser does not say. */
export const phoneRoom = row({ usedMb: maybe(whole()), quotaMb: maybe(whole()), persisted: flag })
export type PhoneRoom = Of<typeof phoneRoom>

/** Phone to relay. */
export const AUTH = message(1, 'AUTH', {
  wire: whole(),
  app: text(0, 40),
  device: hex8,
  signature: bytes(64),
  /** What this phone holds, so that only what is new is sent. */
  have: list(place, 0, 1024),
  room: appended(phoneRoom),
})
/** Asks for a volume that no channel carries; it comes with its newest signed head. */
export const OPEN = message(2, 'OPEN', { volume: text(1, 80), epoch: whole(), k: whole() })
export const CLOSE_CHANNEL = message(3, 'CLOSE', { channel: whole(1) })
export const OFFER = message(4, 'OFFER', {
  offers: list(row({ n: whole(), entry: bytesUpTo(LIMITS.offerMessage) }), 1, LIMITS.offersInFlight),
})
/** What became of these? Cheaper than offering again after a lost answer. */
export const ASK = message(5, 'ASK', { ids: list(hex32, 1, 256) })
export const PING = message(6, 'PING', { n: whole() })
/** Lines that the relay lost and had signed: items as in the volume, from line `from` on, under an old head. */
export const REFILL = message(7, 'REFILL', {
  volume: text(1, 80),
  from: whole(1),
  items: list(bytesUpTo(LIMITS.offerMessage), 1, 256),
  head: row(signed),
})

/** Relay to phone. */
export const HELLO = message(32, 'HELLO', {
  wire: whole(),
  village: hex8,
  relayKey: bytes(65),
  relayEpoch: whole(),
  nonce: bytes(32),
  head: row(signed),
})
/** The session's token is for stock clients at /yjs; volumes that are not named here are unchanged. */
export const WELCOME = message(33, 'WELCOME', {
  person: hex8,
  session: text(1, 120),
  changed: whole(),
  unchanged: whole(),
})
/** A channel now carries a volume, from line `k`+1 on; `client` and `clock` name the Yjs item of line k. */
export const OPENED = message(34, 'OPENED', {
  channel: whole(1),
  volume: text(1, 80),
  epoch: whole(),
  k: whole(),
  client: whole(),
  clock: whole(),
})
export const UNCHANGED = message(35, 'UNCHANGED', { volume: text(1, 80) })
/** The volume is re-issued under a new epoch: what the phone has of it is fetched anew. */
export const RESET = message(36, 'RESET', { volume: text(1, 80), epoch: whole() })
export const DENIED = message(37, 'DENIED', { volume: text(1, 80), code: oneOf(CODES) })
export const HEAD = message(38, 'HEAD', { head: row(signed) })
export const TURNOUT = message(39, 'TURNOUT', { turnout: row(signed) })
export const ANSWER = message(40, 'ANSWER', { answers: list(answer, 1, 256) })
export const PONG = message(41, 'PONG', { n: whole(), at: whole() })
export const GOAWAY = message(42, 'GOAWAY', { code: whole(), retryAfterMs: whole() })
/** Requests for admission that wait for a registrar, as handed in. */
export const REQUESTS = message(43, 'REQUESTS', { requests: list(bytesUpTo(512), 0, 50) })
/** The relay lacks what it once signed: lines of this volume from `from` on are wanted back. */
export const RECALL = message(44, 'RECALL', { volume: text(1, 80), from: whole(1) })

export const FROM_PHONE = [AUTH, OPEN, CLOSE_CHANNEL, OFFER, ASK, PING, REFILL] as const
export const FROM_RELAY = [
  HELLO,
  WELCOME,
  OPENED,
  UNCHANGED,
  RESET,
  DENIED,
  HEAD,
  TURNOUT,
  ANSWER,
  PONG,
  GOAWAY,
  REQUESTS,
  RECALL,
] as const

/** A message with its name, for a switch. */
export type Told<M extends Message> = M extends Message<infer B> & { name: infer N }
  ? { is: N; body: B }
  : never
export type FromPhone = Told<(typeof FROM_PHONE)[number]>
export type FromRelay = Told<(typeof FROM_RELAY)[number]>

/** The bytes of a message on channel 0, without the channel's number. */
export const tell = <B>(m: Message<B>, body: B): Uint8Array => encodeCbor([m.number, m.body.write(body)])

/** The message in these bytes, or undefined where it is none of `messages` or malformed. */
export function hear<M extends Message>(messages: readonly M[], payload: Uint8Array): Told<M> | undefined {
  const value = decodeCbor(payload)
  if (!Array.isArray(value) || value.length !== 2) return undefined
  const m = messages.find((one) => one.number === value[0])
  const body = m?.body.read(value[1]!)
  return m && body ? ({ is: m.name, body } as Told<M>) : undefined
}

/** The relay's word on who has voted while results are hidden: signed, recounted by everyone at the end. */
export const turnout = row({
  village: hex8,
  vote: hex32,
  at: whole(),
  present: whole(),
  households: whole(),
  /** By 村民小组; households beside persons since a later app, nothing from a relay before it. */
  groups: list(row({ group: whole(), present: whole(), households: appended(whole()) }), 0, 99),
})
export type Turnout = Of<typeof turnout>
export const turnoutBytes = (t: Turnout): Uint8Array => encodeCbor(turnout.write(t))
export const readTurnout = (payload: Uint8Array): Turnout | undefined => turnout.read(decodeCbor(payload))

/** What the relay signs of a refusal ("xy1answer"): village, id, code, rule and its time (ms). */
export const refusalBytes = (village: string, a: Pick<Answer, 'id' | 'code' | 'rule' | 'at'>): Uint8Array =>
  encodeCbor([hex8.write(village), hex32.write(a.id), oneOf(CODES).write(a.code), a.rule, a.at])

const receipt = row({ village: hex8, relayEpoch: whole(), id: hex32, i: whole(1), at: whole() })
/** That an entry has this number and time in the book. */
export type Receipt = Of<typeof receipt>
/** What the relay signs of an entry that it has received ("xy1receipt"). */
export const receiptBytes = (of: Receipt): Uint8Array => encodeCbor(receipt.write(of))
export const readReceipt = (bytes: Uint8Array): Receipt | undefined => receipt.read(decodeCbor(bytes))

/** What a phone signs to be let in ("xy1auth"): village, the relay's nonce, the hash of the relay's key. */
export const authBytes = (village: string, nonce: Uint8Array, relayKeyHash: Uint8Array): Uint8Array =>
  encodeCbor([hex8.write(village), nonce, relayKeyHash])
