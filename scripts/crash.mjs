#!/usr/bin/env node
// npm run crash: the relay killed under load 500 times. --seed N draws the same moments, --runs N makes it shorter.
import './ready/node-version.mjs'
import { ensureInstalled } from './ready/installed.mjs'
import { finish, stayWith } from './ready/run.mjs'

await finish(async () => {
  await ensureInstalled()
  return stayWith(['--import', 'tsx', 'tests/crash/run.ts', ...process.argv.slice(2)])
})
