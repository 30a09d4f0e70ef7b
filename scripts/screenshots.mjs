#!/usr/bin/env node
// npm run pictures: starts the demo village in a folder of its own, joins it as a villager, and writes the three
// pictures of public/screenshots that the README and the installation sheet show. Run by hand when the look changes.
import './ready/node-version.mjs'
import { mkdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { chromium } from 'playwright-core'
import { ensureBuilt } from './ready/built.mjs'
import { ensureChromium, findChromium } from './ready/chromium.mjs'
import { openDemoVillage } from './ready/demo-village.mjs'
import { ROOT } from './ready/run.mjs'

const WHO = '张万福'
const SIZE = { width: 360, height: 740 }
const folder = path.join(ROOT, 'public/screenshots')

if (!ensureChromium()) process.exit(1)
await ensureBuilt()
const village = await openDemoVillage()
const { url } = village
const browser = await chromium.launch({
  executablePath: findChromium(),
  args: ['--no-sandbox', '--disable-gpu'],
})
try {
  await takeAll(await village.claimLink(WHO))
} finally {
  await browser.close()
  await village.close()
}

async function takeAll(link) {
  mkdirSync(folder, { recursive: true })
  const phone = { viewport: SIZE, deviceScaleFactor: 2, isMobile: true, hasTouch: true }
  const context = await browser.newContext({ ...phone, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  const page = await context.newPage()
  page.setDefaultTimeout(120_000)
  await page.goto(link)
  await page.getByRole('button', { name: '加入', exact: true }).click()
  await page
    .getByText(/已同步/)
    .first()
    .waitFor()

  await page.goto(url)
  await settled(page)
  await take(page, 'home')
  await page.goto(`${url}/threads`)
  await page.locator('main a[href^="/threads/"]:not([href$="/new"])').first().click()
  await settled(page)
  await take(page, 'thread')
  await page.locator('main a[href*="/votes/"]').first().click()
  await settled(page)
  await take(page, 'vote')
}

/** The page's own news are there and the link to the village stands. */
async function settled(page) {
  await page
    .getByText(/已同步/)
    .first()
    .waitFor()
  await page.waitForFunction(() => !/正在打开/.test(document.querySelector('main').innerText))
  await page.evaluate(() => document.activeElement?.blur?.())
}

async function take(page, name) {
  const file = path.join(folder, `${name}-${SIZE.width * 2}x${SIZE.height * 2}.png`)
  await page.screenshot({ path: file })
  console.log(`${path.relative(ROOT, file)} ${Math.round(statSync(file).size / 1024)} KB`)
}
