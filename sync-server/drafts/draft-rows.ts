import { decodeCbor, encodeCbor, type Id } from '#entry/format.ts'
import { DRAFT_BYTES, DRAFT_DAYS } from '#rulebook/draft.ts'
import { bytesUpTo, row, whole } from '#rulebook/shape.ts'
import type { Log } from '../log.ts'

const stored = row({ generation: whole(), since: whole(), state: bytesUpTo(DRAFT_BYTES) })
const key = (thread: Id) => `draft/${thread}`
const KEPT_MS = DRAFT_DAYS * 24 * 3600 * 1000

/** A draft as it lies on disk: the minutes it is for, when it was begun (ms), and all of it as one Yjs update. */
export interface DraftRow {
  generation: number
  since: number
  state: Uint8Array
}

/** Drafts on disk: beside the book, no part of it, and in no export. */
export const draftRows = (log: Log) => ({
  read: (thread: Id): DraftRow | undefined =>
    stored.read(decodeCbor(log.meta(key(thread)) ?? new Uint8Array())),
  /** Resolves once it is on disk; undefined takes it away. */
  write: (thread: Id, draft: DraftRow | undefined): Promise<void> =>
    log.append({ entries: [], places: [], meta: [[key(thread), draft && encodeCbor(stored.write(draft))]] }),
  threads: (): Id[] => log.metas('draft/').map(([name]) => name.slice('draft/'.length)),
  isOver: ({ since }: DraftRow, now: number): boolean => now - since > KEPT_MS,
})
