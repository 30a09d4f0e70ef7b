#!/usr/bin/env node
// npm run dev: three phones on one page with a village behind them, all by vite; what runs in Node starts anew on a
// change. npm run dev -- --village: the relay of the demo village (PORT, DATA_DIR) and the app alone beside it.
import './ready/node-version.mjs'
import { spawn } from 'node:child_process'
import { ensureInstalled } from './ready/installed.mjs'
import { ROOT, tool } from './ready/run.mjs'

await ensureInstalled()
const start = (args, env) =>
  spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...env } })
const watch = (file, env) => start([tool('tsx/dist/cli.mjs'), 'watch', '--clear-screen=false', file], env)

function startAll() {
  if (!process.argv.includes('--village')) return [watch('src/dev/stage/main.ts')]
  const relayPort = process.env.PORT || '8080'
  return [
    watch('sync-server/main.ts', { PORT: relayPort }),
    start([tool('vite/bin/vite.js')], { RELAY_PORT: relayPort }),
  ]
}

const all = startAll()
const stop = () => all.forEach((child) => child.kill('SIGTERM'))
process.on('SIGINT', stop)
process.on('SIGTERM', stop)
all.forEach((child) => child.once('exit', stop))
