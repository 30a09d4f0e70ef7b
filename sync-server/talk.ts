import * as decoding from 'lib0/decoding'
import { sha256, verifyOnce } from '#entry/crypto.ts'
import type { Hex8 } from '#entry/format.ts'
import {
  ANSWER,
  authBytes,
  CLOSE,
  DENIED,
  FROM_PHONE,
  hear,
  LIMITS,
  PONG,
  REQUESTS,
  TURNOUT,
  WELCOME,
  WIRE_VERSION,
  type Answer,
  type AUTH,
  type FromPhone,
  type OPEN,
  type PhoneRoom,
  type Told,
} from '#rulebook/wire.ts'
import type { Book } from './book.ts'
import type { Drafts } from './drafts/drafts.ts'
import type { Following } from './followed.ts'
import type { Heads } from './heads.ts'
import type { Pipeline } from './offers.ts'
import type { Recalls } from './refill.ts'
import type { Replay } from './replay.ts'
import type { Requests } from './requests.ts'
import { VOLUME_EPOCH } from './shelves.ts'
import type { Tokens } from './tokens.ts'
import type { Turnouts } from './turnout.ts'
import { say, takeChannel, type Visit } from './visits.ts'
import { hearVolume } from './yjs-items.ts'

const ANSWERS_A_MESSAGE = 100

/** What a conversation leans on. */
export interface Talkers {
  book: Book
  heads: Heads
  pipeline: Pipeline
  replay: Replay
  following: Following
  turnouts: Turnouts
  drafts: Drafts
  recalls: Recalls
  requests: Requests
  tokens: Tokens
  relayKey: Uint8Array
  /** A phone is let in: which app it runs, and how its storage is. */
  greeted(device: Hex8, app: string, room: PhoneRoom | null): void
  now(): number
  note(what: string, facts?: object): void
}

/** What a connection says, and what it is told: the messages of channel 0, and positions on volumes. */
export function createTalk(o: Talkers, close: (visit: Visit, code: number, reason: string) => void) {
  async function welcome(visit: Visit, { body }: Told<typeof AUTH>) {
    if (visit.who) return close(visit, CLOSE.protocol, 'twice')
    if (body.wire < WIRE_VERSION) return close(visit, CLOSE.appTooOld, 'app too old')
    const device = o.book.device(body.device)
    if (!device) return close(visit, CLOSE.session, 'unknown device')
    const message = authBytes(o.book.village, visit.nonce, await sha256(o.relayKey))
    if (!(await verifyOnce(device.key, 'xy1auth', message, body.signature)))
      return close(visit, CLOSE.session, 'signature')
    const turnouts = await o.turnouts.all()
    if (!visit.isOpen) return
    // Asked after the last pause: a revocation may have come in between.
    if (o.book.roster.isRevoked(body.device, { i: Infinity })) return close(visit, CLOSE.revoked, 'revoked')
    visit.who = { device: device.device, person: device.person }
    o.greeted(device.device, body.app, body.room)
    const { changed, unchanged } = o.following.compareAll(visit, body.have)
    const session = o.tokens.give(visit.who)
    say(visit, WELCOME, { person: device.person, session, changed: changed.length, unchanged })
    for (const turnout of turnouts) say(visit, TURNOUT, { turnout })
    if (o.requests.mayBeSeenBy(device.person)) say(visit, REQUESTS, { requests: o.requests.all() })
    o.recalls.begin(device.device, o.following.begin(visit, changed))
    o.replay.pumpAll(visit)
  }

  function tellAnswers(visit: Visit, answers: readonly Answer[]) {
    for (let n = 0; n < answers.length; n += ANSWERS_A_MESSAGE)
      say(visit, ANSWER, { answers: answers.slice(n, n + ANSWERS_A_MESSAGE) })
  }

  function offer(visit: Visit, offers: { n: number; entry: Uint8Array }[]) {
    const answers: Answer[] = []
    for (const { n, entry } of offers) {
      visit.inFlight += 1
      const isTooMuch = visit.inFlight > 2 * LIMITS.offersInFlight
      const answered = (outcome: Omit<Answer, 'n'>) => {
        visit.inFlight -= 1
        answers.push({ n, ...outcome })
        if (answers.length === offers.length) tellAnswers(visit, answers)
      }
      // Copied: the frame that carried it may be large, and the entry stays.
      o.pipeline.offer(new Uint8Array(entry), answered, isTooMuch)
    }
  }

  function open(visit: Visit, { volume, epoch, k }: Told<typeof OPEN>['body']) {
    if (o.drafts.isDraft(volume)) return o.drafts.open(visit, volume, epoch, close)
    const published = o.heads.of(volume)
    if (visit.byVolume.has(volume)) return
    if (!published || !o.following.mayHave(volume, visit.who!.person) || k > published.k)
      return say(visit, DENIED, { volume, code: 'not-eligible' })
    if (visit.asked >= LIMITS.channelsOpened) return say(visit, DENIED, { volume, code: 'busy' })
    visit.asked += 1
    // Who has all of it asks for the head that he lacks: a channel would cost a phone on a weak link three times as much.
    if (epoch === VOLUME_EPOCH && k === published.k) {
      visit.held.set(volume, k)
      return o.following.tellHead(visit, volume)
    }
    o.following.open(visit, volume, epoch === VOLUME_EPOCH ? k : 0)
    o.replay.pumpAll(visit)
  }

  function control(visit: Visit, told: FromPhone): unknown {
    if (told.is === 'PING') return say(visit, PONG, { n: told.body.n, at: o.now() })
    if (told.is === 'AUTH') return welcome(visit, told)
    if (!visit.who) return close(visit, CLOSE.session, 'not welcomed yet')
    switch (told.is) {
      case 'OFFER':
        return offer(visit, told.body.offers)
      case 'OPEN':
        return open(visit, told.body)
      case 'CLOSE':
        return o.drafts.leave(visit, told.body.channel) || takeChannel(visit, told.body.channel)
      case 'REFILL': {
        const { volume } = told.body
        return o.recalls.refill(told.body, () => say(visit, DENIED, { volume, code: 'fork' }))
      }
      case 'ASK': {
        const { ids } = told.body
        return o.pipeline.chore(async () =>
          tellAnswers(
            visit,
            (await Promise.all(ids.map(o.pipeline.ask))).map((known) => ({ n: 0, ...known })),
          ),
        )
      }
    }
  }

  function onVolume(visit: Visit, number: number, payload: Uint8Array) {
    if (o.drafts.hear(visit, number, payload, close)) return
    const heard = hearVolume(payload)
    if (heard.is === 'write' || heard.is === 'malformed')
      return close(visit, CLOSE.protocol, 'volumes are read only')
    const channel = visit.channels.get(number)
    if (!channel || heard.is !== 'step-1') return
    channel.sent = Math.max(channel.sent ?? 0, o.replay.linesWithin(channel.volume, heard.has))
    channel.owesStep2 = true
    o.replay.pumpAll(visit)
  }

  /** One frame of one connection; whatever it throws is that connection's own fault. */
  return async function heard(visit: Visit, frame: Uint8Array): Promise<unknown> {
    if (!visit.isOpen) return
    if (visit.isPlain) return onVolume(visit, 1, frame)
    visit.frames += 1
    if (!visit.who && visit.frames > LIMITS.framesBeforeAuth) return close(visit, CLOSE.protocol, 'no AUTH')
    const decoder = decoding.createDecoder(frame)
    const number = decoding.readVarUint(decoder)
    const payload = decoding.readTailAsUint8Array(decoder)
    if (number > 0)
      return visit.who ? onVolume(visit, number, payload) : close(visit, CLOSE.session, 'not welcomed yet')
    const told = hear(FROM_PHONE, payload)
    return told ? control(visit, told as FromPhone) : close(visit, CLOSE.protocol, 'malformed')
  }
}
