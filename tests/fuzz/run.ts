// npm run fuzz: a million mutated messages at everything that takes bytes, in a child with a watchdog.
import { option } from '#support/option.ts'
import { keepFigures } from '#support/under-fire.ts'
import { sharesOf } from './surfaces.ts'
import { fuzz } from './watchdog.ts'

const seed = Number(option('seed') ?? Date.now() % 1_000_000)
const total = Number(option('count') ?? 1_000_000)
const only = option('only')
const shares = Object.entries(sharesOf(total)).filter(([name]) => only === undefined || name === only)

console.log(`${total} messages, seed ${seed} (npm run fuzz -- --seed ${seed} draws the same changes)`)
let [all, failures] = [0, 0]
for (const [name, count] of shares) {
  const started = Date.now()
  const { done, failed, bytes } = await fuzz(seed, { [name]: count })
  const took = `${String(done[name] ?? 0).padStart(7)} in ${((Date.now() - started) / 1000).toFixed(1)} s`
  console.log(`${failed ? '✗' : '✓'} ${name.padEnd(32)} ${took}`)
  all += done[name] ?? 0
  if (!failed) continue
  failures += 1
  console.log(`  ${failed}`)
  if (bytes) console.log(`  keep it as tests/fuzz/kept/<what happened>.${name}.hex:\n  ${bytes}`)
}
const sum = `${all} messages at ${shares.length} surfaces, ${failures} of them failed`
console.log(sum)
if (total === 1_000_000 && only === undefined) keepFigures('npm run fuzz', [`seed ${seed}`, sum])
process.exitCode = failures > 0 ? 1 : 0
