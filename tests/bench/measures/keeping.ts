import path from 'node:path'
import { newSigningPair, publicBytes, sha256, sign, verify } from '#entry/crypto.ts'
import { toHex } from '#entry/format.ts'
import type { StoredEntry, StoredPlace } from '#server/log.ts'
import { openLmdbLog } from '#server/lmdb-log.ts'

export const ENTRY_BYTES = 288
/** As many are in the store before, so that its tree is as deep as a village's. */
const BEFORE = 20_000
const AT_ONCE = 1000

/** The relay's own store with a village's entries in it; `keep` puts one more there and waits for the disk. */
export async function openFilled(folder: string) {
  const log = openLmdbLog(path.join(folder, 'filled'))
  const device = '00'.repeat(8)
  let i = 0
  async function next(count: number) {
    const entries: StoredEntry[] = []
    for (let n = 0; n < count; n++) {
      const bytes = crypto.getRandomValues(new Uint8Array(ENTRY_BYTES))
      const id = toHex(await sha256(bytes))
      entries.push({ i: ++i, id, bytes, at: i, roster: 1, device, seq: i, volumes: ['topic/floor'] })
    }
    const chain = new Uint8Array(32)
    const place = { volume: 'topic/floor', class: 0, client: 1, chain, size: 0 } as const
    const places = entries.map((one): StoredPlace => ({ ...place, k: one.i, i: one.i, clock: one.i }))
    return { entries, places }
  }
  while (i < BEFORE) await log.append(await next(AT_ONCE))
  return { next, append: log.append, close: log.close }
}

/** Checks the signature of an entry of usual size, again and again the same. */
export async function openCheck(): Promise<() => Promise<void>> {
  const { privateKey, publicKey } = await newSigningPair()
  const key = await publicBytes(publicKey)
  const bytes = crypto.getRandomValues(new Uint8Array(ENTRY_BYTES))
  const signature = await sign(privateKey, 'xy1entry', bytes)
  return async () => {
    if (!(await verify(key, 'xy1entry', bytes, signature))) throw new Error('a right signature did not hold')
  }
}
