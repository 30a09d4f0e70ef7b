import { existsSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { must, ROOT } from './run.mjs'

/** Written last by scripts/build.mjs: a build that broke off leaves none. */
export const BUILD_STAMP = path.join(ROOT, 'dist-server/built.json')

const PRODUCTS = ['dist/index.html', 'dist-server/main.js', 'dist-server/village.js']
const SOURCES = [
  'src',
  'sync-server',
  'public',
  'index.html',
  'vite.config.ts',
  'package-lock.json',
  'scripts/build.mjs',
  'scripts/build',
]

/** The time of the newest file or folder below; a folder's own time tells that something was removed. */
function newest(file) {
  if (!existsSync(file)) return 0
  const stat = statSync(file)
  if (!stat.isDirectory()) return stat.mtimeMs
  return readdirSync(file).reduce((time, name) => Math.max(time, newest(path.join(file, name))), stat.mtimeMs)
}

/** True when dist and dist-server are there and nothing they were made from is newer. */
export function isBuilt() {
  if (!existsSync(BUILD_STAMP) || !PRODUCTS.every((file) => existsSync(path.join(ROOT, file)))) return false
  const built = statSync(BUILD_STAMP).mtimeMs
  return SOURCES.every((source) => newest(path.join(ROOT, source)) <= built)
}

/** Builds the app, the relay and the command line when they are missing or older than their sources. */
export async function ensureBuilt() {
  if (isBuilt()) return
  console.log('构建… Building the app and the relay.')
  await must('构建没有成功，原因见上。 The build failed; the reason stands above.', process.execPath, [
    path.join(ROOT, 'scripts/build.mjs'),
    '--quiet',
  ])
}
