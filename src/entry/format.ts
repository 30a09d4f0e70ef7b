import { decode, encode } from 'cborg'
import { fromHex, sameBytes, toHex, type Hex8, type Id } from './bytes.ts'

export { fromHex, joinBytes, MAX_ENTRY_BYTES, sameBytes, toHex } from './bytes.ts'
export type { Hex8, Id } from './bytes.ts'

/** What the book's CBOR may hold: arrays, integers, text, bytes and null; no maps, tags or floats. */
export type Cbor = null | number | string | Uint8Array | Cbor[]

/** The signed part of an entry, decoded. Times are milliseconds since 1970; `at` is the author's claim. */
export interface Fields {
  village: Hex8
  kind: number
  device: Hex8
  seq: number
  at: number
  refs: Id[]
  bodyHash: Id
  /** 0 plain, 3 sealed; others are reserved. */
  enc: number
  onBehalfOf: Hex8 | null
}

/** An entry taken apart, byte for byte as it came; nothing is re-encoded on the way. */
export interface Parts {
  header: Uint8Array
  signature: Uint8Array
  body: Uint8Array | null
}

/** Why something is signed stands before it, so that no signature can serve another purpose. */
export type Purpose =
  'xy1entry' | 'xy1auth' | 'xy1head' | 'xy1turnout' | 'xy1answer' | 'xy1receipt' | 'xy1request' | 'xy1claim'

/** What a body claims beyond its author's signature: a further signature, and a device named by its key. */
export interface Proof {
  key: Uint8Array
  purpose: Purpose
  message: Uint8Array
  signature: Uint8Array
  /** A device that the body names, to be compared with the hash of its key. */
  named: { device: Hex8; key: Uint8Array }
}

/** An entry opened: fields and body read, signatures looked at; what it may do is for the rulebook. */
export interface Opened {
  id: Id
  bytes: Uint8Array
  fields: Fields
  /** The body's fields without salt; null where the body was erased. */
  body: Cbor[] | null
  /** unchecked: the author's device is not known here yet. */
  signature: 'good' | 'bad' | 'unchecked'
  /** Whether the further signature and the named device in the body hold; true where there are none. */
  proven: boolean
}

export const ENTRY_VERSION = 1
export const MAX_REFS = 16
export const NO_VILLAGE: Hex8 = '0000000000000000'
/** Deep enough for every body, shallow enough that no message can exhaust a phone's stack. */
const MAX_DEPTH = 8

const STRICT = {
  strict: true,
  allowIndefinite: false,
  allowUndefined: false,
  allowInfinity: false,
  allowNaN: false,
  allowBigInt: false,
  rejectDuplicateMapKeys: true,
}

const permitted = (value: unknown, depth: number): value is Cbor => {
  if (value === null || typeof value === 'string' || value instanceof Uint8Array) return true
  if (typeof value === 'number') return Number.isSafeInteger(value) && !Object.is(value, -0)
  if (!Array.isArray(value) || depth === 0) return false
  return value.every((item) => permitted(item, depth - 1))
}

/** Canonical bytes of a value. */
export const encodeCbor = (value: Cbor): Uint8Array => encode(value)

/** The value of canonical bytes, or undefined where they are not exactly what we would have written. */
export function decodeCbor(bytes: Uint8Array): Cbor | undefined {
  try {
    const value: unknown = decode(bytes, STRICT)
    return permitted(value, MAX_DEPTH) && sameBytes(encode(value), bytes) ? value : undefined
  } catch {
    return undefined // any malformed input, and only that: decode throws on nothing else
  }
}

/** The bytes of a header. Throws on a hex field of the wrong length (a bug, not input). */
export const encodeHeader = (f: Fields): Uint8Array =>
  encodeCbor([
    ENTRY_VERSION,
    fromHex(f.village, 8),
    f.kind,
    fromHex(f.device, 8),
    f.seq,
    f.at,
    f.refs.map((id) => fromHex(id, 32)),
    fromHex(f.bodyHash, 32),
    f.enc,
    f.onBehalfOf === null ? null : fromHex(f.onBehalfOf, 8),
  ])

const isBytes = (value: Cbor | undefined, length: number): value is Uint8Array =>
  value instanceof Uint8Array && value.length === length
const isUint = (value: Cbor | undefined): value is number => typeof value === 'number' && value >= 0

/** The fields of a header; 'unknown-version' where a newer app wrote it; undefined where it is malformed. */
export function decodeHeader(bytes: Uint8Array): Fields | 'unknown-version' | undefined {
  const h = decodeCbor(bytes)
  if (!Array.isArray(h) || !isUint(h[0])) return undefined
  if (h[0] > ENTRY_VERSION) return 'unknown-version'
  const [, village, kind, device, seq, at, refs, bodyHash, enc, onBehalfOf] = h
  if (h.length !== 10 || h[0] !== ENTRY_VERSION) return undefined
  if (!isBytes(village, 8) || !isUint(kind) || !isBytes(device, 8) || !isUint(seq) || !isUint(at))
    return undefined
  if (!Array.isArray(refs) || refs.length > MAX_REFS || !refs.every((ref) => isBytes(ref, 32)))
    return undefined
  if (!isBytes(bodyHash, 32) || !isUint(enc)) return undefined
  if (onBehalfOf !== null && !isBytes(onBehalfOf, 8)) return undefined
  return {
    village: toHex(village),
    kind,
    device: toHex(device),
    seq,
    at,
    refs: refs.map((ref) => toHex(ref as Uint8Array)),
    bodyHash: toHex(bodyHash),
    enc,
    onBehalfOf: onBehalfOf === null ? null : toHex(onBehalfOf),
  }
}

/** The bytes of an entry. */
export const encodeEntry = (parts: Parts): Uint8Array =>
  encodeCbor([parts.header, parts.signature, parts.body])

/** An entry's three parts, or undefined where the bytes are not a canonical entry. */
export function decodeEntry(bytes: Uint8Array): Parts | undefined {
  const value = decodeCbor(bytes)
  if (!Array.isArray(value) || value.length !== 3) return undefined
  const [header, signature, body] = value
  if (!(header instanceof Uint8Array) || !isBytes(signature, 64)) return undefined
  if (body !== null && !(body instanceof Uint8Array)) return undefined
  return { header, signature, body: body as Uint8Array | null }
}

/** The bytes of a body: a 16-byte salt, so that its hash tells nothing, then the kind's fields. */
export const encodeBody = (salt: Uint8Array, fields: Cbor[]): Uint8Array => encodeCbor([salt, ...fields])

/** A body's fields without the salt, or undefined where it is malformed. */
export function decodeBody(bytes: Uint8Array): Cbor[] | undefined {
  const value = decodeCbor(bytes)
  if (!Array.isArray(value) || !isBytes(value[0], 16)) return undefined
  return value.slice(1)
}
