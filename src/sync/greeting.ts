import { sha256, verify } from '#entry/crypto.ts'
import { sameBytes } from '#entry/format.ts'
import { checkHead, type Head } from '#entry/heads.ts'
import {
  AUTH,
  authBytes,
  readTurnout,
  receiptBytes,
  refusalBytes,
  tell,
  WIRE_VERSION,
  type Answer,
  type FromRelay,
  type Turnout,
} from '#rulebook/wire.ts'
import type { Caller, Place } from './ports.ts'

type Body<N extends FromRelay['is']> = Extract<FromRelay, { is: N }>['body']

const MOST_PLACES = 1024

/**
 * Whether the village's own relay speaks: the founding names its key, and the time it tells is signed with it.
 * Whoever else answers at this address can neither be greeted nor tell the time.
 */
export async function checkHello(hello: Body<'HELLO'>, caller: Caller): Promise<Head | undefined> {
  if (hello.village !== caller.village || !sameBytes(hello.relayKey, caller.relayKey)) return undefined
  const { bytes, signature } = hello.head
  return checkHead(caller.relayKey, caller.village, { head: bytes, signature })
}

/** What this phone tells that it has. */
export const toldOf = (places: Place[]): Place[] => places.filter(({ k }) => k > 0).slice(0, MOST_PLACES)

/** Who this phone is, and what it has: about 16 bytes a volume, so that only what is new is sent. */
export async function authFor(hello: Body<'HELLO'>, caller: Caller, places: Place[]): Promise<Uint8Array> {
  const message = authBytes(caller.village, hello.nonce, await sha256(caller.relayKey))
  const { app, room } = caller.about?.() ?? { app: 'web', room: null }
  return tell(AUTH, {
    wire: WIRE_VERSION,
    app,
    device: caller.device,
    signature: await caller.greet(message),
    have: toldOf(places).map(({ name, epoch, k, chain }) => ({
      volume: name,
      epoch,
      k,
      head8: chain.slice(0, 8),
    })),
    room,
  })
}

/** A turnout that the relay signed for this village. */
export async function checkTurnout(
  caller: Caller,
  { turnout }: Body<'TURNOUT'>,
): Promise<Turnout | undefined> {
  const read = readTurnout(turnout.bytes)
  if (!read || read.village !== caller.village) return undefined
  return (await verify(caller.relayKey, 'xy1turnout', turnout.bytes, turnout.signature)) ? read : undefined
}

/**
 * The relay signs what is final: nobody between can make a phone believe that the village said no, and "received" is
 * a word that can be held against the relay itself. What it keeps for later needs no signature.
 */
export async function isSigned(caller: Caller, relayEpoch: number, answer: Answer): Promise<boolean> {
  const { village, relayKey } = caller
  const { id, i, at, rule, signature } = answer
  if (i !== null && at !== null)
    return (
      !!signature &&
      verify(relayKey, 'xy1receipt', receiptBytes({ village, relayEpoch, id, i, at }), signature)
    )
  if (rule === null) return true
  return !!signature && verify(relayKey, 'xy1answer', refusalBytes(village, answer), signature)
}
