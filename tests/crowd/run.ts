// npm run crowd: what a village does to its relay at once. --only outage,reader,flood,leak; --phones, --entries,
// --comings make it smaller; --seed N draws the same waits again.
import { foundCrowd } from './crowd-village.ts'
import { flooded } from './delivery.ts'
import { grow } from './leak.ts'
import { outage } from './outage.ts'
import { option } from '#support/option.ts'
import { keepFigures } from '#support/under-fire.ts'
import { said, sayFlood, sayGrown, sayOutage, saySlowReader } from './report.ts'
import { slowReader } from './slow-reader.ts'

/** A run in full size, whichever parts of it. */
const isFull = !process.argv.slice(2).some((one) => /^--(phones|entries|comings)/.test(one))
const seed = Number(option('seed') ?? Date.now() % 1_000_000)
const phones = Number(option('phones') ?? 2000)
const entries = Number(option('entries') ?? 1_000_000)
const comings = Number(option('comings') ?? 10_000)
const only = option('only')?.split(',')
const held: boolean[] = []

/** Each in a village of its own: what one leaves behind is nothing to the next. */
async function part(
  name: string,
  people: number,
  deed: (v: Awaited<ReturnType<typeof foundCrowd>>) => Promise<void>,
) {
  if (only && !only.includes(name)) return
  const village = await foundCrowd(people)
  const before = said.length
  try {
    await deed(village)
  } finally {
    await village.end()
  }
  if (isFull) keepFigures(`npm run crowd -- --only ${name}`, [`seed ${seed}`, ...said.slice(before)])
}

console.log(`npm run crowd -- --seed ${seed} draws the same waits again`)
await part('outage', phones, async (v) => {
  const common = { phones, seed, entries: 200 }
  // Long enough that most have come to wait their longest.
  held.push(sayOutage('killed', await outage(v, { ...common, how: 'killed', downMs: 90_000 })))
  held.push(sayOutage('restarted', await outage(v, { ...common, how: 'restarted', downMs: 2000 })))
})
await part('reader', 60, async (v) => {
  held.push(saySlowReader(await slowReader(v, { phones: 20, seed, rounds: 30 })))
})
await part('flood', 60, async (v) => {
  for (const one of await flooded(v, { phones: 20, seed, bytes: 10_000_000, overMs: 2500, entries: 100 }))
    held.push(sayFlood(one, 20))
})
await part('leak', 600, async (v) => {
  const show = (look: object) => console.log(`  ${JSON.stringify(look)}`)
  held.push(sayGrown(await grow(v, { entries, comings, looks: 20, said: show })))
})
process.exit(held.every(Boolean) ? 0 : 1)
