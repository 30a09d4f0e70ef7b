import { decodeBody, decodeEntry, decodeHeader, type Fields } from '#entry/format.ts'
import type { Line, LineClass } from '#entry/lines.ts'
import { read } from '#rulebook/judge.ts'
import type { Placed } from '#rulebook/kinds.ts'
import type { StoredEntry } from './log.ts'

/** The header of an entry's bytes, where this app can read it. */
export function headerOf(bytes: Uint8Array): Fields | undefined {
  const parts = decodeEntry(bytes)
  const fields = parts && decodeHeader(parts.header)
  return fields === 'unknown-version' ? undefined : fields
}

/** A stored entry as rules and readings see it; its signatures were checked before it was stored. */
export function placedOf(stored: StoredEntry): Placed | undefined {
  const fields = headerOf(stored.bytes)
  const body = decodeEntry(stored.bytes)?.body
  if (!fields || !body) return undefined
  const { id, bytes, i, at } = stored
  const entry = read({ id, bytes, fields, body: decodeBody(body) ?? null, signature: 'good', proven: true })
  return entry && { ...entry, place: { i, at } }
}

/** The relay's word on an entry at a place; a copy repeats number, time and roster of the original. */
export const lineOf = (stored: StoredEntry, k: number, cls: LineClass): Line => ({
  k,
  i: stored.i,
  at: stored.at,
  class: cls,
  roster: stored.roster,
})
