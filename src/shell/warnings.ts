import type { Link } from '#desk/desk.ts'

const HOUR = 3600 * 1000
const DAY = 24 * HOUR
/** An entry that is only here for longer than this is worth a word. */
export const ONLY_HERE_HOURS = 24
/** Older than this, the phone says that it may be behind. */
export const OLD_AFTER_DAYS = 7
/** By so much the village's time and this phone's may differ before one of them is wrong for certain. */
export const CLOCKS_APART_HOURS = 1

export type Warning =
  | { is: 'alarms'; count: number }
  | { is: 'barred'; code: number }
  | { is: 'full' }
  | { is: 'unverified' }
  | { is: 'only-here'; unsent: number }
  | { is: 'old'; days: number }
  | { is: 'clocks'; hours: number }

/** What the home screen says first; the rest is grave enough for every page. */
export const isForHome = ({ is }: Warning): boolean =>
  is === 'only-here' || is === 'old' || is === 'unverified' || is === 'clocks'

/** What the frame must say, the gravest first. `now` and `village`: this phone's date and the village's time (ms). */
export function warningsOf(
  link: Link,
  joined: string | undefined,
  oldestUnsent: number | undefined,
  now: number,
  village?: number,
): Warning[] {
  if (joined !== 'member' && joined !== 'unverified') return []
  const warnings: Warning[] = []
  if (link.alarms > 0) warnings.push({ is: 'alarms', count: link.alarms })
  if (link.state === 'barred') warnings.push({ is: 'barred', code: link.barredBy })
  if (link.isFull) warnings.push({ is: 'full' })
  if (joined === 'unverified') warnings.push({ is: 'unverified' })
  if (oldestUnsent !== undefined && now - oldestUnsent > ONLY_HERE_HOURS * HOUR)
    warnings.push({ is: 'only-here', unsent: link.unsent })
  if (
    link.lastReached !== undefined &&
    link.state !== 'current' &&
    now - link.lastReached > OLD_AFTER_DAYS * DAY
  )
    warnings.push({ is: 'old', days: Math.floor((now - link.lastReached) / DAY) })
  if (village !== undefined && Math.abs(village - now) > CLOCKS_APART_HOURS * HOUR)
    warnings.push({ is: 'clocks', hours: Math.round(Math.abs(village - now) / HOUR) })
  return warnings
}
