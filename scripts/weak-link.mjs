#!/usr/bin/env node
// npm run weak-link: ten minutes on the worst link there is, with black-outs. --minutes N makes it shorter.
import './ready/node-version.mjs'
import { ensureInstalled } from './ready/installed.mjs'
import { finish, stayWith } from './ready/run.mjs'

await finish(async () => {
  await ensureInstalled()
  return stayWith(['--import', 'tsx', 'tests/link/ten-minutes.ts', ...process.argv.slice(2)])
})
