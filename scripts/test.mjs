#!/usr/bin/env node
// npm test: everything, from a fresh clone. npm run check: everything that needs no browser.
//   --only types,lint    some steps only; names as in scripts/test/plan.mjs
//   further words go to vitest: npm test -- --only journeys tests/journeys/two-phones.test.ts -t letter
import './ready/node-version.mjs'
import { isBuilt } from './ready/built.mjs'
import { ensureChromium } from './ready/chromium.mjs'
import { ensureInstalled } from './ready/installed.mjs'
import { finish, StepFailed } from './ready/run.mjs'
import { isByName, leftOutLines } from './test/count.mjs'
import { plan } from './test/plan.mjs'
import { runSide } from './test/run-steps.mjs'

const args = process.argv.slice(2)
const take = (flag) => {
  const at = args.indexOf(flag)
  return at < 0 ? undefined : args.splice(at, 2)[1]
}
const only = take('--only')?.split(',')
const check = args.includes('--check')
const forVitest = args.filter((arg) => arg !== '--check')

function choose() {
  const all = plan(forVitest)
  const unknown = only?.filter((name) => !all.some((step) => step.name === name)) ?? []
  if (unknown.length > 0 || (only && only.length === 0)) {
    throw new StepFailed(`--only knows ${all.map((step) => step.name).join(', ')}; not ${unknown.join(', ')}`)
  }
  const chosen = all.filter((step) =>
    only ? only.includes(step.name) : !(check && (step.needsBrowser || step.long)),
  )
  // With --only a build that is up to date may be used again; otherwise it is part of what is tested.
  const mustBuild = chosen.some((step) => step.needsBuild) && !chosen.some((step) => step.name === 'build')
  return mustBuild && !isBuilt() ? [all.find((step) => step.name === 'build'), ...chosen] : chosen
}

await finish(async () => {
  const steps = choose()
  await ensureInstalled()
  const hasBrowser = !steps.some((step) => step.needsBrowser) || ensureChromium()
  const started = Date.now()
  // Tools first, two at a time; the tests after them and alone, because some of them measure rates.
  const results = [
    ...(await runSide(
      steps.filter((step) => step.tool),
      2,
      hasBrowser,
    )),
    ...(await runSide(
      steps.filter((step) => !step.tool),
      1,
      hasBrowser,
    )),
  ]
  const sum = (key) => results.reduce((total, result) => total + result[key], 0)
  console.log(`\n${results.length} steps in ${Math.round((Date.now() - started) / 1000)} s`)
  // Otherwise a machine without strace would be as green as one with it.
  if (!isByName(forVitest))
    for (const line of leftOutLines(results.flatMap(({ leftOut }) => leftOut))) console.log(line)
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`)
  return sum('failed') > 0 ? 1 : 0
})
