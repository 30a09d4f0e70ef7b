import { CLOSE, GOAWAY, HELLO, LIMITS, WIRE_VERSION } from '#rulebook/wire.ts'
import { createBuckets } from './buckets.ts'
import { createTalk, type Talkers } from './talk.ts'
import { giveChannel, newVisit, say, sendOn, type Session, type Visit } from './visits.ts'
import { emptyStep2 } from './yjs-items.ts'

/** Frames that may wait to be heard; more come only from who does not listen. */
const MOST_PENDING = 256
const RATES = {
  frames: { burst: 400, perSecond: 50 },
  bytes: { burst: 4 * 1024 * 1024, perSecond: 128 * 1024 },
  // A whole village can stand behind one address.
  addressFrames: { burst: 8000, perSecond: 1000 },
  addressBytes: { burst: 64 * 1024 * 1024, perSecond: 2 * 1024 * 1024 },
} as const
/** A system tells that something has left only once a third of its buffer is free: over a minute at 150 kbit/s. */
const UNREAD_MS = 180_000
/** A crowd that is sent away comes back one after the other, 100 a second: greeting each costs some milliseconds. */
const COME_BACK_EVERY_MS = 10
/** y-websocket gives a connection up after 30 s without a message. */
const STOCK_QUIET_MS = 20_000

/** Everyone who is connected. */
export function createSessions(o: Talkers) {
  const visits = new Map<Session, Visit>()
  const frames = createBuckets(RATES.frames, o.now)
  const bytes = createBuckets(RATES.bytes, o.now)
  const addressFrames = createBuckets(RATES.addressFrames, o.now)
  const addressBytes = createBuckets(RATES.addressBytes, o.now)

  function close(visit: Visit, code: number, reason: string) {
    if (!visit.isOpen) return
    visit.isOpen = false
    visits.delete(visit.session)
    o.drafts.left(visit)
    visit.session.close(code, reason)
  }
  const heard = createTalk(o, close)

  /** Whether a frame is within what its device and its address may send. */
  function isWithin({ session: { address }, who }: Visit, size: number): boolean {
    if (address !== undefined && !(addressFrames.take(address, 1) && addressBytes.take(address, size)))
      return false
    return !who || (frames.take(who.device, 1) && bytes.take(who.device, size))
  }

  function inTurn(visit: Visit, work: () => unknown) {
    visit.pending += 1
    visit.work = visit.work
      .then(work)
      // Whatever a phone sent, it costs that phone its connection and nobody else anything.
      .catch(() => close(visit, CLOSE.protocol, 'malformed'))
      .then(() => void (visit.pending -= 1))
  }

  function look(visit: Visit) {
    const now = o.now()
    if (!visit.who && now - visit.since > LIMITS.authWithinMs) return close(visit, CLOSE.session, 'no AUTH')
    const buffered = visit.session.buffered()
    // By what has left, not by what waits: on a slow link a catch-up is filled up again as fast as it drains.
    const bytes = visit.handed - buffered
    if (buffered === 0 || bytes > visit.left.bytes) visit.left = { at: now, bytes }
    else if (now - visit.left.at > UNREAD_MS) return close(visit, CLOSE.slow, 'unread')
    if (visit.isBehind) o.replay.pumpAll(visit)
    if (!visit.isPlain || now - visit.quietSince < STOCK_QUIET_MS) return
    visit.quietSince = now
    for (const channel of visit.channels.values()) sendOn(visit, channel, emptyStep2())
  }

  return {
    all: () => [...visits.values()],
    close,

    /** A phone has connected: it is told the nonce and the time. */
    connect(session: Session) {
      const visit = newVisit(session, o.now(), false)
      visits.set(session, visit)
      inTurn(visit, async () => {
        const { head, signature } = await o.heads.ofVillage()
        const { village } = o.book
        const relay = { wire: WIRE_VERSION, village, relayKey: o.relayKey, relayEpoch: o.heads.epoch() }
        say(visit, HELLO, { ...relay, nonce: visit.nonce, head: { bytes: head, signature } })
      })
    },

    /** A stock y-websocket client wants one volume, with the token of a session. */
    connectStock(session: Session, volume: string, token: string) {
      const who = o.tokens.holder(token)
      if (!who || !o.following.mayHave(volume, who.person)) return session.close(CLOSE.session, 'session')
      const visit = newVisit(session, o.now(), true)
      visit.who = who
      visits.set(session, visit)
      giveChannel(visit, volume, undefined)
    },

    /** A frame has come; frames of one connection are heard one after the other. */
    hear(session: Session, frame: Uint8Array) {
      const visit = visits.get(session)
      if (!visit) return
      // Who speaks is there; what may pile up for him is bounded anyway.
      visit.left.at = o.now()
      if (frame.length > LIMITS.closesOver) return close(visit, CLOSE.protocol, 'too large')
      if (!isWithin(visit, frame.length) || visit.pending >= MOST_PENDING)
        return close(visit, CLOSE.busy, 'too fast')
      inTurn(visit, () => heard(visit, frame))
    },

    leave(session: Session) {
      const visit = visits.get(session)
      if (visit) visit.isOpen = false
      visits.delete(session)
      if (visit) o.drafts.left(visit)
    },

    /** Something buffered has left: there may be room for more. */
    drained(session: Session) {
      const visit = visits.get(session)
      if (visit?.isBehind) o.replay.pumpAll(visit)
    },

    /** Once a second: who never said who he is, who does not read, who follows a quiet volume. */
    tick() {
      for (const visit of visits.values()) look(visit)
      for (const bucket of [frames, bytes, addressFrames, addressBytes]) bucket.sweep()
    },

    /** Closes the connections of devices that may no longer be heard. */
    closeRevoked() {
      for (const visit of visits.values())
        if (visit.who && o.book.roster.isRevoked(visit.who.device, { i: Infinity }))
          close(visit, CLOSE.revoked, 'revoked')
    },

    /** Asks everyone to come back later, and not all at the same moment. */
    sendAway(code: number, retryAfterMs: number) {
      for (const [n, visit] of [...visits.values()].entries()) {
        say(visit, GOAWAY, { code, retryAfterMs: retryAfterMs + n * COME_BACK_EVERY_MS })
        close(visit, code, 'going away')
      }
    },
  }
}
