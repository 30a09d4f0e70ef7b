// A relay in the hand: its core runs in the same page, and a WebSocket class that leads to it.
import type { Relay, Session } from '#server/relay.ts'

export interface InHand {
  Socket: typeof WebSocket
  get: typeof fetch
  /** Cuts every connection, as a tunnel does; and what is tried while cut. */
  cut(): void
  mend(): void
  readonly isCut: boolean
  /** Bytes that went up and down, and how many sockets were made. */
  traffic: { up: number; down: number; sockets: number }
  /** Changes or drops what the relay sends. */
  meddle: (frame: Uint8Array) => Uint8Array | undefined
  /** Nothing that is sent up arrives. */
  dropUp: boolean
  /** Which frames that are sent up do not arrive. */
  losesUp: (frame: Uint8Array) => boolean
  /** How much later each frame arrives, up and down (ms): meanwhile others speak, and the connection may end. */
  lateMs: number
  /** Lanes overtake each other, frames of one stay in order; how much later its frames down arrive. None: one for all. */
  lane: ((frame: Uint8Array) => { name: number; lateMs: number }) | undefined
  /** Frames up that arrive twice. */
  twiceUp: (frame: Uint8Array) => boolean
  /** Frames down that arrive twice. */
  twiceDown: (frame: Uint8Array) => boolean
  /** Told of each frame that arrives, up or down. */
  landed: (landing: Landing) => void
  /** Sends a frame to whoever is connected, as if the relay had. */
  say(frame: Uint8Array): void
}

/** How a frame arrived. */
export interface Landing {
  frame: Uint8Array
  /** How long it was under way. */
  lateMs: number
  /** One that was sent before it, and is still under way. */
  overtaken: Uint8Array | undefined
}

/** Where nothing overtakes anything. */
const ALL = { name: -1, lateMs: 0 }

export function inHand(relay: () => Relay): InHand {
  const open = new Set<(code: number) => void>()
  const mouths = new Set<(frame: Uint8Array) => void>()
  let isCut = false
  const hand: InHand = {
    traffic: { up: 0, down: 0, sockets: 0 },
    meddle: (frame) => frame,
    dropUp: false,
    losesUp: () => false,
    lateMs: 0,
    lane: undefined,
    twiceUp: () => false,
    twiceDown: () => false,
    landed: () => {},
    cut() {
      isCut = true
      for (const close of [...open]) close(1006)
    },
    mend: () => void (isCut = false),
    get isCut() {
      return isCut
    },
    say: (frame) => mouths.forEach((mouth) => mouth(frame)),
    get: async () => {
      throw new TypeError('no HTTP in the hand')
    },
    Socket: undefined as unknown as typeof WebSocket,
  }
  function Socket() {
    hand.traffic.sockets += 1
    const socket = {
      readyState: 0,
      binaryType: '',
      onmessage: null as ((event: { data: ArrayBuffer }) => void) | null,
      onclose: null as ((event: { code: number }) => void) | null,
      onerror: null as (() => void) | null,
      send(bytes: Uint8Array) {
        hand.traffic.up += bytes.length
        const frame = bytes.slice()
        const [arrives, again] = [!hand.dropUp && !hand.losesUp(bytes), hand.twiceUp(bytes)]
        later(frame, () => {
          if (arrives) relay().hear(session, frame)
          if (again) relay().hear(session, frame.slice())
        })
      },
      close: () => ended(1000),
    }
    // In order, as on any connection: behind what is still on its way in the same lane.
    const lastAt = new Map<number, number>()
    /** In the order in which they were sent. */
    const underWay = new Set<Uint8Array>()
    function later(frame: Uint8Array, arrive: () => void, { name, lateMs } = ALL) {
      const now = performance.now()
      const ms = hand.lateMs + lateMs
      const before =
        name === ALL.name ? [...lastAt.values()] : [lastAt.get(name) ?? 0, lastAt.get(ALL.name) ?? 0]
      const last = Math.max(0, ...before)
      underWay.add(frame)
      function land() {
        const [first] = underWay
        underWay.delete(frame)
        const overtaken = first === frame ? undefined : first
        if (socket.readyState === 1) hand.landed({ frame, lateMs: performance.now() - now, overtaken })
        arrive()
      }
      if (ms === 0 && last <= now) return land()
      const at = Math.max(last, now + ms)
      lastAt.set(name, at)
      setTimeout(land, at - now)
    }
    const hear = (frame: Uint8Array) => {
      hand.traffic.down += frame.length
      for (const given of hand.twiceDown(frame) ? [frame, frame] : [frame]) {
        const changed = socket.readyState === 1 ? hand.meddle(given.slice()) : undefined
        if (changed) socket.onmessage?.({ data: changed.buffer as ArrayBuffer })
      }
    }
    const session: Session = {
      send: (bytes) => queueMicrotask(() => later(bytes, () => hear(bytes), hand.lane?.(bytes))),
      close: (code) => queueMicrotask(() => ended(code)),
      buffered: () => 0,
    }
    function ended(code: number) {
      if (socket.readyState === 3) return
      socket.readyState = 3
      open.delete(ended)
      mouths.delete(hear)
      relay().leave(session)
      socket.onclose?.({ code })
    }
    queueMicrotask(() => {
      if (isCut) return ended(1006)
      socket.readyState = 1
      open.add(ended)
      mouths.add(hear)
      relay().connect(session)
    })
    return socket
  }
  hand.Socket = Socket as unknown as typeof WebSocket
  return hand
}
