import { sha256, verify } from '#entry/crypto.ts'
import { sameBytes } from '#entry/format.ts'
import { checkHead } from '#entry/heads.ts'
import {
  AUTH,
  authBytes,
  CLOSE,
  CLOSE_CHANNEL,
  FROM_RELAY,
  hear,
  LIMITS,
  OPEN,
  PING,
  readTurnout,
  REFILL,
  refusalBytes,
  tell,
  WIRE_VERSION,
  type Answer,
  type FromRelay,
} from '#rulebook/wire.ts'
import { CONTROL, frame, unframe } from './frames.ts'
import { heartbeat } from './heartbeat.ts'
import { offers } from './offers.ts'
import type { Caller, Door, Outgoing, Place } from './ports.ts'
import { inTurn } from './turn.ts'
import { openVolumeChannel, type VolumeChannel } from './volume-channel.ts'

/** How a session ended; `retryAfterMs` where the relay said when to come back. */
export interface Ended {
  code: number
  wasWelcome: boolean
  retryAfterMs: number | undefined
}

export interface SessionNews {
  /** A signed time of the village. */
  time(at: number): void
  heard(): void
  changed(): void
  /** Requests for admission that wait for this registrar. */
  requests(requests: Uint8Array[]): void
  relayEpoch(epoch: number): Promise<boolean>
  alarm(): void
  /** The phone could not store what came, or there is a bug. */
  failed(error: unknown): void
}

/** One connection to the relay, from the greeting to the end. */
export interface Session {
  isWelcome(): boolean
  /** Everything the relay had is here, and everything here was handed in or answered. */
  isCurrent(): boolean
  /** Whether all was answered, though some may wait at the relay. */
  isSettled(): boolean
  open(volume: string): Promise<void>
  close(code?: number): void
  ended: Promise<Ended>
}

const NO_CODE = 1006
const APP = `web ${typeof __APP_VERSION__ === 'string' ? __APP_VERSION__ : ''}`

/** Runs a session on a socket that was just made. */
export function runSession(socket: WebSocket, caller: Caller, door: Door, news: SessionNews): Session {
  const channels = new Map<number, VolumeChannel>()
  const catchingUp = new Set<number>()
  const asked = new Set<string>()
  let places = new Map<string, Place>()
  let out: Outgoing[] | undefined
  let state: 'greeting' | 'authenticating' | 'welcome' | 'over' = 'greeting'
  let expected = 0
  let named = 0
  let isBusy = 0
  let wasWelcome = false
  let retryAfterMs: number | undefined
  let end: (ended: Ended) => void
  const ended = new Promise<Ended>((resolve) => (end = resolve))

  const say = (payload: Uint8Array) =>
    socket.readyState === 1 && socket.send(frame(CONTROL, payload) as BufferSource)
  const turn = inTurn((error) => {
    // Storage that fails must not look like a lost link: the socket ends, and the reason is told.
    over(NO_CODE)
    news.failed(error)
  })
  const offering = offers(say, (ids) => turn.then(() => door.offered(ids)))
  const heart = heartbeat({
    ping: (n) => say(tell(PING, { n })),
    dead: () => over(NO_CODE),
    isBusy: () => offering.inFlight() > 0,
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
    if (state === 'over') return
    state = 'over'
    heart.stop()
    offering.stop()
    stopOutbox()
    for (const channel of channels.values()) channel.close()
    channels.clear()
    socket.onmessage = socket.onclose = null
    socket.onerror = () => {}
    socket.close()
    // What was under way in the ledger is finished first, so that the next session starts from what is there.
    void turn.idle().then(async () => {
      await door.noneOffered().catch(() => undefined)
      end({ code, wasWelcome, retryAfterMs })
    })
  }

  function heard(bytes: Uint8Array) {
    heart.heard()
    news.heard()
    for (const channel of channels.values()) channel.feed(Date.now())
    const one = unframe(bytes)
    if (!one) return over(CLOSE.protocol)
    if (one.channel !== CONTROL) return channels.get(one.channel)?.hear(one.payload)
    const told = hear(FROM_RELAY, one.payload) as FromRelay | undefined
    // An unknown message is a newer relay's; a malformed one of a known sort is treated alike, and does nothing.
    if (!told) return
    // At once, or its volume's own messages would find no channel.
    if (told.is === 'OPENED') return opened(told.body)
    if (told.is === 'PONG') return heart.pong(told.body.n)
    isBusy += 1
    turn.then(async () => {
      try {
        await control(told)
      } finally {
        isBusy -= 1
        news.changed()
      }
    })
  }

  async function control(told: FromRelay): Promise<void> {
    switch (told.is) {
      case 'HELLO':
        return greeted(told.body)
      case 'WELCOME':
        state = 'welcome'
        wasWelcome = true
        expected = told.body.changed
        return
      case 'ANSWER':
        return answered(told.body.answers)
      case 'HEAD': {
        const { bytes, signature } = told.body.head
        const head = await checkHead(caller.relayKey, caller.village, { head: bytes, signature })
        if (head && head.volume !== '') await door.head(head, { head: bytes, signature })
        if (head) news.time(head.at)
        return
      }
      case 'TURNOUT': {
        const { bytes, signature } = told.body.turnout
        const turnout = readTurnout(bytes)
        if (!turnout || turnout.village !== caller.village) return
        if (await verify(caller.relayKey, 'xy1turnout', bytes, signature))
          await door.turnout(turnout, told.body.turnout)
        return
      }
      case 'RESET':
        return door.reset(told.body.volume, told.body.epoch)
      case 'DENIED':
        named += 1
        if (told.body.code === 'fork') await door.freeze(told.body.volume, 'fork', [])
        return
      case 'RECALL': {
        named += 1
        const { volume, from } = told.body
        for (const { head, ...lines } of await door.refills(volume, from, LIMITS.offerMessage))
          say(tell(REFILL, { ...lines, head: { bytes: head.head, signature: head.signature } }))
        return
      }
      case 'REQUESTS':
        return news.requests(told.body.requests)
      case 'GOAWAY':
        retryAfterMs = told.body.retryAfterMs
        return
      case 'UNCHANGED':
      case 'OPENED':
      case 'PONG':
        return
    }
  }

  type Hello = Extract<FromRelay, { is: 'HELLO' }>['body']
  async function greeted({ village, relayKey, relayEpoch, nonce, head }: Hello) {
    const { bytes, signature } = head
    // The founding names the relay's key: whoever else answers here is not the village's relay.
    if (state !== 'greeting' || village !== caller.village || !sameBytes(relayKey, caller.relayKey))
      return over(NO_CODE)
    const time = await checkHead(relayKey, village, { head: bytes, signature })
    if (!time) return over(NO_CODE)
    news.time(time.at)
    if (await news.relayEpoch(relayEpoch)) await door.handInAgain()
    const all = await door.places()
    places = new Map(all.map((place) => [place.name, place]))
    const message = authBytes(village, nonce, await sha256(relayKey))
    const auth = {
      wire: WIRE_VERSION,
      app: APP,
      device: caller.device,
      signature: await caller.greet(message),
      have: all
        .filter(({ k }) => k > 0)
        .slice(0, 1024)
        .map(({ name, epoch, k, chain }) => ({ volume: name, epoch, k, head8: chain.slice(0, 8) })),
    }
    if ((state as string) === 'over') return
    state = 'authenticating'
    say(tell(AUTH, auth))
    // In the same flight: on a slow link each round trip that is waited for is a second lost.
    if (out) offering.have(out)
  }

  type Opened = Extract<FromRelay, { is: 'OPENED' }>['body']
  function opened({ channel, volume, epoch, k, client, clock }: Opened) {
    named += 1
    if (channels.has(channel) || places.get(volume)?.frozen) return say(tell(CLOSE_CHANNEL, { channel }))
    catchingUp.add(channel)
    const last = k > 0 ? { client, clock } : undefined
    const drop = () => {
      channels.get(channel)?.close()
      channels.delete(channel)
      catchingUp.delete(channel)
      say(tell(CLOSE_CHANNEL, { channel }))
    }
    const one = openVolumeChannel(
      { volume, epoch, k, last },
      (payload) => socket.send(frame(channel, payload) as BufferSource),
      {
        items(from, items) {
          isBusy += 1
          turn.then(async () => {
            try {
              const absorbed = await door.absorb({ volume, epoch, from }, items)
              if (absorbed === 'done' || !channels.has(channel)) return
              drop()
              if (absorbed === 'gap') await ask(volume)
              else news.alarm()
            } finally {
              isBusy -= 1
              news.changed()
            }
          })
        },
        caughtUp: () =>
          turn.then(() => {
            catchingUp.delete(channel)
            news.changed()
          }),
        notAnAppend(bytes) {
          drop()
          turn.then(() => door.freeze(volume, 'not-an-append', [bytes]))
          news.alarm()
        },
      },
    )
    channels.set(channel, one)
  }

  async function answered(answers: Answer[]) {
    const held = await Promise.all(answers.map((answer) => isSigned(answer)))
    const good = answers.filter((_, n) => held[n])
    // The ledger first: while it is noted there, the outbox must not send it a second time.
    await door.answered(
      good.filter(({ code, retryAfterMs }) => code !== 'busy' || retryAfterMs !== 0),
      caller.sign,
    )
    offering.answered(answers)
  }

  /** The relay signs its refusals: nobody between can make a phone believe that the village said no. */
  async function isSigned(answer: Answer): Promise<boolean> {
    if (answer.rule === null) return true
    if (!answer.signature) return false
    return verify(caller.relayKey, 'xy1answer', refusalBytes(caller.village, answer), answer.signature)
  }

  async function ask(volume: string) {
    const place = await door.place(volume)
    if (place?.frozen || state !== 'welcome') return
    if ([...channels.values()].some((channel) => channel.volume === volume)) return
    say(tell(OPEN, { volume, epoch: place?.epoch ?? 1, k: place?.k ?? 0 }))
  }

  const isCaughtUp = () => state === 'welcome' && named >= expected && catchingUp.size === 0 && isBusy === 0
  return {
    isWelcome: () => state === 'welcome',
    isCurrent: () => isCaughtUp() && out?.length === 0,
    isSettled: () => isCaughtUp() && offering.isDone(),
    async open(volume) {
      if (asked.has(volume)) return
      asked.add(volume)
      await ask(volume)
    },
    close: (code = 1000) => over(code),
    ended,
  }
}
