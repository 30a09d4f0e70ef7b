import {
  decodeBody,
  decodeEntry,
  decodeHeader,
  encodeBody,
  encodeEntry,
  encodeHeader,
  joinBytes,
  MAX_ENTRY_BYTES,
  toHex,
  type Cbor,
  type Fields,
  type Hex8,
  type Id,
  type Opened,
  type Proof,
  type Purpose,
} from './format.ts'

/** ECDSA on P-256: WebCrypto has it on every phone since Chrome 37 (Ed25519 only since 137). */
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' }
const SIGNING = { name: 'ECDSA', hash: 'SHA-256' }
const text = new TextEncoder()

const bound = (purpose: Purpose, bytes: Uint8Array) => joinBytes(text.encode(`${purpose}\0`), bytes)
// TypeScript tells ArrayBuffer from SharedArrayBuffer; nothing here is ever shared.
const plain = (bytes: Uint8Array) => bytes as Uint8Array<ArrayBuffer>

/** Of Node's own crypto, what is used here. */
interface NodeCrypto {
  createHash(name: 'sha256'): { update(bytes: Uint8Array): { digest(): Uint8Array } }
}
const { process: node } = globalThis as {
  process?: { getBuiltinModule?(name: 'node:crypto'): NodeCrypto | undefined }
}
const nodeCrypto = node?.getBuiltinModule?.('node:crypto')

/** SHA-256, 32 bytes. On the relay at once: handing an entry to another thread takes it far longer than hashing. */
export const sha256 = async (bytes: Uint8Array): Promise<Uint8Array> =>
  nodeCrypto
    ? new Uint8Array(nodeCrypto.createHash('sha256').update(bytes).digest())
    : new Uint8Array(await crypto.subtle.digest('SHA-256', plain(bytes)))

/** A new signing pair. On a phone the private half cannot leave the browser. */
export const newSigningPair = (extractable = false): Promise<CryptoKeyPair> =>
  crypto.subtle.generateKey(ALGORITHM, extractable, ['sign', 'verify'])

/** A new pair for opening what is sealed to this device. */
export const newSealingPair = (extractable = false): Promise<CryptoKeyPair> =>
  crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, extractable, ['deriveBits'])

/** The 65 bytes of a public key. */
export const publicBytes = async (key: CryptoKey): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.exportKey('raw', key))

/** A device's id: the first 8 bytes of the SHA-256 of its public key. */
export const deviceIdOf = async (publicKey: Uint8Array): Promise<Hex8> =>
  toHex((await sha256(publicKey)).slice(0, 8))

/** 64 bytes r||s over `purpose\0bytes`. */
export const sign = async (key: CryptoKey, purpose: Purpose, bytes: Uint8Array): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.sign(SIGNING, key, plain(bound(purpose, bytes))))

/** Whether `signature` is the key's over `purpose\0bytes`; false also for a malformed key. */
export async function verify(
  publicKey: Uint8Array,
  purpose: Purpose,
  bytes: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  return isSigned(await imported(publicKey), purpose, bytes, signature)
}

/** The same for who comes and may say nothing: a kept key would cost more than the rest of his connection. */
export async function verifyOnce(
  publicKey: Uint8Array,
  purpose: Purpose,
  bytes: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  return isSigned(await (keys.get(toHex(publicKey)) ?? importKey(publicKey)), purpose, bytes, signature)
}

const isSigned = async (
  key: CryptoKey | undefined,
  purpose: Purpose,
  bytes: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> =>
  key !== undefined && crypto.subtle.verify(SIGNING, key, plain(signature), plain(bound(purpose, bytes)))

const importKey = (publicKey: Uint8Array): Promise<CryptoKey | undefined> =>
  crypto.subtle.importKey('raw', plain(publicKey), ALGORITHM, false, ['verify']).catch(() => undefined)

const keys = new Map<string, Promise<CryptoKey | undefined>>()
const MAX_KEYS_KEPT = 2000

/** Importing costs as much as verifying, and the same few hundred devices speak all day. */
function imported(publicKey: Uint8Array): Promise<CryptoKey | undefined> {
  const name = toHex(publicKey)
  let key = keys.get(name)
  if (!key) {
    if (keys.size >= MAX_KEYS_KEPT) keys.clear()
    key = importKey(publicKey)
    keys.set(name, key)
  }
  return key
}

/** An entry's id: SHA-256 over its header. The signature is not part of it, as ECDSA is malleable. */
export const idOf = async (header: Uint8Array): Promise<Id> => toHex(await sha256(bound('xy1entry', header)))

/** A village's id: the first 8 bytes of the SHA-256 of its genesis header. */
export const villageIdOf = async (genesis: Uint8Array): Promise<Hex8 | undefined> => {
  const parts = decodeEntry(genesis)
  return parts && toHex((await sha256(parts.header)).slice(0, 8))
}

/** What the opener must know of the village: keys of devices, and which bodies carry a proof. */
export interface Opener {
  keyOf(fields: Fields, body: Cbor[] | null): Uint8Array | undefined | Promise<Uint8Array | undefined>
  proofOf(fields: Fields, body: Cbor[] | null): Proof | undefined
}

/**
 * Opens the bytes of an entry. 'bad-encoding' for what is no canonical entry, has a body that is not the
 * signed one, or is too large; 'unknown-version' for what a newer app wrote.
 */
export async function open(
  bytes: Uint8Array,
  opener: Opener,
): Promise<Opened | 'bad-encoding' | 'unknown-version'> {
  if (bytes.length > MAX_ENTRY_BYTES) return 'bad-encoding'
  const parts = decodeEntry(bytes)
  const fields = parts && decodeHeader(parts.header)
  if (!parts || !fields) return 'bad-encoding'
  if (fields === 'unknown-version') return fields
  let body: Cbor[] | null = null
  if (parts.body) {
    if (toHex(await sha256(parts.body)) !== fields.bodyHash) return 'bad-encoding'
    const read = decodeBody(parts.body)
    if (!read) return 'bad-encoding'
    body = read
  }
  const key = await opener.keyOf(fields, body)
  const proof = opener.proofOf(fields, body)
  const [id, good, proven] = await Promise.all([
    idOf(parts.header),
    key ? verify(key, 'xy1entry', parts.header, parts.signature) : undefined,
    proof ? holds(proof) : true,
  ])
  const signature = good === undefined ? 'unchecked' : good ? 'good' : 'bad'
  return { id, bytes, fields, body, signature, proven }
}

const holds = async ({ key, purpose, message, signature, named }: Proof): Promise<boolean> =>
  (await deviceIdOf(named.key)) === named.device && verify(key, purpose, message, signature)

/** What an author gives; the rest of an entry follows from it. */
export type Unsigned = Omit<Fields, 'bodyHash' | 'enc' | 'onBehalfOf'> & {
  body: Cbor[]
  /** For whom it is done; nobody: for oneself. */
  onBehalfOf?: Fields['onBehalfOf'] | undefined
}

/** Writes and signs an entry. */
export async function seal(
  key: CryptoKey,
  unsigned: Unsigned,
): Promise<{ id: Id; bytes: Uint8Array; fields: Fields }> {
  const { body: bodyFields, onBehalfOf = null, ...rest } = unsigned
  const body = encodeBody(crypto.getRandomValues(new Uint8Array(16)), bodyFields)
  const fields: Fields = { ...rest, bodyHash: toHex(await sha256(body)), enc: 0, onBehalfOf }
  const header = encodeHeader(fields)
  const [id, signature] = await Promise.all([idOf(header), sign(key, 'xy1entry', header)])
  return { id, bytes: encodeEntry({ header, signature, body }), fields }
}
