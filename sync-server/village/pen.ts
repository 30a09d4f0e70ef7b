import { seal } from '#entry/crypto.ts'
import type { Cbor, Hex8 } from '#entry/format.ts'
import type { openThread } from '#rooms/deliberation/acts.ts'
import { ALLOWED, LATER, refused, waiting, type Verdict, type Waiting } from '#rulebook/verdict.ts'
import type { Answer } from '#rulebook/wire.ts'
import type { DeviceKeys } from './keys.ts'

/** What an act needs, as the rooms' acts ask for it. */
export type Writing = Parameters<typeof openThread>[0]
export type Written = Awaited<ReturnType<typeof openThread>>

/** Hands a signed entry in at a relay, in this process or over the wire. */
export type HandIn = (entry: Uint8Array) => Promise<Pick<Answer, 'id' | 'code' | 'rule'>>

/** A person's pen without a phone: it keeps no book, so the relay's verdict is its only one. */
export interface Pen extends Writing {
  readonly keys: DeviceKeys
}

export interface Holder {
  keys: DeviceKeys
  village: Hex8
  person: Hex8
  now(): number
  handIn: HandIn
  /** Gives the device's next number, each only once. */
  nextSeq(): number
}

/** Takes up a pen for a person: what he writes is signed by his device and handed in at the relay. */
export function takePen(holder: Holder): Pen {
  const { keys, village, person } = holder
  return {
    keys,
    me: { village, person, device: keys.device },
    async write(kind, body, refs = []) {
      const entry = await seal(keys.signing, {
        village,
        kind: kind.number,
        device: keys.device,
        seq: holder.nextSeq(),
        at: holder.now(),
        refs,
        body: kind.body.write(body) as Cbor[],
      })
      const answer = await holder.handIn(entry.bytes)
      return { id: entry.id, verdict: verdictOf(answer) }
    },
  }
}

/** The relay's answer as the verdict it came from. */
export function verdictOf({ code, rule }: Pick<Answer, 'code' | 'rule'>): Verdict {
  if (code === 'accepted' || code === 'duplicate') return ALLOWED
  if (!LATER.includes(code)) return refused(rule ?? '', code)
  const reasons: Partial<Record<Answer['code'], Waiting>> = {
    'unknown-device': 'unknown-device',
    'unknown-version': 'newer-app',
  }
  return waiting(reasons[code] ?? 'ref-missing')
}

/** The id of what was written; throws where it does not stand, for stories that allow no refusal. */
export function standing(written: Written): string {
  if ('failed' in written) throw new Error(`not written: ${written.failed}`)
  const { id, verdict } = written
  if (verdict.is === 'allowed') return id
  throw new Error(
    `not accepted: ${verdict.is === 'refused' ? `${verdict.rule} ${verdict.code}` : verdict.for}`,
  )
}

/** Numbers from 1, for a device that lives as long as this process. */
export function counter(): () => number {
  let seq = 0
  return () => (seq += 1)
}
