// A phone's session on a socket in the hand: with the village's relay behind it, or with nobody.
import { sign } from '#entry/crypto.ts'
import type { Caller, Session, SessionNews } from '#sync/ports.ts'
import { runSession } from '#sync/session.ts'
import type { TestVillage } from '#support/village.ts'
import { inHand } from '../sync/in-hand.ts'
import { heldLedger, type HeldLedger } from './held-ledger.ts'

const WHO = '王大婶'

/** A session on a socket in the hand, and what became of it. */
export interface Line {
  session: Session
  ledger: HeldLedger
  say(frame: Uint8Array): void
  isOver: boolean
}

function callerOf(v: TestVillage): Caller {
  const { device, person, keys } = v.phones[WHO]
  return {
    village: v.village,
    person,
    device,
    relayKey: v.relay.relayKey,
    greet: (message) => sign(keys.privateKey, 'xy1auth', message),
    sign: () => Promise.reject(new Error('not asked to sign')),
  }
}

export function connect(v: TestVillage, before: HeldLedger | undefined, toRelay: boolean, looked = () => {}) {
  const ledger = heldLedger(v, before?.held)
  const hand = inHand(() => v.relay)
  // Without a relay: a socket that is open and says what it is told to.
  const alone = { readyState: 1, send() {}, close() {} } as unknown as WebSocket
  const socket = toRelay ? new hand.Socket('') : alone
  const news: SessionNews = {
    time() {},
    heard() {},
    changed: () => looked(),
    requests() {},
    welcome: () => {},
    isCarrying: () => false,
    draft: () => {},
    relayEpoch: async () => false,
    alarm() {},
    failed(error) {
      throw error
    },
  }
  const session = runSession(socket, callerOf(v), ledger.door, news)
  const say = toRelay
    ? hand.say
    : (frame: Uint8Array) => alone.onmessage?.({ data: frame.slice().buffer } as MessageEvent)
  const line: Line = { session, ledger, say, isOver: false }
  void session.ended.then(() => (line.isOver = true))
  return { line, hand }
}

/** A phone in step with its village: its ledger, and every frame that it heard on the way. */
export async function inStep(v: TestVillage, before?: HeldLedger) {
  const frames: Uint8Array[] = []
  let looked = () => {}
  const { line, hand } = connect(v, before, true, () => looked())
  hand.meddle = (frame) => {
    frames.push(frame.slice())
    return frame
  }
  await new Promise<void>((resolve, reject) => {
    looked = () => void (line.session.isCurrent() && resolve())
    looked()
    void line.session.ended.then(({ code }) => reject(new Error(`the relay closed with ${code}`)))
  })
  hand.meddle = (frame) => frame
  return { line, frames }
}
