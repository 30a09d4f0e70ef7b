#!/usr/bin/env node
// npm run crowd: 2,000 phones after an outage, one who does not read, a flood, a million entries. Options: tests/crowd/run.ts.
import './ready/node-version.mjs'
import { ensureInstalled } from './ready/installed.mjs'
import { finish, stayWith } from './ready/run.mjs'

await finish(async () => {
  await ensureInstalled()
  return stayWith(['--import', 'tsx', 'tests/crowd/run.ts', ...process.argv.slice(2)])
})
