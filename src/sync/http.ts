import { decodeCbor, encodeCbor } from '#entry/format.ts'
import { answer as answerShape } from '#rulebook/wire.ts'

const WITHIN_MS = 15_000

/** Where a relay is: an address, or '' for where the app itself came from. */
export function addressesOf(relay: string): { socket: string; http: string } {
  const http = (relay || (typeof location === 'undefined' ? '' : location.origin)).replace(/\/+$/, '')
  return { http, socket: `${http.replace(/^http/, 'ws')}/v1` }
}

interface Answered {
  status: number
  ok: boolean
  /** A login page has another. */
  isOurs: boolean
  body: Uint8Array
}

/** One request that ends within its time, body and all; undefined where the network did not carry it. */
async function ask(url: string, init: RequestInit, get: typeof fetch = fetch): Promise<Answered | undefined> {
  const abort = new AbortController()
  const timer = setTimeout(() => abort.abort(), WITHIN_MS)
  try {
    const answer = await get(url, {
      cache: 'no-store',
      redirect: 'error',
      credentials: 'omit',
      ...init,
      signal: abort.signal,
    })
    const body = new Uint8Array(await answer.arrayBuffer())
    const isOurs = answer.headers.get('content-type') === 'application/cbor'
    return { status: answer.status, ok: answer.ok, isOurs, body }
  } catch {
    return undefined
  } finally {
    clearTimeout(timer)
  }
}

const post = (bytes: Uint8Array): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/cbor' },
  body: bytes as BufferSource,
})

/** The village's first entry, for who is about to join. */
export async function fetchFounding(relay: string, get?: typeof fetch): Promise<Uint8Array | undefined> {
  const answer = await ask(`${addressesOf(relay).http}/v1/village`, {}, get)
  return answer?.ok && answer.isOurs ? answer.body : undefined
}

/** Hands a request for admission in, so that a registrar finds it at his desk. */
export async function handInRequest(
  relay: string,
  request: Uint8Array,
  get?: typeof fetch,
): Promise<'handed-in' | 'no-network' | 'too-many'> {
  const answer = await ask(`${addressesOf(relay).http}/v1/request`, post(request), get)
  if (!answer) return 'no-network'
  // To the letter: the login page of a hotel's network answers everything with 200.
  if (answer.status === 204) return 'handed-in'
  return answer.status === 429 || answer.status === 503 ? 'too-many' : 'no-network'
}

export type AdmissionAnswer = 'accepted' | 'closed' | 'refused' | 'no-network'

/** Hands in the entries that admit this device, each of which brings what proves it. */
export async function admit(
  http: string,
  entries: Uint8Array[],
  get?: typeof fetch,
): Promise<AdmissionAnswer> {
  const answer = await ask(`${http}/v1/admission`, post(encodeCbor(entries)), get)
  if (!answer?.ok || !answer.isOurs) return 'no-network'
  const rows = decodeCbor(answer.body)
  const last = Array.isArray(rows) ? answerShape.read(rows[rows.length - 1]) : undefined
  if (!last) return 'no-network'
  if (last.code === 'accepted' || last.code === 'duplicate') return 'accepted'
  if (last.code === 'busy') return 'no-network'
  return last.code === 'closed' ? 'closed' : 'refused'
}

/** Whether the relay now knows this device. */
export const handInAdmission = async (
  http: string,
  entries: Uint8Array[],
  get?: typeof fetch,
): Promise<boolean> => (await admit(http, entries, get)) === 'accepted'
