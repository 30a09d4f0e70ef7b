import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { must, ROOT } from './run.mjs'

/**
 * Installs what only one command needs, as a package of its own with its own lock, so that nobody who builds the
 * app installs it. It stands in node_modules/.NAME, where no test or tool of ours looks; returns that folder.
 */
export async function ensureApart(folder, name, sentence) {
  const home = path.join(ROOT, 'node_modules', `.${name}`)
  const stamp = path.join(home, 'node_modules/.xiangyin-lock')
  cpSync(path.join(ROOT, folder), home, { recursive: true })
  const lock = readFileSync(path.join(home, 'package-lock.json'), 'utf8')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return home
  await must(sentence, 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: home })
  writeFileSync(stamp, lock)
  return home
}
