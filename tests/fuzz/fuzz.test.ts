import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { sharesOf, surfaces } from './surfaces.ts'
import { fuzz } from './watchdog.ts'

/** Of a million in `npm run fuzz`, ten thousand here. */
const HERE = 10_000
const SEED = 20261124

test('the shares of all surfaces are a million', () => {
  expect(surfaces.reduce((sum, { share }) => sum + share, 0)).toBe(1_000_000)
})

test('abuse 26: ten thousand mutated messages at everything that takes bytes', async () => {
  expect(await fuzz(SEED, sharesOf(HERE))).toEqual({ done: sharesOf(HERE) })
}, 120_000)

/** What failed once, and at which surface: kept/<what happened>.<surface>.hex */
const KEPT = new URL('./kept/', import.meta.url)
const kept = readdirSync(KEPT).filter((file) => file.endsWith('.hex'))
test.each(kept)('failed once, and no more: %s', async (file) => {
  const surface = surfaces.find(({ name }) => file.endsWith(`.${name}.hex`))
  if (!surface) throw new Error(`no surface is called so: ${file}`)
  const open = await surface.open()
  await open.feed(Uint8Array.from(Buffer.from(readFileSync(new URL(file, KEPT), 'utf8').trim(), 'hex')))
  await open.check?.()
  await open.close?.()
})
