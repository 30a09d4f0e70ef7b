import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { findChromium } from '../ready/chromium.mjs'

/** Lighthouse's own emulation wants a browser that nobody else drives; it and we reach it by its port. */
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
  return {
    port,
    profile,
    async close() {
      // Its renderers too, or one of them still writes into the folder that is being removed.
      process.kill(-child.pid, 'SIGKILL')
      await ended
      rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
    },
  }
}
