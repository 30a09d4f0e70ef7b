#!/usr/bin/env node
// npm run build: the app into dist, relay and command line into dist-server (Node 20 cannot run .ts).
import './ready/node-version.mjs'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { compress } from './build/compress.mjs'
import { takeLastRelease } from './build/last-release.mjs'
import { BUILD_STAMP } from './ready/built.mjs'
import { ensureInstalled } from './ready/installed.mjs'
import { finish, ROOT, StepFailed } from './ready/run.mjs'

const DIST = path.join(ROOT, 'dist')
const logLevel = process.argv.includes('--quiet') ? 'warn' : 'info'

/** Bundles our own server code; what stands in node_modules stays there (lmdb is native, fastify needs no bundling). */
function buildServers(build) {
  return build({
    root: ROOT,
    configFile: false,
    logLevel,
    publicDir: false,
    build: {
      ssr: true,
      outDir: 'dist-server',
      emptyOutDir: true,
      target: 'node20',
      sourcemap: true,
      rolldownOptions: {
        input: {
          main: path.join(ROOT, 'sync-server/main.ts'),
          village: path.join(ROOT, 'sync-server/village/cli.ts'),
        },
        output: { entryFileNames: '[name].js', chunkFileNames: 'parts/[name]-[hash].js' },
      },
    },
  })
}

async function buildAll() {
  const { build } = await import('vite')
  const last = takeLastRelease(DIST)
  await build({ root: ROOT, logLevel })
  last.putBack()
  await buildServers(build)
  const count = await compress(DIST)
  if (logLevel === 'info') console.log(`${count} files compressed (.br and .gz)`)
  writeFileSync(BUILD_STAMP, JSON.stringify({ at: new Date().toISOString() }) + '\n')
}

await finish(async () => {
  await ensureInstalled()
  try {
    await buildAll()
  } catch (error) {
    throw new StepFailed(`build: ${error.message}`)
  }
  return 0
})
