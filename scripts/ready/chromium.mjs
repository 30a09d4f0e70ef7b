import { execFileSync, spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import path from 'node:path'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'

function canRun(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** The Chromium of this machine: env CHROMIUM, or the first one on the path; undefined when there is none. */
export function findChromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM
  const folders = [...(process.env.PATH || '').split(path.delimiter), '/usr/bin', '/snap/bin']
  const found = NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(canRun)
  return found || (existsSync(MAC) ? MAC : undefined)
}

function hasChineseFont() {
  const list = spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' })
  return list.status === 0 && list.stdout.trim() !== ''
}

/**
 * Installs Chromium and a Chinese font where that can be done without asking (root on a Debian); elsewhere
 * says what to install. Returns true when the browser is there.
 */
export function ensureChromium() {
  const missing = [...(findChromium() ? [] : ['chromium']), ...(hasChineseFont() ? [] : ['fonts-noto-cjk'])]
  const canInstall = process.getuid && process.getuid() === 0 && existsSync('/etc/debian_version')
  if (missing.length > 0 && canInstall) {
    console.log(`Installing ${missing.join(' and ')}…`)
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    try {
      execFileSync('apt-get', ['update', '-qq'], { env, stdio: ['ignore', 'ignore', 'inherit'] })
      execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], {
        env,
        stdio: ['ignore', 'ignore', 'inherit'],
      })
    } catch (error) {
      console.error(`apt-get did not succeed: ${error.message}`)
    }
  }
  if (findChromium()) return true
  console.error(
    '没有找到 Chromium：请安装 chromium（或 Chrome）和一种中文字体，或用环境变量 CHROMIUM 指出它。\n' +
      'No Chromium found: install chromium (or Chrome) and a Chinese font, or name it in the variable CHROMIUM.',
  )
  return false
}
