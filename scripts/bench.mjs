#!/usr/bin/env node
// npm run bench: measures the relay beside its peers and the app on a slow phone, into tests/bench/latest.md.
// --quick takes a few minutes and only shows that all works; --only=servers or --only=phone measures one half
// anew and keeps the other as it was; --only=matters does so with the phone's long debates alone.
import './ready/node-version.mjs'
import { ensureApart } from './ready/apart.mjs'
import { ensureBuilt } from './ready/built.mjs'
import { ensureChromium } from './ready/chromium.mjs'
import { ensureInstalled } from './ready/installed.mjs'
import { finish, run } from './ready/run.mjs'

await finish(async () => {
  await ensureInstalled()
  await ensureBuilt()
  await ensureApart('tests/bench/peers', 'bench-peers', '对照的服务器没有装成。 The peers did not install.')
  if (!ensureChromium()) return 1
  // The generator keeps to the second core; it starts the servers on the first.
  const args = [
    '-c',
    '1',
    process.execPath,
    '--import',
    'tsx',
    'tests/bench/run.ts',
    ...process.argv.slice(2),
  ]
  return run('taskset', args)
})
