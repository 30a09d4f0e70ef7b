import { toHex } from '#entry/format.ts'

const WITHIN_MS = 8000

/**
 * Whether the relay itself answers: it must echo a number it cannot have guessed, as the login page of a hotel's
 * network answers everything with 200 too.
 */
export async function isReachable(
  relay: string,
  get: typeof fetch = fetch,
  withinMs = WITHIN_MS,
): Promise<boolean> {
  const nonce = toHex(crypto.getRandomValues(new Uint8Array(8)))
  // AbortSignal.timeout is not on older phones.
  const abort = new AbortController()
  const timer = setTimeout(() => abort.abort(), withinMs)
  try {
    const answer = await get(`${relay}/ping?n=${nonce}`, {
      cache: 'no-store',
      redirect: 'error',
      credentials: 'omit',
      signal: abort.signal,
    })
    // To the letter: such a page often says where one wanted to go, number and all.
    return answer.ok && (await answer.text()) === nonce
  } catch {
    return false // no network, a redirect, or the time is over: all mean the same to who asks
  } finally {
    clearTimeout(timer)
  }
}
