import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'

/** What we are judged by, in the order of the table. */
export const CATEGORIES = ['performance', 'accessibility', 'best-practices']
const ACCESSIBILITY = 'accessibility'
/** As wide as Lighthouse's phone, and higher than any page of the app that is measured. */
const WHOLE = { mobile: true, width: 412, height: 6000, deviceScaleFactor: 1, disabled: false }
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
 * Accessibility is judged in a window as high as the page: axe takes what the sticky tabs half cover for too small.
 * What it comes to in the window of Lighthouse stands beside it (`lowWindow`).
 */
export async function measure({ tool, browser, url, runs, kept }) {
  const file = path.join(tool, 'node_modules/lighthouse/core/index.js')
  const { default: lighthouse } = await import(pathToFileURL(file).href)
  const flags = {
    port: browser.port,
    logLevel: 'error',
    disableStorageReset: kept,
  }
  const asPhone = { ...flags, onlyCategories: CATEGORIES }
  const whole = { ...flags, onlyCategories: [ACCESSIBILITY], screenEmulation: WHOLE }
  const reports = []
  for (let tried = 1; reports.length < runs; tried++) {
    const { lhr } = await lighthouse(url, asPhone)
    const seen = (await lighthouse(url, whole)).lhr
    const error = lhr.runtimeError ?? seen.runtimeError
    if (error) {
      // On a busy machine a trace is lost now and then; that is no word about the app.
      if (tried > 3 * runs) throw new Error(`${url}: ${error.message}`)
      continue
    }
    lhr.lowWindow = scoreIn(lhr, ACCESSIBILITY)
    Object.assign(lhr.categories, seen.categories)
    for (const { id } of seen.categories[ACCESSIBILITY].auditRefs) lhr.audits[id] = seen.audits[id]
    reports.push(lhr)
    console.log(`${url} ${reports.length}/${runs}: ${CATEGORIES.map((one) => scoreIn(lhr, one)).join(' ')}`)
  }
  return { reports }
}

/** A category's score out of 100. */
export const scoreIn = (report, category) => Math.round(report.categories[category].score * 100)

/** Makes the browser's phone that of this villager, and waits until the worker keeps the app on it. */
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
