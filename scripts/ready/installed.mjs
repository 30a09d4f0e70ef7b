import { createHash } from 'node:crypto'
import { existsSync, lstatSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { must, ROOT, StepFailed } from './run.mjs'

const MODULES = path.join(ROOT, 'node_modules')
const LOCK = path.join(ROOT, 'package-lock.json')
const STAMP = path.join(MODULES, '.xiangyin-lock')
// npm writes this one last, so a half-finished installation does not have it.
const NPM_STAMP = path.join(MODULES, '.package-lock.json')

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
  // npm ci empties the folder first; through a link it would empty somebody else's.
  if (lstatSync(MODULES, { throwIfNoEntry: false })?.isSymbolicLink()) {
    throw new StepFailed(
      'node_modules 是一个链接，而且不是这份 package-lock.json 装出来的：请先删掉这个链接。\n' +
        'node_modules is a link to an installation of another package-lock.json: remove the link first.',
    )
  }
  console.log('安装依赖… Installing the packages (npm ci), a few minutes the first time.')
  // The build needs the development packages, also where NODE_ENV=production is set.
  await must('依赖没有装成：请检查网络后再试。 npm ci failed: check the network and try again.', 'npm', [
    'ci',
    '--include=dev',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ])
  writeFileSync(STAMP, fingerprint())
}
