import path from 'node:path'
import { ROOT, tool } from '../ready/run.mjs'

/**
 * Every step of `npm test`. A tool counts as one test passed or failed; a vitest project counts its tests.
 * `minutes` is when a step is given up, so that a hanging browser cannot eat the whole run.
 */
export function plan(forVitest) {
  const vitest = (project) => [tool('vitest/vitest.mjs'), 'run', '--project', project, ...forVitest]
  return [
    {
      name: 'types',
      title: 'types',
      tool: true,
      minutes: 10,
      args: [tool('vue-tsc/bin/vue-tsc.js'), '--noEmit'],
    },
    {
      name: 'rulebook',
      title: 'types of the rulebook, without DOM and node',
      tool: true,
      minutes: 10,
      args: [tool('typescript/bin/tsc'), '--noEmit', '-p', 'src/rulebook'],
    },
    {
      name: 'lint',
      title: 'eslint',
      tool: true,
      minutes: 10,
      args: [tool('eslint/bin/eslint.js'), '.', '--max-warnings', '0'],
    },
    {
      name: 'format',
      title: 'prettier',
      tool: true,
      minutes: 10,
      args: [tool('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'],
    },
    {
      name: 'build',
      title: 'build',
      tool: true,
      minutes: 10,
      args: [path.join(ROOT, 'scripts/build.mjs'), '--quiet'],
    },
    { name: 'check', title: 'tests without a browser', minutes: 15, args: vitest('check') },
    { name: 'fire', title: 'under fire', long: true, minutes: 10, args: vitest('fire') },
    { name: 'budgets', title: 'byte budgets', minutes: 5, needsBuild: true, args: vitest('budgets') },
    { name: 'browser', title: 'tests in Chromium', minutes: 15, needsBrowser: true, args: vitest('browser') },
    {
      name: 'journeys',
      title: 'journeys in Chromium',
      minutes: 45,
      needsBrowser: true,
      needsBuild: true,
      args: vitest('journeys'),
    },
  ]
}
