import type { Id } from '#entry/format.ts'
import type { Code } from './verdict.ts'

// The draft of minutes that several cadres write together: the one document that phones write into one another's.

/** The name under which the draft of a debate's minutes is opened; it is no volume of the village. */
export const draftOf = (thread: Id): string => `draft/${thread}`
/** The debate whose draft this is; undefined for every other name. */
export const threadOfDraft = (name: string): Id | undefined => /^draft\/([0-9a-f]{64})$/.exec(name)?.[1]

/** The name of its text in the document. */
export const DRAFT_TEXT = 'text'
/** As a Yjs update (bytes), with what was deleted: one message must bring all that was written without network. */
export const DRAFT_BYTES = 48 * 1024
/** No draft stays for longer. */
export const DRAFT_DAYS = 90

/** What becomes of a draft that is open on a phone: what others write, and whether the relay carries it. */
export type DraftNews =
  | { is: 'opened' }
  | { is: 'heard'; payload: Uint8Array }
  /** Of its own accord, or with the connection. */
  | { is: 'away' }
  | { is: 'denied'; code: Code }
/** A phone's end of an open draft, in the messages of y-protocols. */
export interface DraftLine {
  say(payload: Uint8Array): void
  close(): void
}
