import * as Y from 'yjs'
import type { Hex8 } from '#entry/format.ts'
import { CLOSE, LIMITS } from '#rulebook/wire.ts'
import { sendOn, type Channel, type Visit } from '../visits.ts'
import { draftUpdate, hearDraft, presenceMessage, stepOne, stepTwo } from './draft-message.ts'
import type { DraftRow } from './draft-rows.ts'
import { merged } from './merged.ts'
import { createPresences } from './presences.ts'

/** One phone that has a draft open. */
export interface Writer {
  visit: Visit
  channel: Channel
  person: Hex8
}

const EMPTY = Uint8Array.from([0, 0])

/** One draft that somebody has open: merges what its writers send, keeps it, and passes it on. */
export function openDraft(o: {
  row: DraftRow | undefined
  generation: number
  now(): number
  write(row: DraftRow): Promise<void>
  /** Ends a writer's channel: the draft is too large, or he does not read. */
  refuse(writer: Writer, code: 'too-large' | 'busy'): void
  close(visit: Visit, code: number, reason: string): void
  note(what: string): void
}) {
  const writers = new Set<Writer>()
  const presences = createPresences<Writer>()
  const row: DraftRow = o.row ?? { generation: o.generation, since: o.now(), state: EMPTY }
  let waiting: { from: Writer; update: Uint8Array }[] = []
  let writing: Promise<void> | undefined
  let isDropped = false

  function send(to: Writer, payload: Uint8Array) {
    if (to.visit.session.buffered() > LIMITS.slowReader) o.refuse(to, 'busy')
    else sendOn(to.visit, to.channel, payload)
  }
  function tell(payload: Uint8Array, from?: Writer) {
    for (const writer of [...writers]) if (writer !== from) send(writer, payload)
  }
  const vector = () => Y.encodeStateVectorFromUpdate(row.state)

  /** What is passed on is on disk; what comes meanwhile goes to the disk together. */
  async function store() {
    while (waiting.length && !isDropped) {
      const batch = waiting
      waiting = []
      try {
        await o.write({ ...row })
      } catch {
        // Whether the disk is well, entries will show; what the phones hold comes again with their next words.
        o.note('a draft was not kept')
      }
      if (!isDropped) for (const { from, update } of batch) tell(draftUpdate(update), from)
    }
    writing = undefined
  }

  function take(from: Writer, update: Uint8Array) {
    const next = merged(row.state, update)
    if (next.is === 'malformed') return o.close(from.visit, CLOSE.protocol, 'malformed')
    if (next.is === 'too-large') return o.refuse(from, 'too-large')
    // Words typed while the phones still compare: the answer to this question brings what they lean on.
    if (next.is === 'gap') return send(from, stepOne(vector()))
    if (isSame(next.state, row.state)) return
    row.state = next.state
    waiting.push({ from, update })
    writing ??= store()
  }

  return {
    generation: row.generation,
    row,
    writers,
    isIdle: () => writers.size === 0 && !writing,
    join(writer: Writer) {
      writers.add(writer)
      send(writer, stepOne(vector()))
      const all = presences.all()
      if (all.length) send(writer, presenceMessage(all))
    },
    leave(writer: Writer) {
      if (!writers.delete(writer)) return
      const gone = presences.left(writer)
      if (gone) tell(presenceMessage([gone]))
    },
    hear(from: Writer, payload: Uint8Array) {
      const heard = hearDraft(payload)
      switch (heard.is) {
        case 'malformed':
          return o.close(from.visit, CLOSE.protocol, 'malformed')
        case 'step-1':
          return send(from, stepTwo(Y.diffUpdate(row.state, heard.vector)))
        case 'update':
          return take(from, heard.update)
        case 'who-is-here':
          return send(from, presenceMessage(presences.all()))
        case 'presence': {
          const now = presences.heard(from, from.person, heard.all)
          return now && tell(presenceMessage([now]), from)
        }
      }
    },
    /** Its minutes are signed, or it is too old: nothing of it is written any more. */
    async drop() {
      isDropped = true
      await writing
    },
    stored: async () => void (await writing),
  }
}
export type Draft = ReturnType<typeof openDraft>

const isSame = (a: Uint8Array, b: Uint8Array) => a.length === b.length && a.every((byte, n) => byte === b[n])
