import { median } from '../measures/figures.ts'
import { SLOWDOWN } from './run.ts'
import { onSlowPhone } from './screen.ts'

/** From asking for the page to the first row of news that can be read (ms). */
export interface Started {
  median: number
  slowest: number
}

/** Opens the app anew again and again, each time in a fresh browser upon the same storage. */
export async function warmStarts(profileDir: string, origin: string, count: number): Promise<Started> {
  const all: number[] = []
  // The first start after filling compacts the storage and compiles the app; it is not a daily one.
  for (let n = -1; n < count; n++) {
    const ms = await onSlowPhone(profileDir, SLOWDOWN, async (page) => {
      await page.goto(origin, { waitUntil: 'commit' })
      return page.evaluate(() => window.bench.first)
    })
    if (n >= 0) all.push(ms)
  }
  return { median: median(all), slowest: Math.max(...all) }
}
