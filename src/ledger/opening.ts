import { idOf, open, type Opener } from '#entry/crypto.ts'
import { decodeEntry, decodeHeader, type Hex8, type Id, type Opened } from '#entry/format.ts'
import { admissionOf } from '#rulebook/roster-index.ts'
import { read } from '#rulebook/judge.ts'
import { ownKeyOf, proofOf } from '#rulebook/roster-rules.ts'
import { admissionsOf } from './admissions.ts'
import type { Owner } from './bench.ts'
import type { Book } from './book.ts'

/** Bytes that are no entry at all, so that not even an id can be given to them. */
export type Unreadable = 'unreadable'
/** An entry whose outside can be read (so its line and chain can be checked), but not more. */
export interface Sealed {
  id: Id
  bytes: Uint8Array
  why: 'bad-encoding' | 'unknown-version'
}

/** Opens entries in order, all crypto before any transaction: awaiting it inside would commit it half-way. */
export async function openAll(
  book: Book,
  owner: Owner,
  all: readonly Uint8Array[],
): Promise<(Opened | Sealed | Unreadable)[]> {
  const keys = new Map<Hex8, Uint8Array>([[owner.device, owner.key]])
  const unknown = new Set(all.map(deviceOf).filter((device) => !keys.has(device)))
  for (const { device, key } of (await admissionsOf(book, unknown)).values()) keys.set(device, key)
  const opener: Opener = {
    keyOf: (fields, body) => ownKeyOf(fields, body) ?? keys.get(fields.device),
    proofOf,
  }
  const opened: (Opened | Sealed | Unreadable)[] = []
  // A batch is opened in parallel; what an admission in it makes known is opened again behind it.
  for (const [n, one] of (await Promise.all(all.map((bytes) => open(bytes, opener)))).entries()) {
    const again = typeof one !== 'string' && one.signature === 'unchecked' && keys.has(one.fields.device)
    const now = again ? await open(all[n]!, opener) : one
    if (typeof now === 'string') {
      opened.push(await sealed(all[n]!, now))
      continue
    }
    const entry = now.signature === 'good' && now.proven ? read(now) : undefined
    const admitted = entry && admissionOf(entry)
    if (admitted) keys.set(admitted.device, admitted.key)
    opened.push(now)
  }
  return opened
}

function deviceOf(bytes: Uint8Array): Hex8 {
  const parts = decodeEntry(bytes)
  const fields = parts && decodeHeader(parts.header)
  return fields && fields !== 'unknown-version' ? fields.device : ''
}

async function sealed(bytes: Uint8Array, why: Sealed['why']): Promise<Sealed | Unreadable> {
  const parts = decodeEntry(bytes)
  return parts ? { id: await idOf(parts.header), bytes, why } : 'unreadable'
}
