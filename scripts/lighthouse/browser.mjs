import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { findChromium } from '../ready/chromium.mjs'

/** Linux's way to serve a thread before others (SCHED_RR); what it starts is served so as well. */
const SERVED_FIRST = ['-r', '1']
/** True where that is allowed (Linux, as root). */
export const isServedFirst = spawnSync('chrt', [...SERVED_FIRST, 'true']).status === 0

/** All pages are forked from one process of Chromium. */
function servePagesFirst(profile) {
  const list = execFileSync('ps', ['-axww', '-o', 'pid=,args='], { encoding: 'utf8', maxBuffer: 1 << 26 })
  const zygote = list
    .split('\n')
    .find(
      (row) => row.includes(profile) && row.includes('--type=zygote') && !row.includes('--no-zygote-sandbox'),
    )
  if (!zygote) throw new Error('no process from which Chromium forks its pages')
  execFileSync('chrt', ['-a', '-p', ...SERVED_FIRST, String(Number.parseInt(zygote, 10))])
}

/**
 * Lighthouse's own emulation wants a browser that nobody else drives; it and we reach it by its port.
 *
 * A phone draws its pages on a core of their own. Here the browser's other threads want the same two, and a page's
 * thread waited for them as long as it worked (410 of 880 ms, by /proc/<pid>/schedstat); served first, it waits 20 ms.
 */
export async function openBrowser() {
  const profile = mkdtempSync(path.join(tmpdir(), 'xiangyin-lighthouse-'))
  const flags = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--lang=zh-CN']
  const quiet = ['--no-first-run', '--disable-background-networking', '--disable-component-update']
  const args = [...flags, ...quiet, '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank']
  const child = spawn(findChromium(), args, { detached: true, stdio: ['ignore', 'ignore', 'pipe'] })
  const ended = new Promise((done) => child.once('exit', done))
  const port = await new Promise((found, failed) => {
    let said = ''
    child.stderr.on('data', (text) => {
      said += text
      const listening = /DevTools listening on ws:\/\/[^:]+:(\d+)/.exec(said)
      if (listening) found(Number(listening[1]))
    })
    void ended.then(() => failed(new Error(`Chromium ended: ${said.slice(-500)}`)))
  })
  if (isServedFirst) servePagesFirst(profile)
  return {
    port,
    async close() {
      // Its renderers too, or one of them still writes into the folder that is being removed.
      process.kill(-child.pid, 'SIGKILL')
      await ended
      rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
    },
  }
}
