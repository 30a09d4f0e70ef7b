import { median } from '../measures/figures.ts'
import { SLOWDOWN } from './run.ts'
import { onSlowPhone } from './screen.ts'

/** From asking for the page to the first row of news that can be read (ms). */
export interface Started {
  median: number
  slowest: number
  /** Until the browser had opened the book, and until the app's frame stood there (medians). */
  opened: number
  frame: number
}

/** A page that is one row and nothing else: no app, no book, no server. */
const BARE = {
  url: 'http://localhost:3999/',
  body: '<main><ul class="rows"><li class="ui-row-title">1</li></ul></main>',
}

/** What a start takes the browser alone: a fresh one, until one row stands on an empty page (median, ms). */
export async function bareStart(profileDir: string, count: number): Promise<number> {
  const all: number[] = []
  for (let n = 0; n < count; n++)
    all.push(
      await onSlowPhone(profileDir, SLOWDOWN, async (page) => {
        await page.route(BARE.url, (asked) => asked.fulfill({ contentType: 'text/html', body: BARE.body }))
        await page.goto(BARE.url, { waitUntil: 'commit' })
        return page.evaluate(() => window.bench.first)
      }),
    )
  return median(all)
}

/** Opens the app anew again and again, each time in a fresh browser upon the same storage. */
export async function warmStarts(profileDir: string, origin: string, count: number): Promise<Started> {
  const all: number[] = []
  const frames: number[] = []
  const openings: number[] = []
  // The first start after filling compacts the storage and compiles the app; it is not a daily one.
  for (let n = -1; n < count; n++) {
    const [frame, first, opened] = await onSlowPhone(profileDir, SLOWDOWN, async (page) => {
      await page.goto(origin, { waitUntil: 'commit' })
      return page.evaluate(async (): Promise<[number, number, number]> => {
        const times = await Promise.all([window.bench.frame, window.bench.first])
        return [...times, window.bench.opened]
      })
    })
    if (n < 0) continue
    all.push(first)
    frames.push(frame)
    openings.push(opened)
  }
  return { median: median(all), slowest: Math.max(...all), frame: median(frames), opened: median(openings) }
}
