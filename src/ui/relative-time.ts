// "3 小时前" for what is near, a date for what is a week off or more. Chrome before 71 and Safari 13 have no
// RelativeTimeFormat and always get the date.

/** Making a format costs a weak phone more than drawing a row: each is made once. */
const formats = new Map<string, Intl.DateTimeFormat>()
function dateFormat(locale: string, shape: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const name = locale + JSON.stringify(shape)
  let made = formats.get(name)
  if (!made) formats.set(name, (made = new Intl.DateTimeFormat(locale, shape)))
  return made
}
let relative: { locale: string; say: Intl.RelativeTimeFormat } | undefined

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

export function relativeTime(at: number, now: number, locale: string): string {
  const off = at - now
  const size = Math.abs(off)
  if (size >= 7 * day || typeof Intl.RelativeTimeFormat !== 'function') return dayText(at, now, locale)
  if (relative?.locale !== locale)
    relative = { locale, say: new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }) }
  const { say } = relative
  if (size < minute) return say.format(0, 'second')
  if (size < hour) return say.format(Math.trunc(off / minute), 'minute')
  // 昨天 means the calendar day, not 24 hours: a word written at 23:00 is yesterday's at breakfast.
  const days = Math.round((midnight(at) - midnight(now)) / day)
  if (days === 0 || size < 6 * hour) return say.format(Math.trunc(off / hour), 'hour')
  return say.format(days, 'day')
}

export function exactTime(at: number, locale: string): string {
  return dateFormat(locale, {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  }).format(at)
}

function dayText(at: number, now: number, locale: string): string {
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear()
  const year = sameYear ? undefined : 'numeric'
  return dateFormat(locale, { year, month: 'long', day: 'numeric' }).format(at)
}

function midnight(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0)
}
