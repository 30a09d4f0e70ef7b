#!/usr/bin/env node
// npm run fuzz: a million mutated messages. --seed N draws the same changes, --count N makes it shorter, --only NAME one surface.
import './ready/node-version.mjs'
import { ensureInstalled } from './ready/installed.mjs'
import { finish, stayWith } from './ready/run.mjs'

await finish(async () => {
  await ensureInstalled()
  return stayWith(['--import', 'tsx', 'tests/fuzz/run.ts', ...process.argv.slice(2)])
})
