import type { Page } from 'playwright-core'
import { median } from '../measures/figures.ts'
import { SLOWDOWN } from './run.ts'
import { onSlowPhone } from './screen.ts'

/** From turning to a debate to its words on the screen (ms). */
export interface Opened {
  comments: number
  first: number
  median: number
}

/** Opens each debate from the list of debates, the first time and again. */
export function openThreads(
  profileDir: string,
  origin: string,
  threads: Record<number, string>,
  times: number,
): Promise<Opened[]> {
  return onSlowPhone(profileDir, SLOWDOWN, async (page) => {
    await page.goto(origin, { waitUntil: 'commit' })
    await page.evaluate(() => window.bench.first)
    const opened: Opened[] = []
    for (const [comments, thread] of Object.entries(threads)) {
      const all: number[] = []
      for (let n = 0; n < times; n++) {
        await turnTo(page, '/threads', 'main .ui-row-title')
        all.push(await turnTo(page, `/threads/${thread}`, 'main .comment'))
      }
      opened.push({ comments: Number(comments), first: all[0]!, median: median(all) })
    }
    return opened
  })
}

/** From turning to a vote to what is asked, and to its result, counted from every ballot (ms). */
export interface Result {
  ballots: number
  asked: number
  counted: number
}

/** Opens each vote from its debate; the ballots are counted anew each time. */
export function openVotes(
  profileDir: string,
  origin: string,
  thread: string,
  votes: Record<number, string>,
  times: number,
): Promise<Result[]> {
  return onSlowPhone(profileDir, SLOWDOWN, async (page) => {
    await page.goto(origin, { waitUntil: 'commit' })
    await page.evaluate(() => window.bench.first)
    const results: Result[] = []
    for (const [ballots, vote] of Object.entries(votes)) {
      const [asked, counted]: [number[], number[]] = [[], []]
      for (let n = 0; n < times; n++) {
        await turnTo(page, '/threads', 'main .ui-row-title')
        asked.push(await turnTo(page, `/threads/${thread}/votes/${vote}`, 'main h2'))
        await turnTo(page, '/threads', 'main .ui-row-title')
        counted.push(await turnTo(page, `/threads/${thread}/votes/${vote}`, 'main .ui-bars'))
      }
      results.push({ ballots: Number(ballots), asked: median(asked), counted: median(counted) })
    }
    return results
  })
}

/** Turns to a screen as the app's links do; gives how long until it shows what it is about. */
export const turnTo = (page: Page, path: string, selector: string): Promise<number> =>
  page.evaluate(
    async ([to, what]) => {
      const started = performance.now()
      history.pushState(null, '', to)
      dispatchEvent(new PopStateEvent('popstate', { state: null }))
      return (await window.bench.shown(what!)) - started
    },
    [path, selector],
  )
