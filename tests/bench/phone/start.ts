import type { Page } from 'playwright-core'
import { isFailed, median, tried, within, type Tried } from '../measures/figures.ts'
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

/** Opens a page that is one row and nothing else: no app, no book, no server. */
export async function openBare(page: Page): Promise<void> {
  const body = '<main><ul class="rows"><li class="ui-row-title">1</li></ul></main>'
  await page.route('http://localhost:3999/', (asked) => asked.fulfill({ contentType: 'text/html', body }))
  await page.goto('http://localhost:3999/', { waitUntil: 'commit' })
}

/** What a start takes the browser alone: a fresh one, until one row stands on an empty page (median, ms). */
export async function bareStart(profileDir: string, count: number): Promise<number> {
  const all: number[] = []
  for (let n = 0; n < count; n++)
    all.push(
      await onSlowPhone(profileDir, SLOWDOWN, async (page) => {
        await openBare(page)
        return page.evaluate(() => window.bench.first)
      }),
    )
  return median(all)
}

/** A phone's storage, with the book in it. */
export interface Stored {
  profileDir: string
  origin: string
}
const SHOWN_WITHIN_MS = 60_000
type Once = [frame: number, first: number, opened: number]

/**
 * Opens the app anew again and again, each time in a fresh browser upon the same storage; one phone after the other,
 * so that a machine that is slower for a while is so for each of them.
 */
export async function warmStarts(phones: readonly Stored[], count: number): Promise<Tried<Started>[]> {
  const all = phones.map(() => [] as Tried<Once>[])
  // The first start after filling compacts the storage and compiles the app; it is not a daily one.
  for (let n = -1; n < count; n++)
    for (const [at, phone] of phones.entries()) {
      const once = await tried(() => startOnce(phone))
      if (n >= 0) all[at]!.push(once)
    }
  return all.map((runs) => runs.find(isFailed) ?? startedIn(runs as Once[]))
}

export const startOnce = ({ profileDir, origin }: Stored): Promise<Once> =>
  onSlowPhone(profileDir, SLOWDOWN, async (page) => {
    await page.goto(origin, { waitUntil: 'commit' })
    const times = page.evaluate(async (): Promise<Once> => {
      const seen = await Promise.all([window.bench.frame, window.bench.first])
      return [...seen, window.bench.opened]
    })
    return within(SHOWN_WITHIN_MS, times, 'no row of news stood there after a minute')
  })

function startedIn(runs: Once[]): Started {
  const [frames, firsts, openings] = [0, 1, 2].map((at) => runs.map((run) => run[at]!)) as [
    number[],
    number[],
    number[],
  ]
  return {
    median: median(firsts),
    slowest: Math.max(...firsts),
    frame: median(frames),
    opened: median(openings),
  }
}
