import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'

/** What we are judged by, in the order of the table. */
export const CATEGORIES = ['performance', 'accessibility', 'best-practices']
export const TIMES = [
  'first-contentful-paint',
  'largest-contentful-paint',
  'total-blocking-time',
  'cumulative-layout-shift',
]

/**
 * Lighthouse's mobile defaults: a small phone on slow 4G (1.6 Mbit/s, 150 ms) with a CPU four times slower, by
 * simulation, as that leans least on how busy this machine is. `kept`: what the page stored is left in place.
 *
 * Targets are not measured where the tabs stand: axe takes what a sticky bar half covers for too small (not so under
 * a fixed one), and that depends on where a row happens to lie. tests/support/looks.ts holds them on every screen.
 */
export async function measure({ tool, browser, url, runs, kept }) {
  const file = path.join(tool, 'node_modules/lighthouse/core/index.js')
  const { default: lighthouse } = await import(pathToFileURL(file).href)
  const flags = {
    port: browser.port,
    logLevel: 'error',
    onlyCategories: CATEGORIES,
    skipAudits: kept ? ['target-size'] : [],
    disableStorageReset: kept,
  }
  const reports = []
  for (let tried = 1; reports.length < runs; tried++) {
    const { lhr } = await lighthouse(url, flags)
    if (lhr.runtimeError) {
      // On a busy machine a trace is lost now and then; that is no word about the app.
      if (tried > 2 * runs) throw new Error(`${url}: ${lhr.runtimeError.message}`)
      continue
    }
    reports.push(lhr)
    console.log(`${url} ${reports.length}/${runs}: ${CATEGORIES.map((one) => scoreIn(lhr, one)).join(' ')}`)
  }
  return { reports }
}

/** A category's score out of 100. */
export const scoreIn = (report, category) => Math.round(report.categories[category].score * 100)

/** Makes the browser's phone that of this villager, and waits until all of the app is kept on it. */
export async function joinAs({ browser, link }) {
  const driven = await chromium.connectOverCDP(`http://127.0.0.1:${browser.port}`)
  const page = await driven.contexts()[0].newPage()
  page.setDefaultTimeout(120_000)
  await page.goto(link)
  await page.getByRole('button', { name: '加入', exact: true }).click()
  await page
    .getByText(/已同步/)
    .first()
    .waitFor()
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await page.close()
  await driven.close()
}
