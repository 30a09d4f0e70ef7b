import type { Relay } from '#server/relay.ts'

/** A relay's mouth and ears in the hand: what it says is changed on the way, what it hears may be kept from it. */
export interface Mouth {
  /** What becomes of a frame that the relay says; undefined: it is not said. */
  down: (frame: Uint8Array) => Uint8Array | undefined
  /** Whether the relay hears a frame. */
  up: (frame: Uint8Array) => boolean
  /** Says a frame to whoever is connected, as if the relay had. */
  say(frame: Uint8Array): void
}

/** Takes hold of a relay that is about to listen, or listens; who is connected already is left alone. */
export function mouthOf(relay: Relay): Mouth {
  const { connect, hear, leave } = relay
  const said = new Map<object, (frame: Uint8Array) => void>()
  const mouth: Mouth = {
    down: (frame) => frame,
    up: () => true,
    say: (frame) => said.forEach((send) => send(frame)),
  }
  relay.connect = (session) => {
    const { send } = session
    said.set(session, send)
    session.send = (frame) => {
      const changed = mouth.down(frame)
      if (changed) send(changed)
    }
    connect(session)
  }
  relay.hear = (session, frame) => {
    if (mouth.up(frame)) hear(session, frame)
  }
  relay.leave = (session) => {
    said.delete(session)
    leave(session)
  }
  return mouth
}
