#!/usr/bin/env node
// npm run weak-link: ten minutes on the worst link there is, with black-outs. --minutes N makes it shorter,
// --idle-minutes 60 adds an hour on which nothing happens.
import './ready/node-version.mjs'
import { ensureInstalled } from './ready/installed.mjs'
import { finish, stayWith } from './ready/run.mjs'

await finish(async () => {
  await ensureInstalled()
  return stayWith(['--import', 'tsx', 'tests/link/ten-minutes.ts', ...process.argv.slice(2)])
})
