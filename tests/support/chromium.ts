// A phone: Chromium with a profile of its own, small screen, touch, and a plug that can really be pulled.
import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { chromium } from 'playwright-core'
import type { BrowserContext, Page } from 'playwright-core'
import { findChromium } from '../../scripts/ready/chromium.mjs'

export interface Phone {
  context: BrowserContext
  page: Page
  profileDir: string
  /** The browser process, which leads a process group of its own. */
  pid: number
  /** The newest of what its pages told the console, and what they stumbled over. */
  told: string[]
  /** Another tab of the same phone, as slow as the first. */
  newPage(): Promise<Page>
  /** SIGKILL to the whole browser, as when the battery is pulled: nothing gets a chance to be written. */
  kill9(): Promise<void>
  /** Closes the browser; a profile that launchPhone made is thrown away. */
  close(): Promise<void>
}

/** The phones that run now, for who wants to know what they show. */
export const running = new Set<Phone>()
const TOLD_MAX = 30

/**
 * The last such flag counts, so this one says again what playwright says, and switches off the address bar's own
 * pages as well: they run for seconds beside a phone's first screen, and no phone has them.
 */
const DESKTOP_OFF = `--disable-features=${[
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
].join(',')}`
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  DESKTOP_OFF,
]

/** The one process that holds this profile and is no child of another browser process. */
function pidOf(profileDir: string): number {
  const list = execFileSync('ps', ['-axww', '-o', 'pid=,args='], { encoding: 'utf8', maxBuffer: 1 << 26 })
  const line = list
    .split('\n')
    .find((row) => row.includes(`--user-data-dir=${profileDir}`) && !row.includes('--type='))
  if (!line) throw new Error(`no browser process holds ${profileDir}`)
  return Number.parseInt(line, 10)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(-pid, 0)
    return true
  } catch {
    return false
  }
}

async function killGroup(pid: number): Promise<void> {
  process.kill(-pid, 'SIGKILL')
  // Until the last of the group is gone, its files may still be locked for the next start.
  for (let i = 0; i < 100 && isAlive(pid); i++) await new Promise((resolve) => setTimeout(resolve, 20))
}

async function slowDown(context: BrowserContext, page: Page, rate: number): Promise<void> {
  if (rate <= 1) return
  const session = await context.newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate })
}

/**
 * Starts a phone. Give the profileDir of an earlier one to start the same phone again with all it had stored,
 * also after kill9. cpuSlowdown 6 is a cheap Android phone of some years ago.
 */
export async function launchPhone(
  options: {
    profileDir?: string
    viewport?: { width: number; height: number }
    cpuSlowdown?: number
    args?: string[]
  } = {},
): Promise<Phone> {
  const executablePath = findChromium()
  if (!executablePath) throw new Error('No Chromium on this machine: install it, or name it in CHROMIUM.')
  const profileDir = options.profileDir ?? (await mkdtemp(path.join(tmpdir(), 'xiangyin-phone-')))
  const context = await chromium.launchPersistentContext(profileDir, {
    executablePath,
    headless: true,
    chromiumSandbox: false,
    args: [...FLAGS, ...(options.args ?? [])],
    viewport: options.viewport ?? { width: 360, height: 740 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    acceptDownloads: true,
  })
  const pid = pidOf(profileDir)
  const rate = options.cpuSlowdown ?? 1
  const page = context.pages()[0] ?? (await context.newPage())
  await slowDown(context, page, rate)
  let isGone = false
  const told: string[] = []
  const note = (said: string) => void told.splice(0, told.push(said) - TOLD_MAX)
  context.on('console', (one) => note(one.text()))
  context.on('weberror', (one) => note(String(one.error().stack)))

  async function throwAway(): Promise<void> {
    if (!options.profileDir) await rm(profileDir, { recursive: true, force: true, maxRetries: 5 })
  }

  const phone: Phone = {
    context,
    page,
    profileDir,
    pid,
    told,
    async newPage() {
      const another = await context.newPage()
      await slowDown(context, another, rate)
      return another
    },
    async kill9() {
      isGone = true
      running.delete(phone)
      await killGroup(pid)
      // Lets playwright notice, so that it holds no handle on what is dead.
      await context.close().catch(() => {})
    },
    async close() {
      running.delete(phone)
      if (!isGone) await context.close()
      await throwAway()
    },
  }
  running.add(phone)
  return phone
}
