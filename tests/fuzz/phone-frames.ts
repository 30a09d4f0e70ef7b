// What a relay may say to a phone, from which wrong frames are made.
import { sign } from '#entry/crypto.ts'
import { joinBytes } from '#entry/format.ts'
import { signHead } from '#entry/heads.ts'
import { packItem } from '#entry/lines.ts'
import { noticePublished } from '#rulebook/notice.ts'
import {
  ANSWER,
  DENIED,
  GOAWAY,
  HEAD,
  OPENED,
  PONG,
  RECALL,
  REQUESTS,
  RESET,
  tell,
  TURNOUT,
  turnoutBytes,
  UNCHANGED,
  type Message,
} from '#rulebook/wire.ts'
import { VOLUME_EPOCH } from '#server/shelves.ts'
import { lineOf } from '#server/stored.ts'
import { encodeItems } from '#server/yjs-items.ts'
import { syncMessage } from '#support/sync-message.ts'
import { notice } from '#support/texts.ts'
import { randomId, type TestVillage } from '#support/village.ts'

const BOARD = 'board/2026'
/** As large as a number may be on the wire. */
const FAR = Number.MAX_SAFE_INTEGER
const said = <B>(message: Message<B>, body: B) => joinBytes(new Uint8Array([0]), tell(message, body))

/** What a relay may say beyond what this phone has just heard. */
export async function otherFrames(v: TestVillage): Promise<Uint8Array[]> {
  const { phones, village, clock } = v
  const next = await signHead(v.relayKey.privateKey, {
    village,
    relayEpoch: 1,
    volume: BOARD,
    volumeEpoch: VOLUME_EPOCH,
    k: 9,
    chain: new Uint8Array(32),
    i: 99,
    at: clock.now,
  })
  const turnout = { village, vote: randomId(), at: clock.now, present: 1, households: 1, groups: [] }
  const bytes = turnoutBytes(turnout)
  const signature = await sign(v.relayKey.privateKey, 'xy1turnout', bytes)
  const answer = { n: 1, id: randomId(), code: 'accepted', i: 4, at: 5 } as const
  return [
    said(RESET, { volume: BOARD, epoch: VOLUME_EPOCH + 1 }),
    said(RESET, { volume: 'roster', epoch: VOLUME_EPOCH }),
    said(DENIED, { volume: BOARD, code: 'fork' }),
    said(RECALL, { volume: 'roster', from: 2 }),
    said(OPENED, { channel: 40, volume: BOARD, epoch: 1, k: 1, client: 7, clock: 0 }),
    said(OPENED, { channel: 41, volume: 'board/2025', epoch: 1, k: FAR, client: FAR, clock: FAR }),
    said(UNCHANGED, { volume: BOARD }),
    said(HEAD, { head: { bytes: next.head, signature: next.signature } }),
    said(TURNOUT, { turnout: { bytes, signature } }),
    said(ANSWER, { answers: [{ ...answer, rule: null, retryAfterMs: null, signature: null }] }),
    said(REQUESTS, { requests: [new Uint8Array(90), phones.王大婶.key] }),
    said(GOAWAY, { code: 1012, retryAfterMs: FAR }),
    said(ANSWER, { answers: [{ ...answer, code: 'busy', rule: null, retryAfterMs: FAR, signature: null }] }),
    said(PONG, { n: 1, at: 5 }),
  ]
}

/** A line behind the last one of the board, as the relay would send it, with an entry of the secretary's or a bent one. */
export async function nextLines(v: TestVillage, channel: number): Promise<Uint8Array[]> {
  const last = v.log.places(BOARD, 1, 100).at(-1)!
  const stored = v.log.numbered(last.i)!
  const before = lineOf(stored, last.k, last.class)
  const line = { ...before, k: last.k + 1, i: last.i + 1 }
  const { bytes } = await v.write('陶书记', noticePublished, notice('六'))
  const bent = bytes.map((byte, n) => (n === bytes.length - 1 ? byte ^ 1 : byte))
  const far = { ...line, i: 2 ** 51 }
  const items = [packItem(before, line, bytes), packItem(before, line, bent), packItem(before, far, bytes)]
  const next = { client: last.client, clock: last.clock + 1 }
  return items.map((one) =>
    joinBytes(new Uint8Array([channel]), syncMessage(2, encodeItems(last, [{ ...next, bytes: one }]))),
  )
}
