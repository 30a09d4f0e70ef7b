import type { Page } from 'playwright-core'
import { median, percentile } from '../measures/figures.ts'
import { SLOWDOWN } from './run.ts'
import { onSlowPhone } from './screen.ts'
import { turnTo } from './threads.ts'

/** From the tap on 递交 to 已存手机 on the screen (ms). */
export interface Saved {
  comments: number
  median: number
  p95: number
  /** Until it was signed, and until it stood on disk (medians). */
  signed: number
  stored: number
}

/** Says something in the shortest and in the longest debate, again and again, without network. */
export function writeWords(
  profileDir: string,
  origin: string,
  threads: Record<number, string>,
  times: number,
): Promise<Saved[]> {
  return onSlowPhone(profileDir, SLOWDOWN, async (page) => {
    await page.goto(origin, { waitUntil: 'commit' })
    await page.evaluate(() => window.bench.first)
    const sizes = Object.keys(threads).map(Number)
    const saved: Saved[] = []
    for (const comments of [sizes[0]!, sizes.at(-1)!]) {
      await turnTo(page, '/threads', 'main .ui-row-title')
      await turnTo(page, `/threads/${threads[comments]}`, 'main .comment')
      const all: Awaited<ReturnType<typeof say>>[] = []
      // The first one loads what writing needs.
      for (let n = -1; n < times; n++) {
        const one = await say(page, `我家同意，第${n + 2}次说，${comments}。`)
        if (n >= 0) all.push(one)
      }
      const drawn = all.map((one) => one.drawn).sort((a, b) => a - b)
      saved.push({
        comments,
        median: median(drawn),
        p95: percentile(drawn, 0.95),
        signed: median(all.map((one) => one.signed)),
        stored: median(all.map((one) => one.stored)),
      })
    }
    return saved
  })
}

/** Types, taps, and waits until the words stand there with their mark; gives when what was done (ms after the tap). */
async function say(page: Page, text: string): Promise<{ signed: number; stored: number; drawn: number }> {
  await page.getByLabel('您的话').fill(text)
  const shown = page.evaluate(
    ([what]) =>
      new Promise<number>((resolve) => {
        const look = () => {
          const own = [...document.querySelectorAll('.comment')].find((one) =>
            one.textContent?.includes(what!),
          )
          if (!own?.textContent?.includes('已存手机')) return
          watcher.disconnect()
          void window.bench.drawn().then((at) => resolve(at - window.bench.tapped))
        }
        const watcher = new MutationObserver(look)
        watcher.observe(document, { childList: true, subtree: true, characterData: true })
      }),
    [text],
  )
  await page.getByRole('button', { name: '递交，有网就送到村里' }).click()
  const drawn = await shown
  const { signed, stored } = await page.evaluate(() => {
    const { tapped, signed: s, stored: d } = window.bench
    return { signed: s - tapped, stored: d - tapped }
  })
  return { signed, stored, drawn }
}
