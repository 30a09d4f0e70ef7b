// What we hold ourselves to on a weak link, in bytes (they do not depend on how busy the machine is).
import { afterAll, expect, test } from 'vitest'
import { isEnglish, isForLater, isOffice } from '#shell/app-paths.ts'
import { entryFiles, everything, precached, read, released, sum, syncFiles, wireBytes } from './release.ts'

const KB = 1024
const figures: { what: string; bytes: number; target: number; fail: number }[] = []

/** Fails over the budget, and puts the figure into the table. */
function hold(what: string, bytes: number, target: number, fail: number): void {
  figures.push({ what, bytes, target, fail })
  expect(bytes, what).toBeGreaterThan(0)
  expect(bytes, what).toBeLessThanOrEqual(fail)
}

const kb = (bytes: number) => (bytes / KB).toFixed(1).padStart(7)

afterAll(() => {
  const rows = figures.map(({ what, bytes, target, fail }) => {
    const mark = bytes > fail ? 'over the budget' : bytes > target ? 'over the target' : ''
    return `│ ${what.padEnd(34)} ${kb(bytes)} ${kb(target)} ${kb(fail)}  ${mark}`
  })
  console.log(['', `│ ${'KB, brotli'.padEnd(34)}     now  target    fail`, ...rows].join('\n'))
})

test('JavaScript to the first paint', () => {
  hold(
    'JS to first paint',
    sum(entryFiles) + wireBytes('polyfills.js') + wireBytes('too-old.js'),
    80 * KB,
    90 * KB,
  )
})

test('what following volumes loads later', () => {
  hold('lazy sync chunk', sum(syncFiles), 26 * KB, 30 * KB)
  expect([...entryFiles].filter((file) => /(^|\/)yjs-/.test(file))).toEqual([])
})

test('HTML and CSS', () => {
  hold('HTML and CSS', sum(released.filter((file) => /\.(html|css)$/.test(file))), 14 * KB, 20 * KB)
})

test('the whole precache of a villager', () => {
  expect(precached).toContain('index.html')
  const kept = precached.filter((file) => !isEnglish(file) && !isOffice(file))
  hold('whole precache', sum(kept), 220 * KB, 300 * KB)
})

// Kept by who holds an office, on Wi-Fi where there is one: ten pages of work that no villager opens.
test('what an office needs, for who holds one', () => {
  hold('office', sum(precached.filter(isOffice)), 30 * KB, 36 * KB)
})

test('English words, for who chose them', () => {
  hold('English', sum(precached.filter(isEnglish)), 30 * KB, 40 * KB)
})

test('what the first visit keeps, before the rest follows', () => {
  hold(
    'precache of the first visit',
    sum(precached.filter((file) => !isForLater(file) && !isEnglish(file) && !isOffice(file))),
    130 * KB,
    160 * KB,
  )
})

test('everything the app can load is in the precache, so all of it opens without network', () => {
  const loaded = released.filter((file) => /\.(js|css|html)$/.test(file) && file !== 'sw.js')
  expect(loaded.filter((file) => !precached.includes(file))).toEqual([])
})

test('the polyfills', () => {
  hold('polyfills', wireBytes('polyfills.js'), 0.5 * KB, 0.5 * KB)
})

test('the service worker', () => {
  hold('service worker', wireBytes('sw.js'), 6 * KB, 8 * KB)
})

test('no web fonts', () => {
  expect(everything.filter((file) => /\.(woff2?|ttf|otf|eot)$/.test(file))).toEqual([])
  const styles = released.filter((file) => file.endsWith('.css'))
  expect(styles.filter((file) => /@font-face/.test(read(file).toString()))).toEqual([])
})

test('the relay finds a compressed copy beside every text file', () => {
  const text = released.filter((file) => /\.(js|css|html|webmanifest)$/.test(file))
  expect(
    text.filter((file) => !everything.includes(`${file}.br`) || !everything.includes(`${file}.gz`)),
  ).toEqual([])
})
