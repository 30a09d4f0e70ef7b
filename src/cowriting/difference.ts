/** What was done to a text: from `at` on (UTF-16 units), so many units went and these came. */
export interface Difference {
  at: number
  gone: number
  come: string
}

const isHigh = (unit: number) => unit >= 0xd800 && unit < 0xdc00
const isLow = (unit: number) => unit >= 0xdc00 && unit < 0xe000

/**
 * The one change that makes `next` of `before`, where the writer's cursor stands behind it. A sign of two units is
 * never cut in half: Yjs would carry half a sign as a question mark.
 */
export function differenceOf(before: string, next: string, cursor = next.length): Difference | undefined {
  if (before === next) return undefined
  const shorter = Math.min(before.length, next.length)
  // What stands behind the cursor was not touched: among like signs, it says which of them is new.
  let tail = 0
  const untouched = Math.min(shorter, next.length - cursor)
  while (tail < untouched && before[before.length - 1 - tail] === next[next.length - 1 - tail]) tail += 1
  let at = 0
  while (at < shorter - tail && before[at] === next[at]) at += 1
  while (tail < shorter - at && before[before.length - 1 - tail] === next[next.length - 1 - tail]) tail += 1
  if (at > 0 && isHigh(before.charCodeAt(at - 1))) at -= 1
  if (tail > 0 && isLow(before.charCodeAt(before.length - tail))) tail -= 1
  return { at, gone: before.length - tail - at, come: next.slice(at, next.length - tail) }
}
