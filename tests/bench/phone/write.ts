import type { Page } from 'playwright-core'
import { median, percentile } from '../measures/figures.ts'
import { SLOWDOWN } from './run.ts'
import { onSlowPhone } from './screen.ts'
import { openBare } from './start.ts'
import { turnTo } from './threads.ts'

/** From the tap on 递交 to 已存手机 on the screen (ms). */
export interface Saved {
  comments: number
  median: number
  p95: number
  /** Until it was signed, and until it stood on disk (medians). */
  signed: number
  stored: number
  /** Until it stood on disk: what the budget is about, as no power cut takes it from there on. */
  storedP95: number
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
      const p95Of = (took: number[]) =>
        percentile(
          took.sort((a, b) => a - b),
          0.95,
        )
      const drawn = all.map((one) => one.drawn)
      saved.push({
        comments,
        median: median(drawn),
        p95: p95Of(drawn),
        signed: median(all.map((one) => one.signed)),
        stored: median(all.map((one) => one.stored)),
        storedP95: p95Of(all.map((one) => one.stored)),
      })
    }
    return saved
  })
}

/** What a word takes the browser alone: it is signed, on disk, and a line is drawn (p95, ms). */
export function bareWords(profileDir: string, times: number): Promise<number> {
  return onSlowPhone(profileDir, SLOWDOWN, async (page) => {
    await openBare(page)
    await page.evaluate(() => window.bench.first)
    const took = await page.evaluate(async (times) => {
      const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
      const { privateKey } = await crypto.subtle.generateKey(algorithm, false, ['sign'])
      const db = await new Promise<IDBDatabase>((resolve) => {
        const opening = indexedDB.open('bare', 1)
        opening.onupgradeneeded = () => opening.result.createObjectStore('words', { autoIncrement: true })
        opening.onsuccess = () => resolve(opening.result)
      })
      const all: number[] = []
      // The first one also makes what the others use.
      for (let n = -1; n < times; n++) {
        const began = performance.now()
        const bytes = await crypto.subtle.sign(algorithm, privateKey, new Uint8Array(288))
        await new Promise<void>((resolve) => {
          const tx = db.transaction('words', 'readwrite', { durability: 'strict' })
          tx.objectStore('words').add(bytes)
          tx.oncomplete = () => resolve()
        })
        document.querySelector('main')!.append(document.createElement('p'))
        await window.bench.drawn()
        if (n >= 0) all.push(performance.now() - began)
      }
      db.close()
      indexedDB.deleteDatabase('bare')
      return all
    }, times)
    return percentile(
      took.sort((a, b) => a - b),
      0.95,
    )
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
