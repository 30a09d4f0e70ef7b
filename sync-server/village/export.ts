import { toHex } from '#entry/format.ts'
import { IN_BALLOTS } from '#rulebook/in-ballots.ts'
import { Pauses } from '#rulebook/pauses.ts'
import { released, voteOpened } from '#rulebook/vote.ts'
import { wholeVolume } from '#rulebook/volumes.ts'
import { isKind } from '#rulebook/kinds.ts'
import { villageFounded } from '#rulebook/roster.ts'
import { RULEBOOK } from '#rulebook/judge.ts'
import type { StoredPlace } from '#server/log.ts'
import type { CheckedEntries, CheckedEntry } from './verify-entries.ts'

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

/** A body's fields for JSON: ids are hex already, other bytes become base64. */
const plain = (value: unknown): unknown =>
  value instanceof Uint8Array
    ? base64(value)
    : Array.isArray(value)
      ? value.map(plain)
      : value !== null && typeof value === 'object'
        ? Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plain(one)]))
        : value

/** Whether an entry may be given out at `now`: ballots of a hidden vote not before they are counted. */
function isPublic({ placed }: CheckedEntry, { byId }: CheckedEntries, pauses: Pauses, now: number): boolean {
  if (!IN_BALLOTS.includes(placed.kind.number)) return true
  const vote = byId.get(placed.fields.refs[0]!)?.placed
  return vote !== undefined && isKind(vote, voteOpened) && released(pauses.inForce(vote).body, now)
}

/**
 * Everything public as JSON lines: a header, then an entry a line in the order of the book. `ends`: the last lines of
 * all volumes; those of which everything is shown are named, so that an import can be compared.
 */
export function* exportLines(
  entries: CheckedEntries,
  now: number,
  ends: readonly Pick<StoredPlace, 'volume' | 'k' | 'chain'>[] = [],
): Generator<string> {
  const pauses = new Pauses()
  for (const { placed } of entries.byNumber.values()) pauses.enter(placed)
  const isShown = (entry: CheckedEntry) => isPublic(entry, entries, pauses, now)
  const shown = [...entries.byNumber.values()].filter(isShown)
  const hidden = new Set(
    [...entries.byNumber.values()].filter((entry) => !isShown(entry)).flatMap(({ stored }) => stored.volumes),
  )
  const founding = entries.byNumber.get(1)!.placed
  yield JSON.stringify({
    village: entries.village,
    name: isKind(founding, villageFounded) ? founding.body.name : '',
    relayKey: toHex(entries.relayKey),
    rulebook: RULEBOOK,
    exportedAt: now,
    entries: shown.length,
    withheld: entries.byNumber.size - shown.length,
    last: [...entries.byNumber.keys()].reduce((most, i) => Math.max(most, i), 0),
    heads: ends
      .filter(({ volume }) => !hidden.has(wholeVolume(volume)))
      .map(({ volume, k, chain }) => [volume, k, toHex(chain)]),
  })
  for (const { stored, placed } of shown) {
    yield JSON.stringify({
      i: stored.i,
      at: stored.at,
      volume: stored.volumes[0],
      kind: placed.kind.name,
      author: entries.admissions.get(stored.device)?.person,
      device: stored.device,
      writtenAt: placed.fields.at,
      id: stored.id,
      refs: placed.fields.refs,
      body: plain(placed.body),
      entry: base64(stored.bytes),
    })
  }
}
