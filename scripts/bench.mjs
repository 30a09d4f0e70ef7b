#!/usr/bin/env node
// npm run bench: measures the relay beside its peers and the app on a slow phone, into tests/bench/latest.md.
// --quick takes a few minutes and only shows that all works; --only=servers or --only=phone leaves a half out.
import './ready/node-version.mjs'
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { ensureBuilt } from './ready/built.mjs'
import { ensureChromium } from './ready/chromium.mjs'
import { ensureInstalled } from './ready/installed.mjs'
import { finish, must, ROOT, run } from './ready/run.mjs'

const PEERS = path.join(ROOT, 'tests/bench/peers')
/** Beside the project's own packages, where no test or tool of ours looks. */
const HOME = path.join(ROOT, 'node_modules/.bench-peers')
const STAMP = path.join(HOME, 'node_modules/.xiangyin-lock')

/** The peers are a package of their own, so that nobody who builds the app installs them. */
async function ensurePeers() {
  cpSync(PEERS, HOME, { recursive: true })
  const lock = readFileSync(path.join(HOME, 'package-lock.json'), 'utf8')
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === lock) return
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error']
  await must('对照的服务器没有装成。 The peers did not install.', 'npm', args, { cwd: HOME })
  writeFileSync(STAMP, lock)
}

await finish(async () => {
  await ensureInstalled()
  await ensureBuilt()
  await ensurePeers()
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
