import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { must, ROOT } from './run.mjs'

const LOCK = path.join(ROOT, 'package-lock.json')
const STAMP = path.join(ROOT, 'node_modules/.xiangyin-lock')
// npm writes this one last, so a half-finished installation does not have it.
const NPM_STAMP = path.join(ROOT, 'node_modules/.package-lock.json')

function fingerprint() {
  return createHash('sha256').update(readFileSync(LOCK)).digest('hex')
}

function isInstalled() {
  if (!existsSync(NPM_STAMP)) return false
  if (existsSync(STAMP)) return readFileSync(STAMP, 'utf8') === fingerprint()
  return statSync(NPM_STAMP).mtimeMs >= statSync(LOCK).mtimeMs
}

/** Runs `npm ci` when node_modules is missing, half done or of another package-lock.json. */
export async function ensureInstalled() {
  if (isInstalled()) return
  console.log('安装依赖… Installing the packages (npm ci), a few minutes the first time.')
  // The build needs the development packages, also where NODE_ENV=production is set.
  await must('依赖没有装成:请检查网络后再试。 npm ci failed: check the network and try again.', 'npm', [
    'ci',
    '--include=dev',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ])
  writeFileSync(STAMP, fingerprint())
}
