#!/usr/bin/env node
// npm run icons: draws the seal and writes public/icons/*.png. Run by hand when the drawing changes; the
// pictures are committed, so that nobody needs Chromium or a Chinese font to build.
import './ready/node-version.mjs'
import { mkdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { chromium } from 'playwright-core'
import { ensureChromium, findChromium } from './ready/chromium.mjs'
import { paletted } from './build/paletted-png.mjs'
import { ROOT } from './ready/run.mjs'

const CINNABAR = '#B3261E'
const PAPER = '#FBF7EF'

/** Two ridges under a voice that carries: drawn, not set in type, so it looks the same everywhere. */
const MARK = `
  <g fill="none" stroke="${PAPER}" stroke-linecap="round" stroke-linejoin="round" stroke-width="6.5">
    <path d="M16 74 L38 42 L52 62 L62 50 L84 74" />
    <path d="M60 37 a7 7 0 0 1 7 7" />
    <path d="M60 26 a18 18 0 0 1 18 18" />
    <path d="M60 15 a29 29 0 0 1 29 29" />
  </g>`

/** A seal with round corners; or, for phones that cut the icon themselves, colour to the edge and a smaller mark. */
function drawing(isMaskable) {
  const ground = isMaskable
    ? `<rect width="100" height="100" fill="${CINNABAR}" />`
    : `<rect x="3" y="3" width="94" height="94" rx="20" fill="${CINNABAR}" />`
  const place = isMaskable
    ? 'translate(50 50) scale(.72) translate(-51 -45)'
    : 'translate(50 50) scale(.9) translate(-51 -45)'
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="100%" height="100%">${ground}<g transform="${place}">${MARK}</g></svg>`
}

const ICONS = [
  { name: 'icon-192', size: 192, isMaskable: false },
  { name: 'icon-512', size: 512, isMaskable: false },
  { name: 'maskable-192', size: 192, isMaskable: true },
  { name: 'maskable-512', size: 512, isMaskable: true },
  // iOS rounds the corners itself and shows what is clear as black.
  { name: 'apple-touch-180', size: 180, isMaskable: true },
]

/** The picture's pixels, red green blue alpha, read by the browser that drew it. */
const pixelsOf = async (page, png) =>
  Uint8Array.from(
    await page.evaluate(
      async (bytes) => {
        const picture = await globalThis.createImageBitmap(new Blob([new Uint8Array(bytes)]))
        const canvas = new globalThis.OffscreenCanvas(picture.width, picture.height).getContext('2d')
        canvas.drawImage(picture, 0, 0)
        return [...canvas.getImageData(0, 0, picture.width, picture.height).data]
      },
      [...png],
    ),
  )

if (!ensureChromium()) process.exit(1)
const folder = path.join(ROOT, 'public/icons')
mkdirSync(folder, { recursive: true })
// For the browser's tab: half a kilobyte where a picture weighs seven.
writeFileSync(path.join(folder, 'icon.svg'), drawing(false).replaceAll(/\n\s*/g, '') + '\n')
const browser = await chromium.launch({
  executablePath: findChromium(),
  args: ['--no-sandbox', '--disable-gpu'],
})
try {
  for (const { name, size, isMaskable } of ICONS) {
    const page = await browser.newPage({ viewport: { width: size, height: size } })
    await page.setContent(`<style>html,body{margin:0;background:transparent}</style>${drawing(isMaskable)}`)
    const file = path.join(folder, `${name}.png`)
    writeFileSync(file, paletted(await pixelsOf(page, await page.screenshot({ omitBackground: true })), size))
    await page.close()
    console.log(`${name}.png ${statSync(file).size} B`)
  }
} finally {
  await browser.close()
}
