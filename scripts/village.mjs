#!/usr/bin/env node
// npm run village -- <command>: the village's command line, installed and built first if need be.
import './ready/node-version.mjs'
import path from 'node:path'
import { ensureBuilt } from './ready/built.mjs'
import { ensureInstalled } from './ready/installed.mjs'
import { finish, ROOT, stayWith } from './ready/run.mjs'

await finish(async () => {
  await ensureInstalled()
  await ensureBuilt()
  const env = { DATA_DIR: path.resolve(process.env.DATA_DIR || path.join(ROOT, 'data')) }
  return stayWith([path.join(ROOT, 'dist-server/village.js'), ...process.argv.slice(2)], env)
})
