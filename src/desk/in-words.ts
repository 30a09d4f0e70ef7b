// Days, hours and money in words: in the village's own calendar and hours, wherever the phone is.
type Written<V> = (value: V) => string

const written =
  (options: Intl.DateTimeFormatOptions) =>
  (locale: string): Written<number> =>
  // A format is costly to make: not before there is something to be written with it.
  (at) =>
    new Intl.DateTimeFormat(locale, { timeZone: 'Asia/Shanghai', ...options }).format(at)

/** 12月3日 */
export const dateIn = written({ month: 'long', day: 'numeric' })
/** 2026年12月3日 */
export const dayIn = written({ dateStyle: 'long' })
/** 12月3日周四 19:30 */
export const timeIn = written({
  ...{ month: 'long', day: 'numeric', weekday: 'short', hour: '2-digit', minute: '2-digit' },
  hour12: false,
})
/** 2026年12月3日 19:30 */
export const momentIn = written({ dateStyle: 'long', timeStyle: 'short' })

const monthOf = written({ year: 'numeric', month: 'long' })
/** 2026年12月, of 2026-12 */
export const monthIn =
  (locale: string): Written<string> =>
  (month) =>
    monthOf(locale)(Date.parse(`${month}-15T00:00:00Z`))

/** Fen as yuan: ¥3,000.00 */
export const moneyIn =
  (locale: string): Written<number> =>
  (fen) =>
    new Intl.NumberFormat(locale, { style: 'currency', currency: 'CNY' }).format(fen / 100)
