import { afterAll, beforeAll, expect, it } from 'vitest'
import { LIMITS } from '#rulebook/wire.ts'
import { commentPosted } from '#rulebook/thread.ts'
import { keptWhole, openVillage, type JourneyVillage } from '#support/journey.ts'
import { countRows } from '#support/rows-read.ts'
import { DAY } from '#support/village.ts'
import { openDebate } from './deeds.ts'

const WORDS = 2000
/** What a screen shows first is read from no more entries of the book, however long the debate. */
const MOST_ENTRIES = 60
/** So many comments are drawn before a finger can be heard, and so many stand there at the most. */
const [MOST_AT_FIRST, MOST_AT_ONCE] = [6, 30]

let v: JourneyVillage
beforeAll(async () => {
  v = await openVillage()
})
afterAll(() => v?.close())

it('a debate of 2,000 words opens without network with its newest ones, read from a few rows, and then counts them', async () => {
  const thread = await openDebate(v)
  const speakers = ['罗二哥', '杨代表', '何委员'] as const
  for (let n = 0; n < WORDS;) {
    const day: Uint8Array[] = []
    for (; n < WORDS && day.length < LIMITS.entriesPerDay; n++) {
      const text = `第${n + 1}句话。`
      const who = speakers[n % speakers.length]!
      day.push((await v.village.write(who, commentPosted, { text }, [thread])).bytes)
    }
    for (const { code } of await v.village.relay.offer(day)) expect(code).toBe('accepted')
    v.clock.ahead += DAY
  }
  const wang = await v.join('王大婶')
  await wang.goto(`/threads/${thread}`)
  await wang.page().getByText(`发言 ${WORDS} 条`).waitFor({ timeout: 60_000 })
  await keptWhole(wang)
  await wang.offline()

  const page = wang.page()
  // tsx marks functions by a helper of this name, which the page does not have.
  await page.addInitScript('globalThis.__name = (marked) => marked')
  await page.addInitScript(countRows)
  await page.addInitScript(watchWords)
  await page.reload()
  await page.getByText(`发言 ${WORDS} 条`).waitFor({ timeout: 60_000 })
  await page.getByText(`第${WORDS}句话。`).waitFor()
  const first = await page.evaluate(() => window.firstWords!)
  expect(first.entries).toBeLessThanOrEqual(MOST_ENTRIES)
  expect(first.words).toBeGreaterThan(0)
  expect(first.words).toBeLessThanOrEqual(MOST_AT_FIRST)
  // Nothing is counted that was not read.
  expect(first.heading).toBe('发言')
  expect(await page.locator('.comment').count()).toBe(MOST_AT_ONCE)
  await page.getByRole('button', { name: `看更早的 ${MOST_AT_ONCE} 条` }).click()
  await page.getByText(`第${WORDS - 2 * MOST_AT_ONCE + 1}句话。`).waitFor()
  expect(await page.locator('.comment').count()).toBe(2 * MOST_AT_ONCE)
})

declare global {
  interface Window {
    /** When the first words came onto the page. */
    firstWords?: { words: number; entries: number; heading: string }
  }
}

/** Runs in the page: what was read, and what stood there, with the first words. */
function watchWords() {
  const watcher = new MutationObserver(() => {
    const words = document.querySelectorAll('main .comment').length
    if (words === 0) return
    watcher.disconnect()
    const heading = [...document.querySelectorAll('main h2')].map((one) => one.textContent)
    window.firstWords = {
      ...{ words, entries: window.rowsRead.entries },
      heading: heading.find((one) => one.startsWith('发言')) ?? '',
    }
  })
  watcher.observe(document, { childList: true, subtree: true })
}
