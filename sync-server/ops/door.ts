import { createHash, randomBytes } from 'node:crypto'
import { createBuckets } from '../buckets.ts'
import { passwordFits, type Technician } from './technician.ts'

/** As long as one looks after something, and no longer than a screen is left alone. */
export const SIGNED_IN_MS = 3600 * 1000
const MOST = 20
const WAIT_MS = 60_000
const TRIES = { burst: 5, perSecond: 1000 / WAIT_MS }
/** Each try is 50 ms of work and 32 MB: many addresses together may not keep the relay from the village. */
const ALL_TRIES = { burst: 30, perSecond: 0.5 }

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** Who has signed in as technician. In memory: a restart signs everyone out. */
export function openDoor(now: () => number) {
  const inside = new Map<string, { until: number; password: string }>()
  const tries = createBuckets(TRIES, now)
  const allTries = createBuckets(ALL_TRIES, now)

  return {
    /** A token for the cookie; why not, where there is none. */
    async signIn(technician: Technician, typed: string, address: string) {
      tries.sweep()
      if (!tries.take(address, 1) || !allTries.take('', 1)) return { refused: 'too-often' } as const
      if (typed.length > 100 || !(await passwordFits(technician, typed))) return { refused: 'wrong' } as const
      const token = randomBytes(32).toString('hex')
      if (inside.size >= MOST) inside.delete(inside.keys().next().value!)
      inside.set(sha256(token), { until: now() + SIGNED_IN_MS, password: technician.hash })
      return { token }
    },
    /** Until when the bearer of a cookie is inside; a new password ends what the old one opened. */
    insideUntil(technician: Technician, cookies: string | undefined): number | undefined {
      const one = inside.get(sha256(tokenIn(cookies)))
      return one && now() < one.until && one.password === technician.hash ? one.until : undefined
    },
    signOut: (cookies: string | undefined) => void inside.delete(sha256(tokenIn(cookies))),
  }
}
export type Door = ReturnType<typeof openDoor>

export const COOKIE = 'xiangyin_ops'
const tokenIn = (cookies: string | undefined): string =>
  new RegExp(`(?:^|; ?)${COOKIE}=([0-9a-f]{64})(?:;|$)`).exec(cookies ?? '')?.[1] ?? ''
