import { median, percentile } from '../measures/figures.ts'
import { SLOWDOWN } from './run.ts'
import { onSlowPhone } from './screen.ts'
import { turnTo } from './threads.ts'

/** From the tap on 递交 to 已存手机 on the screen (ms). */
export interface Saved {
  median: number
  p95: number
}

/** Says something in a debate, again and again, without network. */
export function writeWords(
  profileDir: string,
  origin: string,
  thread: string,
  times: number,
): Promise<Saved> {
  return onSlowPhone(profileDir, SLOWDOWN, async (page) => {
    await page.goto(origin, { waitUntil: 'commit' })
    await page.evaluate(() => window.bench.first)
    await turnTo(page, `/threads/${thread}`, 'main .comment')
    const all: number[] = []
    // The first one loads what writing needs.
    for (let n = -1; n < times; n++) {
      const text = `我家同意，第${n + 2}次说。`
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
              requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - window.bench.tapped)))
            }
            const watcher = new MutationObserver(look)
            watcher.observe(document, { childList: true, subtree: true, characterData: true })
          }),
        [text],
      )
      await page.getByRole('button', { name: '递交，有网就送到村里' }).click()
      const ms = await shown
      if (n >= 0) all.push(ms)
    }
    const sorted = all.sort((a, b) => a - b)
    return { median: median(sorted), p95: percentile(sorted, 0.95) }
  })
}
