import type { Link } from '#desk/desk.ts'
import type { words } from './words.ts'

type LightWords = (typeof words)['zh']['light']
export type Tone = 'plain' | 'phone' | 'handing' | 'received'

/** "8:30" for today, otherwise the day: a light that said only 8:30 of last week would lie. */
export function timeOfDay(at: number, now: number, locale: string): string {
  const sameDay = new Date(at).toDateString() === new Date(now).toDateString()
  const shape: Intl.DateTimeFormatOptions = sameDay
    ? { hour: 'numeric', minute: '2-digit', hour12: false }
    : { month: 'numeric', day: 'numeric' }
  return new Intl.DateTimeFormat(locale, shape).format(at)
}

/** One glance: whether this phone is up to date, in words. */
export function lightOf(
  link: Link,
  joined: boolean,
  say: LightWords,
  time: (at: number) => string,
): { tone: Tone; text: string } {
  if (!joined) return { tone: 'plain', text: say.alone }
  switch (link.state) {
    case 'barred':
      return { tone: 'plain', text: say.barred }
    case 'off':
      if (link.isFull) return { tone: 'plain', text: say.full }
      return link.unsent > 0
        ? { tone: 'phone', text: say.offlineWith(link.unsent) }
        : { tone: 'plain', text: say.offline }
    case 'trying':
      return link.unsent > 0
        ? { tone: 'phone', text: say.here(link.unsent) }
        : { tone: 'plain', text: say.trying }
    case 'up':
    case 'current':
      if (link.handing > 0) return { tone: 'handing', text: say.handing(link.handing) }
      if (link.unsent > 0) return { tone: 'phone', text: say.here(link.unsent) }
      if (link.state === 'up' || link.lastReached === undefined) return { tone: 'plain', text: say.fetching }
      return { tone: 'received', text: say.synced(time(link.lastReached)) }
  }
}
