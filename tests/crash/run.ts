// npm run crash: the relay is killed under load, again and again. --seed N draws the same moments, --runs N makes it shorter.
import { option } from '#support/option.ts'
import { keepFigures } from '#support/under-fire.ts'
import { bundleRelay } from './relay-process.ts'
import { figures, powerCuts } from './power-cuts.ts'

const seed = Number(option('seed') ?? Date.now() % 1_000_000)
const runs = Number(option('runs') ?? 500)
console.log(
  `${runs} runs, seed ${seed} (npm run crash -- --runs ${runs} --seed ${seed} draws the same moments)`,
)
const sum = await powerCuts(await bundleRelay(), runs, seed, (so) => {
  if (so.runs % 50 === 0) console.log(`  ${figures(so)}`)
})
console.log(figures(sum))
if (runs === 500) keepFigures('npm run crash', [`seed ${seed}`, figures(sum)])
process.exitCode = sum.lost + sum.doubled > 0 ? 1 : 0
