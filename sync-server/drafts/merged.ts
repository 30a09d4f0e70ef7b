import * as Y from 'yjs'
import { DRAFT_BYTES, DRAFT_TEXT } from '#rulebook/draft.ts'

/** What an update makes of a draft; a gap: it leans on what the relay was not given yet. */
export type Merged =
  { is: 'merged'; state: Uint8Array } | { is: 'gap' } | { is: 'too-large' } | { is: 'malformed' }

/** Merges an update into a draft, in a document of its own: what turns out to be wrong has changed nothing. */
export function merged(state: Uint8Array, update: Uint8Array): Merged {
  if (update.length > DRAFT_BYTES) return { is: 'too-large' }
  try {
    if (!Y.decodeUpdate(update).structs.every(isText)) return { is: 'malformed' }
    const doc = new Y.Doc()
    Y.applyUpdate(doc, state)
    Y.applyUpdate(doc, update)
    if (doc.store.pendingStructs || doc.store.pendingDs) return { is: 'gap' }
    const next = Y.encodeStateAsUpdate(doc)
    return next.length > DRAFT_BYTES ? { is: 'too-large' } : { is: 'merged', state: next }
  } catch {
    return { is: 'malformed' } // Yjs throws on what is no update
  }
}

/** Plain text under the one name, and what is left of deleted text. */
function isText(struct: Y.Item | Y.GC | Y.Skip): boolean {
  if (!(struct instanceof Y.Item)) return true
  const { content } = struct
  const parent: unknown = struct.parent
  return (
    (content instanceof Y.ContentString || content instanceof Y.ContentDeleted) &&
    struct.parentSub === null &&
    (typeof parent !== 'string' || parent === DRAFT_TEXT)
  )
}
