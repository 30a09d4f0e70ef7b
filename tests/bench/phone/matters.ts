import { rmSync } from 'node:fs'
import path from 'node:path'
import { countRows, type RowsRead } from '#support/rows-read.ts'
import { makeBook, type Matter } from '../book/make.ts'
import { median, medians, tried, within, type Tried } from '../measures/figures.ts'
import type { Say } from '../servers-run.ts'
import type { Sizes } from '../sizes.ts'
import { fillPhone } from './fill.ts'
import { SLOWDOWN } from './run.ts'
import { onSlowPhone } from './screen.ts'
import { startOnce, type Stored } from './start.ts'

/** From asking for a debate's page, in a browser just started, to what of it stands on the screen (ms). */
export type MatterOpened = {
  /** The app's frame, with nothing of the book. */
  frame: number
  /** The first word that can be read; how many entries had been read of the book by then, and their bytes. */
  first: number
  entries: number
  bytes: number
  /** Every word counted, and every ballot. */
  said: number
  counted: number
  /** All that was read until then. */
  allEntries: number
  /** How long the page heard no finger, at the longest. */
  deaf: number
}
export type OpenedMatter = Matter & MatterOpened & { home: number }
const WHOLE_WITHIN_MS = 120_000

/** A village with these debates in it, and a phone that has come to hold all of it. */
export function measureMatters(
  folder: string,
  { people, phones, matters, starts }: Sizes,
  say: Say,
): Promise<Tried<OpenedMatter[]>> {
  say('a phone with long debates')
  return tried(async () => {
    const said = matters.reduce((sum, { comments, ballots }) => sum + comments + ballots, 0)
    const plan = { people, phones, entries: said + 100, week: 50, topics: 4, matters }
    const book = await makeBook(path.join(folder, 'phone-matters'), plan)
    const filled = await fillPhone(book, say)
    say('long debates are opened by their address')
    const opened = await openMatters(filled, book.matters, starts)
    rmSync(filled.profileDir, { recursive: true, force: true, maxRetries: 5 })
    return opened
  })
}

/** Opens each of these debates by its address, each time in a fresh browser without network; in turn, as starts are. */
async function openMatters(
  phone: Stored,
  matters: readonly (Matter & { thread: string })[],
  times: number,
): Promise<OpenedMatter[]> {
  const all = matters.map(() => [] as MatterOpened[])
  // Home is opened in each round as well: against it, a machine that others use too tells the same.
  const homes: number[] = []
  // The first one of all compiles what the page needs.
  for (let n = -1; n < times; n++) {
    const [, firstRow] = await startOnce(phone)
    if (n >= 0) homes.push(firstRow)
    for (const [at, matter] of matters.entries()) {
      const once = await openOnce(phone, matter)
      if (n >= 0) all[at]!.push(once)
    }
  }
  const home = median(homes)
  return matters.map(({ comments, ballots }, at) => ({ comments, ballots, home, ...medians(all[at]!) }))
}

const openOnce = (
  { profileDir, origin }: Stored,
  { thread, comments }: Matter & { thread: string },
): Promise<MatterOpened> =>
  onSlowPhone(profileDir, SLOWDOWN, async (page) => {
    await page.addInitScript(countRows)
    await page.goto(`${origin}/threads/${thread}`, { waitUntil: 'commit' })
    return within(WHOLE_WITHIN_MS, page.evaluate(watchMatter, comments), 'the debate was never whole')
  })

/** Runs in the page: what stands there, and when. */
async function watchMatter(comments: number): Promise<MatterOpened> {
  let deaf = 0
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) deaf = Math.max(deaf, duration)
  }).observe({ type: 'longtask', buffered: true })
  const says = (selector: string, words: string) => {
    for (const one of document.querySelectorAll(selector)) if (one.textContent.includes(words)) return true
    return false
  }
  const once = (is: () => boolean) =>
    new Promise<{ at: number; read: RowsRead }>((resolve) => {
      const look = () => {
        if (!is()) return
        watcher.disconnect()
        const read = { ...window.rowsRead }
        void window.bench.drawn().then((at) => resolve({ at, read }))
      }
      const watcher = new MutationObserver(look)
      watcher.observe(document, { childList: true, subtree: true, characterData: true })
      look()
    })
  const [frame, first, said, counted] = await Promise.all([
    window.bench.frame,
    once(() => document.querySelector('main .comment') !== null),
    once(() => says('main h2', String(comments))),
    // Over is said of a vote once its ballots were read: without network nothing else knows the time.
    once(() => says('main .ui-card strong', '已经截止')),
  ])
  return {
    frame,
    first: first.at,
    entries: first.read.entries,
    bytes: first.read.bytes,
    said: said.at,
    counted: counted.at,
    allEntries: Math.max(said.read.entries, counted.read.entries),
    deaf,
  }
}
