#!/usr/bin/env node
// npm run dev: the relay by tsx (starts anew on a change) and the app by vite, side by side.
import './ready/node-version.mjs'
import { spawn } from 'node:child_process'
import { ensureInstalled } from './ready/installed.mjs'
import { ROOT, tool } from './ready/run.mjs'

await ensureInstalled()
const relayPort = process.env.PORT || '8080'
const start = (args, env) =>
  spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...env } })

const both = [
  start([tool('tsx/dist/cli.mjs'), 'watch', 'sync-server/main.ts'], { PORT: relayPort }),
  start([tool('vite/bin/vite.js')], { RELAY_PORT: relayPort }),
]
const stop = () => both.forEach((child) => child.kill('SIGTERM'))
process.on('SIGINT', stop)
process.on('SIGTERM', stop)
both.forEach((child) => child.once('exit', stop))
