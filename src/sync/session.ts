import { checkHead, type Head, type SignedHead } from '#entry/heads.ts'
import {
  CLOSE,
  FROM_RELAY,
  hear,
  LIMITS,
  PING,
  REFILL,
  tell,
  type Answer,
  type FromRelay,
} from '#rulebook/wire.ts'
import { LONGEST_MS } from './backoff.ts'
import { carryVolumes } from './channels.ts'
import { carryDrafts } from './draft-channels.ts'
import { CONTROL, frame, unframe } from './frames.ts'
import { authFor, checkHello, checkTurnout, isSigned, toldOf } from './greeting.ts'
import { heartbeat, type Patience } from './heartbeat.ts'
import { offers } from './offers.ts'
import type { Caller, Door, Ended, Outgoing, Place, Session, SessionNews } from './ports.ts'
import { suspicion, type Suspicion } from './suspicion.ts'
import { inTurn } from './turn.ts'

const NO_CODE = 1006
const IS_OPEN = 1
/** The number of a ping that asks whether all before it was heard; the heartbeat counts from 1. */
const QUESTION = 0

/** Runs a session on a socket that was just made. */
export function runSession(
  socket: WebSocket,
  caller: Caller,
  door: Door,
  news: SessionNews,
  patience?: Patience,
): Session {
  const asked = new Set<string>()
  let places = new Map<string, Place>()
  let out: Outgoing[] | undefined
  let state: 'greeting' | 'authenticating' | 'welcome' | 'over' = 'greeting'
  let [expected, named, relayEpoch] = [0, 0, 0]
  let [wasHeard, wasWelcome, hasFailed] = [false, false, false]
  let retryAfterMs: number | undefined
  /** The latest time signed in this session. Volumes come with heads that may be days old; those tell no time. */
  let latest = Infinity
  /** What the relay signed on greeting, until all that it has was sent and is held against it. */
  let greeting: SignedHead | undefined
  let suspected: Suspicion | undefined
  /** The epoch of each volume by the newest head that the relay signed on this connection. */
  const epochs = new Map<string, number>()
  let end: (ended: Ended) => void
  const ended = new Promise<Ended>((resolve) => (end = resolve))
  const isOver = () => state === 'over'

  const send = (channel: number, payload: Uint8Array) =>
    void (socket.readyState === IS_OPEN && socket.send(frame(channel, payload) as BufferSource))
  const say = (payload: Uint8Array) => send(CONTROL, payload)
  const turn = inTurn((error) => {
    // Storage that fails must not look like a lost link: the socket ends, and the reason is told.
    hasFailed = true
    over(NO_CODE)
    news.failed(error)
  }, turned)
  const offering = offers(say, (ids) => turn.then(() => door.offered(ids)))
  const volumes = carryVolumes({
    door,
    turn,
    say,
    send,
    place: (name) => places.get(name),
    alarm: news.alarm,
  })
  const drafts = carryDrafts({ say, send, news: (name, what) => news.draft(name, what) })
  const heart = heartbeat({
    ping: (n) => say(tell(PING, { n })),
    dead: () => over(NO_CODE),
    isBusy: () => offering.inFlight() > 0 || news.isCarrying(),
    ...(patience && { patience }),
  })
  const stopOutbox = door.outbox().subscribe(
    (next) => {
      out = next
      if (state === 'authenticating' || state === 'welcome') offering.have(next)
      news.changed()
    },
    () => over(NO_CODE),
  )

  socket.binaryType = 'arraybuffer'
  socket.onmessage = ({ data }) => heard(new Uint8Array(data as ArrayBuffer))
  socket.onclose = ({ code }) => over(code)
  socket.onerror = () => over(NO_CODE)

  function over(code: number) {
    if (isOver()) return
    state = 'over'
    heart.stop()
    offering.stop()
    stopOutbox()
    volumes.close()
    drafts.close()
    socket.onmessage = socket.onclose = null
    socket.onerror = () => {}
    socket.close()
    // What was under way in the ledger is finished first, so that the next session starts from what is there.
    void turn.idle().then(async () => {
      await door.noneOffered().catch(() => undefined)
      end({ code, wasHeard, wasWelcome, retryAfterMs, hasFailed })
    })
  }

  function turned() {
    if (isCaughtUp()) compare()
    news.changed()
  }

  function heard(bytes: Uint8Array) {
    wasHeard = true
    heart.heard()
    news.heard()
    volumes.feed(Date.now())
    const one = unframe(bytes)
    if (!one) return over(CLOSE.protocol)
    if (one.channel !== CONTROL)
      return void (drafts.hear(one.channel, one.payload) || volumes.hear(one.channel, one.payload))
    const told = hear(FROM_RELAY, one.payload) as FromRelay | undefined
    // An unknown message is a newer relay's; a malformed one of a known sort is treated alike, and does nothing.
    if (!told) return
    if (told.is === 'PONG' && told.body.n !== QUESTION) return heart.pong(told.body.n)
    // Who has not shown the village's signature is no relay of ours, and changes nothing here.
    if (state === 'greeting' && told.is !== 'HELLO' && told.is !== 'GOAWAY') return
    if (drafts.told(told)) return
    if (told.is !== 'OPENED') return turn.then(() => control(told))
    // At once, or its volume's own messages would find no channel.
    named += 1
    volumes.opened(told.body)
  }

  /** All that the relay has is here: what it had signed or received before, and keeps silent about now, is named. */
  function compare() {
    const [signed, held] = [greeting, suspected]
    greeting = undefined
    if (signed) turn.then(async () => (await door.lost(signed)) && news.alarm())
    if (signed) turn.then(volumes.askForHeads)
    if (held?.isToLook()) turn.then(() => held.look())
  }

  async function control(told: FromRelay): Promise<void> {
    switch (told.is) {
      case 'HELLO':
        return greeted(told.body)
      case 'WELCOME':
        ;[state, wasWelcome, expected] = ['welcome', true, told.body.changed]
        return news.welcome(told.body.session)
      case 'ANSWER':
        return answered(told.body.answers)
      case 'HEAD': {
        const signed = { head: told.body.head.bytes, signature: told.body.head.signature }
        const head = await checkHead(caller.relayKey, caller.village, signed)
        if (!head) return
        epochs.set(head.volume, head.volumeEpoch)
        if (head.volume !== '') await door.head(head, signed)
        await suspected?.head(head)
        if (head.at <= latest) return
        latest = head.at
        return news.time(head.at, 'at-least')
      }
      case 'TURNOUT': {
        const turnout = await checkTurnout(caller, told.body)
        if (turnout) await door.turnout(turnout, told.body.turnout)
        return
      }
      case 'RESET':
        return reset(told.body.volume, told.body.epoch)
      case 'DENIED':
        named += 1
        if (told.body.code !== 'fork') return
        await door.freeze(told.body.volume, 'fork', [])
        suspected?.frozen(told.body.volume)
        return news.alarm()
      case 'RECALL':
        named += 1
        suspected?.recalled(told.body.volume, told.body.from)
        return refill(told.body.volume, told.body.from)
      case 'REQUESTS':
        return news.requests(told.body.requests)
      case 'GOAWAY':
        retryAfterMs = Math.min(told.body.retryAfterMs, LONGEST_MS)
        return
      case 'PONG':
        return suspected?.answered()
    }
  }

  async function greeted(hello: Extract<FromRelay, { is: 'HELLO' }>['body']) {
    const time = state === 'greeting' ? await checkHello(hello, caller) : undefined
    if (!time) return over(NO_CODE)
    const signed = { head: hello.head.bytes, signature: hello.head.signature }
    const took = await door.time(time, signed)
    if (took === 'earlier') news.alarm()
    else {
      latest = time.at
      news.time(time.at, 'now')
    }
    ;[greeting, relayEpoch] = [signed, time.relayEpoch]
    if (await news.relayEpoch(hello.relayEpoch)) await door.handInAgain()
    const all = await door.places()
    places = new Map(all.map((place) => [place.name, place]))
    if (took !== 'earlier') suspected = await suspect(time, signed, took === 'older', all)
    const auth = await authFor(hello, caller, all)
    if (isOver()) return
    state = 'authenticating'
    say(auth)
    // In the same flight: on a slow link each round trip that is waited for is a second lost.
    if (out) offering.have(out)
  }

  /** Of what this phone did not tell that it has, the relay cannot know. */
  async function suspect(time: Head, signed: SignedHead, isOlder: boolean, all: Place[]) {
    const told = new Set(toldOf(all).map(({ name }) => name))
    const lacks = (await door.lacks(time)).filter(({ volume }) => told.has(volume))
    const question = () => say(tell(PING, { n: QUESTION }))
    return suspicion({ signed, isOlder, lacks, door, ask: volumes.ask, question, alarm: news.alarm })
  }

  async function answered(answers: Answer[]) {
    const held = await Promise.all(answers.map((answer) => isSigned(caller, relayEpoch, answer)))
    // "Offer it at once" says nothing of the entry itself.
    const lasting = answers.filter(
      ({ code, retryAfterMs: after }, n) => held[n] && (code !== 'busy' || after !== 0),
    )
    // The ledger first: while it is noted there, the outbox must not send it a second time.
    await door.answered(lasting, relayEpoch, caller.sign)
    offering.answered(answers)
  }

  /** Lines are let go of only where the relay has signed that there are others: a bare word could empty a phone. */
  async function reset(volume: string, epoch: number) {
    if (epochs.get(volume) !== epoch || (await door.place(volume))?.epoch === epoch) return
    await door.reset(volume, epoch)
  }

  async function refill(volume: string, from: number) {
    for (const { head, ...lines } of await door.refills(volume, from, LIMITS.offerMessage))
      say(tell(REFILL, { ...lines, head: { bytes: head.head, signature: head.signature } }))
  }

  const isCaughtUp = () =>
    state === 'welcome' && named >= expected && !volumes.isCatchingUp() && turn.pending() === 0
  return {
    isWelcome: () => state === 'welcome',
    isCurrent: () => isCaughtUp() && out?.length === 0,
    isSettled: () => isCaughtUp() && offering.isDone(),
    async open(volume) {
      if (state !== 'welcome' || asked.has(volume)) return
      asked.add(volume)
      await volumes.ask(volume)
    },
    drafts,
    ask: () => void (state === 'welcome' && heart.ask()),
    close: (code = 1000) => over(code),
    ended,
  }
}
